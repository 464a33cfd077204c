/// Geometry, mask, beam, calibration, polar grid.
@NullMarked
package org.everyshot.detector;

import org.jspecify.annotations.NullMarked;
