/// Hot loops: a scalar reference, and fast twins that are tested against it.
@NullMarked
package org.everyshot.kernel;

import org.jspecify.annotations.NullMarked;
