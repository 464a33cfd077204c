package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.engine.LossLedger;

/// Fits one still and works out what it contributes. Scratch memory of one thread.
final class ScaledStill {
  /// Least logarithm of an image's scale; the usual one is 0.
  private static final double LEAST_SCALE = -3.5;

  private final ScaledMerger.Pass pass;
  private final MergingSettings settings;
  private final ObservedStill still;
  private final ImageScaling scaling = new ImageScaling();

  ScaledStill(MergingSettings settings, ScaledMerger.Pass pass) {
    this.settings = settings;
    this.pass = pass;
    this.still =
        new ObservedStill(settings.unique(), settings.anomalous(), settings.polarisation());
  }

  /// Fills the still's part of the columns.
  ///
  /// @param image number of the still in the order in which stills come
  void prepare(ReflectionTable table, int s, int image, ScaledColumns columns, LossLedger losses) {
    Arrays.fill(columns.theta[s], Double.NaN);
    columns.base.count[s] = 0;
    columns.correlation[s] = Double.NaN;
    columns.deltaCcHalf[s] = Double.NaN;
    still.load(table, s, settings.operators().getFirst(), losses);
    columns.verdict[s] = verdict(image);
    if (columns.verdict[s] != ImageRecords.USED) {
      losses.vetoed("in images left out", still.count);
      return;
    }
    System.arraycopy(scaling.theta, 0, columns.theta[s], 0, ImageModel.PARAMETERS);
    columns.correlation[s] = scaling.correlation;
    contribute(table.begin(s), columns, losses);
    columns.base.count[s] = still.count;
    Influence influence = pass.influence();
    if (influence != null) {
      columns.deltaCcHalf[s] =
          influence.of(
              columns.base.slot,
              columns.base.weight,
              columns.base.value,
              table.begin(s),
              still.count);
    }
  }

  private byte verdict(int image) {
    Rejected rejected = pass.rejected();
    if (still.count == 0) {
      return ImageRecords.EMPTY;
    }
    if (rejected != null && rejected.contains(image)) {
      return ImageRecords.HARMFUL;
    }
    ScaledMerging.Options options = pass.options();
    boolean fitted =
        scaling.fit(
            still,
            pass.reference().value,
            pass.images(),
            pass.error(),
            options.partiality(),
            options.leastPredicted());
    if (!fitted) {
      return scaling.predicted < options.leastPredicted()
          ? ImageRecords.TOO_FEW
          : ImageRecords.NO_FIT;
    }
    if (faint()) {
      return ImageRecords.FAINT;
    }
    return scaling.correlation >= options.leastCorrelation()
        ? ImageRecords.USED
        : ImageRecords.UNLIKE;
  }

  /// Whether the image's scale, at low resolution or at the limit, is so far below the usual one
  /// that it tells next to nothing, and that loudly: its noise is divided by the scale.
  private boolean faint() {
    double limit = Math.pow(settings.unique().dMin(), -2);
    double low = scaling.theta[ImageModel.SCALE];
    double high = low - 0.5 * scaling.theta[ImageModel.B] * limit;
    return Math.min(low, high) < LEAST_SCALE;
  }

  private void contribute(int from, ScaledColumns columns, LossLedger losses) {
    int far = 0;
    int outliers = 0;
    double reach = pass.options().outlierSigmas() * pass.options().outlierSigmas();
    for (int i = 0; i < still.count; i++) {
      int at = from + i;
      double k = Math.exp(scaling.lnK[i]);
      double sigma = still.sigma[i];
      double mu = scaling.prediction[i];
      boolean known = !Double.isNaN(mu);
      double level = known ? mu : k * pass.expected().value[still.slot[i]];
      double variance = pass.error().variance(sigma, level, scaling.partiality[i]);
      double residual = still.intensity[i] - mu;
      columns.base.slot[at] = still.slot[i];
      columns.base.value[at] = still.intensity[i] / k;
      columns.base.weight[at] = k * k / variance;
      columns.partiality[at] = (byte) scaling.partiality[i];
      columns.ratio[at] = 0;
      if (scaling.partiality[i] == ErrorModel.CLASSES - 1) {
        columns.base.weight[at] = 0;
        far++;
      } else if (known) {
        double ratio = mu / sigma;
        columns.ratio[at] = ratio * ratio;
        columns.residual[at] = Math.min(residual * residual, 16 * variance) / (sigma * sigma);
        if (residual * residual > reach * variance) {
          columns.base.weight[at] = 0;
          outliers++;
        }
      }
    }
    if (far > 0) {
      losses.vetoed(ScaledMerger.FAR, far);
    }
    if (outliers > 0) {
      losses.vetoed(ScaledMerger.OUTLIER, outliers);
    }
    losses.processed(still.count - far - outliers);
  }
}
