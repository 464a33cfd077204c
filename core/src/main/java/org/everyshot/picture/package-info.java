/// Draws results as PNG pictures: curves, maps, detector images, with axes and units.
@NullMarked
package org.everyshot.picture;

import org.jspecify.annotations.NullMarked;
