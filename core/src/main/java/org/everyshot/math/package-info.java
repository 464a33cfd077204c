/// Fourier transforms, special functions, distributions, random streams, order-free sums.
@NullMarked
package org.everyshot.math;

import org.jspecify.annotations.NullMarked;
