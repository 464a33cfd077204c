package org.everyshot.merging;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.engine.LossLedger;

/// What a merging gives.
///
/// @param reflections the merged reflections
/// @param images what became of the stills of the last pass, by reason
/// @param measurements what became of their reflections, by reason
/// @param sample parameters of the images, for histograms
/// @param history how the merging went
/// @param seconds wall time of all passes
/// @param stopped whether it was stopped before its end
/// @param figures what else the merging measured, by name, such as `ccPred`; shown and written as
///     it is
/// @param monitoring what was seen of single images
public record MergingOutcome(
    MergedReflections reflections,
    LossLedger.Balance images,
    LossLedger.Balance measurements,
    ImageSample sample,
    List<Moment> history,
    double seconds,
    boolean stopped,
    Map<String, Double> figures,
    Monitoring monitoring) {
  public MergingOutcome {
    history = List.copyOf(history);
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /// An outcome of a merging that does not watch single images.
  public MergingOutcome(
      MergedReflections reflections,
      LossLedger.Balance images,
      LossLedger.Balance measurements,
      ImageSample sample,
      List<Moment> history,
      double seconds,
      boolean stopped,
      Map<String, Double> figures) {
    this(
        reflections,
        images,
        measurements,
        sample,
        history,
        seconds,
        stopped,
        figures,
        Monitoring.NONE);
  }
}
