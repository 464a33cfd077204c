/// Draws results as PNG pictures: curves, maps, detector images, with axes and units.
///
/// Drawn on Java2D into memory, with letters of our own ([Glyphs]): no screen, no font, no
/// fontconfig is needed, and equal results are equal files. [CorrelationPictures] is where to
/// start; docs/pictures.md says how to read them.
@NullMarked
package org.everyshot.picture;

import org.jspecify.annotations.NullMarked;
