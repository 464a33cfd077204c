package org.everyshot.merging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a merging has seen of single images while they came.
///
/// @param ccPredByShell correlation of intensities with what was predicted before the image was
///     used, for each of the statistics' shells; empty where nothing is predicted, NaN where
///     unknown
/// @param alarms when images were not any more what they had been
/// @param stills parameters and quality of every still; null where there are none
public record Monitoring(
    List<Double> ccPredByShell, List<DriftWatch.Alarm> alarms, @Nullable StillRecords stills) {
  /// Of a merging that does not watch.
  public static final Monitoring NONE = new Monitoring(List.of(), List.of(), null);

  public Monitoring {
    ccPredByShell = List.copyOf(ccPredByShell);
    alarms = List.copyOf(alarms);
  }
}
