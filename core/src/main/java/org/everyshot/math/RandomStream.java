package org.everyshot.math;

/// Random numbers that depend on nothing but a key: (seed, shot, purpose).
///
/// Any shot can be remade alone, in any order, on any thread: the stream is a counter encrypted
/// with the key. Generator: Philox4x32-10, key = seed, counter = (block, purpose, shot).
///
/// Length: 2³⁴ words of 32 bits, then [IllegalStateException]. Not for several threads at once.
/// Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11.
public final class RandomStream {
  private static final int BLOCKS_AT_ONCE = 15;

  private final int key0;
  private final int key1;
  private final int purpose;
  private final int shotLow;
  private final int shotHigh;
  private int[] words = new int[Philox.WORDS];
  private long block;
  private int used = words.length;
  private double spareNormal = Double.NaN;

  /// @param seed of the whole simulation
  /// @param shot which shot
  /// @param purpose which of the shot's independent streams
  public RandomStream(long seed, long shot, int purpose) {
    this.key0 = (int) seed;
    this.key1 = (int) (seed >>> 32);
    this.purpose = purpose;
    this.shotLow = (int) shot;
    this.shotHigh = (int) (shot >>> 32);
  }

  /// 32 random bits.
  public int bits() {
    if (used == words.length) {
      refill();
    }
    return words[used++];
  }

  /// The first block alone, since many streams need no more; later ones many at a time.
  private void refill() {
    if (block == 1) {
      words = new int[Philox.WORDS * BLOCKS_AT_ONCE];
    }
    for (int at = 0; at < words.length; at += Philox.WORDS) {
      if (block > 0xFFFFFFFFL) {
        throw new IllegalStateException("random stream is exhausted after 2^34 words");
      }
      Philox.encrypt((int) block, purpose, shotLow, shotHigh, key0, key1, words, at);
      block++;
    }
    used = 0;
  }

  /// Uniform in [0, 1), a multiple of 2⁻⁵³.
  public double uniform() {
    return uniform(bits());
  }

  /// Uniform in [0, 1) whose leading 27 bits are those of `word`, drawn before.
  double uniform(int word) {
    int low = bits() >>> 6;
    return ((word >>> 5) * 0x1p26 + low) * 0x1p-53;
  }

  /// Uniform in (0, 1): never 0, so that its logarithm is finite.
  public double uniformOpen() {
    return uniform() + 0x1p-54;
  }

  /// Normal with mean 0 and standard deviation 1.
  ///
  /// Source: the polar method, Marsaglia & Bray, SIAM Review 6, 260 (1964).
  public double normal() {
    if (!Double.isNaN(spareNormal)) {
      double spare = spareNormal;
      spareNormal = Double.NaN;
      return spare;
    }
    while (true) {
      double x = 2 * uniform() - 1;
      double y = 2 * uniform() - 1;
      double s = x * x + y * y;
      if (s > 0 && s < 1) {
        double factor = Math.sqrt(-2 * Math.log(s) / s);
        spareNormal = y * factor;
        return x * factor;
      }
    }
  }

  /// Gamma with the given shape and scale 1: mean and variance are the shape.
  ///
  /// Source: Marsaglia & Tsang, ACM Trans. Math. Softw. 26, 363 (2000), with its note for shape <
  /// 1.
  ///
  /// @param shape above 0
  public double gamma(double shape) {
    if (!(shape > 0) || !Double.isFinite(shape)) {
      throw new IllegalArgumentException("gamma distribution of shape " + shape);
    }
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(uniformOpen(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double root = 1 + c * x;
      if (root > 0) {
        double v = root * root * root;
        if (Math.log(uniformOpen()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
          return d * v;
        }
      }
    }
  }

  /// Poisson with the given mean, exact for every mean.
  ///
  /// @param mean 0 to 10¹⁵
  public long poisson(double mean) {
    return Poisson.draw(this, mean);
  }
}
