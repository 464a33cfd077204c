package org.everyshot.kernel;

/// Φ⁻¹, the quantiles of the standard normal distribution, as quotients of polynomials.
///
/// Source: Wichura, algorithm AS 241, Applied Statistics 37, 477 (1988), PPND16.
public final class NormalQuantile {
  /// |p − ½| up to here is the centre.
  static final double CENTRE = 0.425;

  static final double CENTRE_SQUARE = 0.180625;

  /// √(−ln of the tail) up to here is near, and where its polynomials begin.
  static final double NEAR = 5;

  static final double NEAR_FROM = 1.6;

  static final double[] CENTRE_TOP = {
    3.3871328727963665, 133.14166789178438, 1971.5909503065513,
    13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227
  };
  static final double[] CENTRE_BOTTOM = {
    1,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854
  };
  static final double[] NEAR_TOP = {
    1.4234371107496835, 4.630337846156546, 5.769497221460691,
    3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414
  };
  static final double[] NEAR_BOTTOM = {
    1,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-09
  };
  private static final double[] FAR_TOP = {
    6.657904643501103, 5.463784911164114, 1.7848265399172913,
    0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-05, 2.0103343992922881e-07
  };
  private static final double[] FAR_BOTTOM = {
    1,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-05,
    1.421511758316446e-07,
    2.0442631033899397e-15
  };

  private NormalQuantile() {}

  /// Φ⁻¹(p), 0 < p < 1; relative error about 10⁻¹⁶.
  public static double of(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= CENTRE) {
      double r = CENTRE_SQUARE - q * q;
      return q * polynomial(CENTRE_TOP, r) / polynomial(CENTRE_BOTTOM, r);
    }
    double r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
    double x =
        r <= NEAR
            ? polynomial(NEAR_TOP, r - NEAR_FROM) / polynomial(NEAR_BOTTOM, r - NEAR_FROM)
            : polynomial(FAR_TOP, r - NEAR) / polynomial(FAR_BOTTOM, r - NEAR);
    return q < 0 ? -x : x;
  }

  private static double polynomial(double[] c, double x) {
    return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x
        + c[0];
  }
}
