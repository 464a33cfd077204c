/// What one X-ray pulse recorded: its identity, its raw frame, its polar image.
@NullMarked
package org.everyshot.shot;

import org.jspecify.annotations.NullMarked;
