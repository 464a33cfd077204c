/// Draws results as PNG pictures: curves, maps, detector images, with axes and units.
///
/// Drawn into memory by code of our own ([Brush]), with letters of our own ([Glyphs]): no screen,
/// no font, no fontconfig is needed, and equal results are equal files. [CorrelationPictures] is
/// where to start; docs/pictures.md says how to read them, docs/decisions/0003-pictures.md why
/// they are drawn so.
@NullMarked
package org.everyshot.picture;

import org.jspecify.annotations.NullMarked;
