package org.everyshot.kernel;

/// What many random samples need of functions, a whole array at once.
public sealed interface SampleKernel permits ScalarSampleKernel, VectorSampleKernel {
  /// x = Φ⁻¹(p), for 0 < p < 1; p and x may be one array. See [NormalQuantile].
  void quantile(double[] p, double[] x, int count);

  /// Sums over samples of an amplitude, f = μ + σ t, and of its scale K, given the
  /// observation I with variance V; see [Sums].
  ///
  /// @param t of the amplitude: how many σ from μ
  /// @param normal of the scale: ln K is linear in it
  /// @param scale K
  /// @param held w, how much of a sample the amplitude's cut holds in its place
  void sum(double[] t, double[] normal, double[] scale, double[] held, int count, Sums sums);

  /// What is known of an observation, and sums over samples: with r = I − K f², p = r K f²/V and
  /// u = 2 p/f + w (t/σ + s), s the slope of the amplitude's prior, which is a/f − b f.
  final class Sums {
    /// μ and σ of the amplitude, the least f, and its α.
    public double mu;

    public double sigma;
    public double least;
    public double alpha;

    /// I and 1/V.
    public double intensity;

    public double perVariance;

    /// w, a and b.
    public double weight;

    public double rise;
    public double fall;

    /// Σ r², Σ p, Σ p z, Σ f², Σ ln f, Σ t, Σ t².
    public double squares;

    public double pull;
    public double pullOfNormal;
    public double amplitudes;
    public double logs;
    public double deviates;
    public double squareDeviates;

    /// Σ u (1 − held), Σ u (t − α held).
    public double alongMu;

    public double alongSigma;

    void clear() {
      squares = 0;
      pull = 0;
      pullOfNormal = 0;
      amplitudes = 0;
      logs = 0;
      deviates = 0;
      squareDeviates = 0;
      alongMu = 0;
      alongSigma = 0;
    }
  }

  /// y = exp(a + b x), the exponent held within ±700.
  void exp(double[] x, double a, double b, double[] y, int count);

  /// The kernel of this run: vectors where the Java machine has them, unless system property
  /// `everyshot.kernel` is `scalar`.
  static SampleKernel chosen() {
    return Kernels.kernel() instanceof ScalarKernel
        ? new ScalarSampleKernel()
        : new VectorSampleKernel();
  }
}
