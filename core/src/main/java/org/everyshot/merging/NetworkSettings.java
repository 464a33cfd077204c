package org.everyshot.merging;

import java.util.Locale;
import org.everyshot.fault.UserInputException;

/// Choices of the network model. [#published] is the system of Dalton & Hekstra (2022) as far as it
/// is known; what differs from it has been found to help.
///
/// @param passes over the stills
/// @param batch stills that make one step
/// @param width numbers in a row between blocks
/// @param hidden numbers in a row within a block
/// @param blocks residual blocks of each of the two networks
/// @param samples of Σ and F in the bound; 0 for its closed form
/// @param rate of Adam for the networks
/// @param lastRate of Adam after [#SLOW_AFTER] steps
/// @param amplitudeRate of Adam for amplitudes; 0 to follow the networks'
/// @param amplitudeWeight w_F, charged with every observation; 0 for 1/N, N the observations of the
///     amplitude, as the evidence bound asks
/// @param scaleWeight w_Σ
/// @param errors whether a relative error τ of intensities is learned
/// @param sums whether amplitudes are running sums, as in the physical model, instead of parameters
///     that follow gradients
/// @param physical whether a reflection's metadata include 1/d², polarisation and squared offset
/// @param softmax whether rows are weighted where an image's vector is made of them; the plain mean
///     if not
/// @param seed of weights and samples
public record NetworkSettings(
    int passes,
    int batch,
    int width,
    int hidden,
    int blocks,
    int samples,
    double rate,
    double lastRate,
    double amplitudeRate,
    double amplitudeWeight,
    double scaleWeight,
    boolean errors,
    boolean sums,
    boolean physical,
    boolean softmax,
    long seed) {
  /// Steps after which the last rate holds.
  static final long SLOW_AFTER = 50_000;

  /// Names that [#with] knows.
  private static final String KEYS =
      "batch, width, hidden, blocks, samples, rate, last-rate, amplitude-rate, amplitude-weight, "
          + "scale-weight, errors, posterior, inputs, pooling";

  /// The published system: 20 blocks of 32 and 64, 50 samples, an image a step.
  public static NetworkSettings published() {
    return new NetworkSettings(
        2, 1, 32, 64, 20, 50, 1e-3, 1e-4, 0, 1, 1, false, false, false, true, 0);
  }

  /// The same with other passes and another seed.
  public NetworkSettings with(int number, long newSeed) {
    return new NetworkSettings(
        number,
        batch,
        width,
        hidden,
        blocks,
        samples,
        rate,
        lastRate,
        amplitudeRate,
        amplitudeWeight,
        scaleWeight,
        errors,
        sums,
        physical,
        softmax,
        newSeed);
  }

  /// Whether a model with other settings has networks and amplitudes of the same form.
  boolean alike(NetworkSettings other) {
    return width == other.width
        && hidden == other.hidden
        && blocks == other.blocks
        && sums == other.sums
        && physical == other.physical
        && softmax == other.softmax;
  }

  /// Writes the choices.
  void save(StateWriter out) {
    out.put(
        new double[] {
          passes,
          batch,
          width,
          hidden,
          blocks,
          samples,
          rate,
          lastRate,
          amplitudeRate,
          amplitudeWeight,
          scaleWeight,
          errors ? 1 : 0,
          sums ? 1 : 0,
          physical ? 1 : 0,
          softmax ? 1 : 0
        });
    out.put(seed);
  }

  /// The choices that were written.
  static NetworkSettings load(StateReader in) {
    double[] x = new double[15];
    in.fill(x);
    for (int i = 0; i < 6; i++) {
      if (!(x[i] >= (i < 4 ? 1 : 0) && x[i] <= 4096)) {
        throw in.damaged("setting " + i + " of the networks is " + x[i]);
      }
    }
    double weights = 2.0 * x[4] * (2 * x[2] * x[3]);
    if (weights > in.remaining()) {
      throw in.damaged("networks of " + weights + " weights, more than the file has");
    }
    return new NetworkSettings(
        (int) x[0],
        (int) x[1],
        (int) x[2],
        (int) x[3],
        (int) x[4],
        (int) x[5],
        x[6],
        x[7],
        x[8],
        x[9],
        x[10],
        x[11] != 0,
        x[12] != 0,
        x[13] != 0,
        x[14] != 0,
        in.number());
  }

  /// The same with one choice changed, as a user types it: `blocks=5`.
  public NetworkSettings with(String choice) {
    int equals = choice.indexOf('=');
    if (equals < 1) {
      throw new UserInputException(
          "--network " + choice + ": expected NAME=VALUE with a name of " + KEYS);
    }
    String key = choice.substring(0, equals);
    String value = choice.substring(equals + 1);
    boolean whole =
        switch (key) {
          case "batch", "width", "hidden", "blocks", "samples" -> true;
          default -> false;
        };
    int n = whole ? integer(key, value) : 0;
    boolean number = key.endsWith("rate") || key.endsWith("weight");
    double x = number ? real(key, value) : 0;
    return new NetworkSettings(
        passes,
        key.equals("batch") ? Math.max(1, n) : batch,
        key.equals("width") ? Math.max(1, n) : width,
        key.equals("hidden") ? Math.max(1, n) : hidden,
        key.equals("blocks") ? n : blocks,
        key.equals("samples") ? n : samples,
        key.equals("rate") ? x : rate,
        key.equals("last-rate") ? x : lastRate,
        key.equals("amplitude-rate") ? x : amplitudeRate,
        key.equals("amplitude-weight") ? x : amplitudeWeight,
        key.equals("scale-weight") ? x : scaleWeight,
        key.equals("errors") ? either(key, value, "learned", "given") : errors,
        key.equals("posterior") ? either(key, value, "sums", "gradient") : sums,
        key.equals("inputs") ? either(key, value, "physical", "published") : physical,
        key.equals("pooling") ? either(key, value, "softmax", "mean") : softmax,
        known(key) ? seed : unknown(key));
  }

  private static boolean known(String key) {
    return (", " + KEYS + ",").contains(", " + key + ",");
  }

  private static long unknown(String key) {
    throw new UserInputException("--network " + key + ": not one of " + KEYS);
  }

  private static int integer(String key, String value) {
    try {
      int n = Integer.parseInt(value);
      if (n >= 0 && n <= 4096) {
        return n;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UserInputException("--network " + key + "=" + value + ": expected 0 to 4096");
  }

  private static double real(String key, String value) {
    try {
      double x = Double.parseDouble(value);
      if (x >= 0 && x < 1e6) {
        return x;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UserInputException(
        "--network " + key + "=" + value + ": expected a number that is not negative");
  }

  private static boolean either(String key, String value, String yes, String no) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (!lower.equals(yes) && !lower.equals(no)) {
      throw new UserInputException(
          "--network " + key + "=" + value + ": expected " + yes + " or " + no);
    }
    return lower.equals(yes);
  }
}
