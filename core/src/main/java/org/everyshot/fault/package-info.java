/// What can be wrong with what a user gave us, in one line that says what, where, expected, remedy.
@NullMarked
package org.everyshot.fault;

import org.jspecify.annotations.NullMarked;
