/// Particles to shots, with known truth.
@NullMarked
package org.everyshot.simulation;

import org.jspecify.annotations.NullMarked;
