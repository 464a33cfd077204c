/// The command line: one file per verb.
@NullMarked
package org.everyshot.cli;

import org.jspecify.annotations.NullMarked;
