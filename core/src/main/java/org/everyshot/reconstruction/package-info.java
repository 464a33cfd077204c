/// Rotational invariants to the particle's density (M-TIP), and how far it may be believed.
@NullMarked
package org.everyshot.reconstruction;

import org.jspecify.annotations.NullMarked;
