/// How fast the program is beside its peers, and beside what the machine can do.
@NullMarked
package org.everyshot.benchmarks;

import org.jspecify.annotations.NullMarked;
