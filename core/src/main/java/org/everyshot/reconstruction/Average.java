package org.everyshot.reconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.math.Rotation;

/// Average of aligned restarts, its centre in the box's middle.
public final class Average {
  /// A restart agrees where its FSC with the average of the others stays above this.
  static final double AGREES = 0.5;

  static final double SAFE_SHARE = 0.85;

  private final Density density;
  private final int[] used;
  private final boolean[] mirrored;
  private final double[] margins;
  private final List<ShellCorrelation> agreement;
  private final RetrievalTransfer retrieval;
  private final double qMax;

  private Average(
      List<Density> aligned, int[] used, boolean[] mirrored, double[] margins, double qMax) {
    Density mean = Density.mean(aligned);
    double[] c = mean.centre();
    var centring = new Alignment(Rotation.NONE, -c[0], -c[1], -c[2], false, Double.NaN);
    this.density = centring.moving(mean);
    this.used = used;
    this.mirrored = mirrored;
    this.margins = margins;
    this.qMax = qMax;
    this.retrieval = RetrievalTransfer.of(aligned, qMax);
    this.agreement = new ArrayList<>();
    for (int i = 0; aligned.size() > 1 && i < aligned.size(); i++) {
      List<Density> others = new ArrayList<>(aligned);
      Density one = others.remove(i);
      agreement.add(ShellCorrelation.between(one, Density.mean(others), qMax));
    }
  }

  /// @param aligned restarts in a common frame
  /// @param used their places among all restarts
  /// @param mirrored which of them were taken as mirror images
  /// @param margins how clearly each one's hand is known, [HandAssignment]
  static Average of(
      List<Density> aligned, int[] used, boolean[] mirrored, double[] margins, double qMax) {
    return new Average(aligned, used.clone(), mirrored.clone(), margins.clone(), qMax);
  }

  /// The average.
  public Density density() {
    return density;
  }

  /// Places of the averaged restarts among all.
  public int[] used() {
    return used.clone();
  }

  /// Which of them were taken as mirror images of the reference.
  public boolean[] mirrored() {
    return mirrored.clone();
  }

  /// How clearly each one's hand is known: by how much its score with the others would fall on
  /// average if it were mirrored.
  public double[] handMargins() {
    return margins.clone();
  }

  /// FSC of each with the average of the others; empty for one alone.
  public List<ShellCorrelation> agreement() {
    return List.copyOf(agreement);
  }

  /// Number of restarts whose FSC with the average of the others stays above 0.5 up to
  /// 0.85 q_max.
  public int agreeing() {
    int count = 0;
    for (ShellCorrelation fsc : agreement) {
      count += fsc.least(SAFE_SHARE * qMax) > AGREES ? 1 : 0;
    }
    return count;
  }

  /// Phase retrieval transfer function.
  public RetrievalTransfer retrieval() {
    return retrieval;
  }

  @Override
  public String toString() {
    return "average of restarts " + Arrays.toString(used);
  }
}
