/// Shots to angular correlations.
@NullMarked
package org.everyshot.correlation;

import org.jspecify.annotations.NullMarked;
