/// Small neural networks over flat arrays, their gradients by hand, and the optimiser that trains
/// them. Knows no physics.
///
/// A block is that of ResNet v2 without normalisation, x + W₂ r(W₁ r(x) + b₁) + b₂ with
/// r(x) = max(x, 0). Source: He, Zhang, Ren & Sun, "Identity mappings in deep residual networks",
/// arXiv:1603.05027 (2016).
@NullMarked
package org.everyshot.network;

import org.jspecify.annotations.NullMarked;
