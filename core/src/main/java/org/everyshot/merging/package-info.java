/// Reflections of single shots to merged amplitudes: baselines, posteriors, statistics, anomalous
/// peaks.
@NullMarked
package org.everyshot.merging;

import org.jspecify.annotations.NullMarked;
