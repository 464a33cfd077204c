/// Runs any accumulator over any source: threads, back-pressure, loss ledger. Knows no physics.
@NullMarked
package org.everyshot.engine;

import org.jspecify.annotations.NullMarked;
