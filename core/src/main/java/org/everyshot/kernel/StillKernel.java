package org.everyshot.kernel;

/// The hot loop of Bayesian merging: the normal equations of one still's seven parameters.
///
/// Columns of a still, `[9][at least size]`, are intensity, variance, q_x, q_y, q², Ewald offset,
/// logarithm of polarisation, mean and variance of the reference intensity. The model is ln G, B,
/// ω_x, ω_y, w₀², η², c, shape s, τ², τ₁, 1/ν. With 1/ν above 0 residuals r are distributed as
/// Student's t of ν degrees of freedom: weights of observations fall by (1 + 1/ν)/(1 + r²/νV), a
/// step of expectation maximisation over the mixture of normals that t is. The equations are
/// those of the room `merging`.
public sealed interface StillKernel permits ScalarStillKernel, VectorStillKernel {
  /// Parameters of a still.
  int PARAMETERS = 7;

  /// Offset error, Å⁻¹, that τ₁ is for.
  double JITTER = 1.2e-4;

  /// Most of D.
  double MOST_JITTER = 30;

  /// Least and most ln K.
  double LEAST_LOG_SCALE = -30;

  double MOST_LOG_SCALE = 15;

  /// Adds Σ d dᵀ μ²/V to the lower triangle of `hessian`, row by row, and Σ d μ (I − μ)/V to
  /// `gradient`, with d the derivatives of ln K times `deviations`.
  void accumulate(
      double[][] columns,
      int size,
      double[] model,
      double[] deviations,
      double[] hessian,
      double[] gradient);

  /// The kernel of this run: vectors where the Java machine has them, unless system property
  /// `everyshot.kernel` is `scalar`.
  static StillKernel chosen() {
    return Kernels.kernel() instanceof ScalarKernel
        ? new ScalarStillKernel()
        : new VectorStillKernel();
  }

  /// The scalar reference.
  static StillKernel scalar() {
    return new ScalarStillKernel();
  }
}
