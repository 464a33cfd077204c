package org.everyshot.simulation;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;

/// Makes stills of randomly oriented crystals, each from (seed, number of the still) alone.
///
/// A reflection is written where |e| < reach · w at the *reported* orientation, e = |q + s₀| − 1/λ,
/// w² = w₀² + (η|q|)². Its mean number of photons is that of the *true* one:
///
/// n G p(e²/2w²) exp(−2B s²) (1 − (ŝ₁·x̂)²) F² × (1 ± relative error),
///
/// s = |q|/2 = sin θ/λ, ŝ₁ the direction of the diffracted ray, the beam polarised along x.
/// Variance: that number and the background.
///
/// Source of the defaults: docs/simulation.md. For several threads at once.
public final class StillSimulator {
  private final CrystalTruth truth;
  private final SerialExperiment experiment;
  private final TiledDetector detector;
  private final double[] reciprocal;
  private final float[] gains;
  private final double[] inverseTransposes;
  private final ConcurrentLinkedQueue<EwaldNeighbours> searches = new ConcurrentLinkedQueue<>();

  /// @throws IllegalArgumentException where the resolution cannot be reached at the wavelength
  public StillSimulator(CrystalTruth truth, SerialExperiment experiment) {
    this.truth = truth;
    this.experiment = experiment;
    this.detector = TiledDetector.reaching(truth.unique().dMin(), experiment.wavelengthAngstrom());
    this.reciprocal = truth.unique().cell().fractionalization();
    this.gains = gains(detector.panels(), experiment);
    this.inverseTransposes = inverseTransposes(experiment.indexing().operators());
  }

  private static float[] gains(int panels, SerialExperiment experiment) {
    var stream = new RandomStream(experiment.seed(), -1, Purpose.GAINS);
    var gains = new float[panels];
    for (int panel = 0; panel < panels; panel++) {
      gains[panel] = (float) (1 + experiment.integration().gainError() * stream.normal());
    }
    return gains;
  }

  /// For indices h′ = h·R, the axes of the same lattice are A·(R⁻¹)ᵀ.
  private static double[] inverseTransposes(List<SymmetryOperation> operators) {
    var matrices = new double[9 * operators.size()];
    for (int o = 0; o < operators.size(); o++) {
      int[] inverse = operators.get(o).inverse().rotation24();
      for (int i = 0; i < 9; i++) {
        matrices[9 * o + i] = inverse[3 * (i % 3) + i / 3] / (double) SymmetryOperation.DENOMINATOR;
      }
    }
    return matrices;
  }

  /// What the crystals scatter.
  public CrystalTruth crystal() {
    return truth;
  }

  /// The circumstances.
  public SerialExperiment experiment() {
    return experiment;
  }

  /// The detector.
  public TiledDetector detector() {
    return detector;
  }

  /// Gain of each panel, near 1.
  public float[] gains() {
    return gains.clone();
  }

  /// What the still is called, such as `simulated-seed-1//42`.
  public String name(long still) {
    return "simulated-seed-" + experiment.seed() + "//" + still;
  }

  /// What a still is made of, without its reflections.
  public StillTruth truth(long still) {
    CrystalVariation vary = experiment.crystals();
    var random = new RandomStream(experiment.seed(), still, Purpose.CRYSTAL);
    double[] turned = product(Rotation.uniform(random).matrix(), axes());
    double scale = Math.exp(vary.logScaleSd() * random.normal());
    double b = vary.bSd() * random.normal();
    double size = vary.sizeWidth() * Math.exp(vary.sizeWidthLogSd() * random.normal());
    double mosaicity =
        Math.toRadians(vary.mosaicityDegrees()) * Math.exp(vary.mosaicityLogSd() * random.normal());
    double cos = vary.anisotropy() * random.normal();
    double sin = vary.anisotropy() * random.normal();

    IndexingErrors errors = experiment.indexing();
    random = new RandomStream(experiment.seed(), still, Purpose.INDEXING);
    boolean bad = random.uniform() < errors.badFraction();
    double sd =
        Math.toRadians(bad ? errors.badMisorientationDegrees() : errors.misorientationDegrees());
    double wx = sd * random.normal();
    double wy = sd * random.normal();
    double wz = sd * random.normal();
    double stretch = Math.clamp(1 + errors.cellError() * random.normal(), 0.8, 1.2);
    int choice = (int) (random.uniform() * (errors.operators().size() + 1)) - 1;
    double angle = Math.sqrt(wx * wx + wy * wy + wz * wz);
    Rotation error = angle > 0 ? Rotation.about(wx, wy, wz, angle) : Rotation.NONE;
    double[] reported = turned.clone();
    for (int i = 0; i < 9; i++) {
      reported[i] *= stretch;
    }
    if (choice >= 0) {
      reported = product(reported, choice);
    }
    return new StillTruth(
        still,
        scale,
        b,
        size,
        mosaicity,
        cos,
        sin,
        bad,
        wx,
        wy,
        wz,
        stretch,
        choice,
        Orientation.ofMatrix(product(error.matrix(), turned)),
        Orientation.ofMatrix(reported));
  }

  /// Reciprocal axes of an unturned crystal, as columns.
  private double[] axes() {
    double[] f = reciprocal;
    return new double[] {f[0], f[3], f[6], f[1], f[4], f[7], f[2], f[5], f[8]};
  }

  private double[] product(double[] matrix, int operator) {
    var right = new double[9];
    System.arraycopy(inverseTransposes, 9 * operator, right, 0, 9);
    return product(matrix, right);
  }

  private static double[] product(double[] left, double[] right) {
    var product = new double[9];
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 3; j++) {
        product[i] += left[3 * (i / 3) + j] * right[3 * j + i % 3];
      }
    }
    return product;
  }

  /// Adds a still and its reflections to a table.
  ///
  /// @return what it was made of
  public StillTruth simulate(long still, ReflectionTable.Builder rows) {
    StillTruth made = truth(still);
    rows.still(
        new Still(
            name(still),
            Still.key(name(still)),
            experiment.wavelengthAngstrom(),
            made.orientation(),
            reportedCell(made)));
    EwaldNeighbours search = searches.poll();
    if (search == null) {
      search = new EwaldNeighbours(experiment.wavelengthAngstrom(), truth.unique().dMin());
    }
    new StillExposure(this, made).record(search, rows);
    searches.add(search);
    return made;
  }

  /// The cell of the reported axes: that of the truth, but for its error.
  private UnitCell reportedCell(StillTruth made) {
    UnitCell cell = truth.unique().cell();
    double shrink = 1 / made.reciprocalScale();
    var scaled =
        new UnitCell(
            cell.a() * shrink,
            cell.b() * shrink,
            cell.c() * shrink,
            cell.alphaDegrees(),
            cell.betaDegrees(),
            cell.gammaDegrees());
    return made.operator() < 0 ? scaled : made.orientation().cell();
  }

  /// Gain of a panel.
  double gain(int panel) {
    return gains[panel];
  }
}
