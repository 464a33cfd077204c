package org.everyshot.structure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A chemical element and the X-ray form factor of its neutral atom, hydrogen to californium.
///
/// Dispersion (f′, f″) and ions are left out: f₀ is within 0.1 % of the atomic number at q = 0.
/// Source: Waasmaier & Kirfel, Acta Cryst. A51, 416 (1995), valid for s = q/4π below 6 Å⁻¹.
public final class Element {
  private static final String TABLE = "waasmaier-kirfel.txt";

  /// Number of Gaussians of a form factor, beside its constant.
  public static final int TERMS = 5;

  private static final Map<String, Element> BY_SYMBOL = new HashMap<>();

  private final int number;
  private final String symbol;
  private final double[] a;
  private final double[] b;
  private final double c;

  static {
    try (InputStream bytes = Element.class.getResourceAsStream(TABLE)) {
      if (bytes == null) {
        throw new IllegalStateException("table " + TABLE + " is missing from the program");
      }
      var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          var element = new Element(line.split(" ", -1));
          BY_SYMBOL.put(element.symbol.toUpperCase(Locale.ROOT), element);
        }
      }
      BY_SYMBOL.put("D", of("H"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Element(String[] fields) {
    this.number = Integer.parseInt(fields[0]);
    this.symbol = fields[1];
    this.a = new double[TERMS];
    this.b = new double[TERMS];
    for (int i = 0; i < TERMS; i++) {
      a[i] = Double.parseDouble(fields[2 + i]);
      b[i] = Double.parseDouble(fields[8 + i]);
    }
    this.c = Double.parseDouble(fields[7]);
  }

  /// The element with the given symbol, in any case; deuterium is hydrogen. Null where unknown.
  public static @Nullable Element find(String symbol) {
    return BY_SYMBOL.get(symbol.toUpperCase(Locale.ROOT));
  }

  /// The element with the given symbol, which must exist.
  public static Element of(String symbol) {
    Element element = find(symbol);
    if (element == null) {
      throw new IllegalArgumentException("no element has the symbol " + symbol);
    }
    return element;
  }

  /// Atomic number.
  public int number() {
    return number;
  }

  /// Symbol, such as `Zn`.
  public String symbol() {
    return symbol;
  }

  /// Form factor at q, in electrons.
  ///
  /// @param q 4π sin θ / λ, Å⁻¹
  public double formFactor(double q) {
    double s2 = q * q / (16 * Math.PI * Math.PI);
    double f = c;
    for (int i = 0; i < TERMS; i++) {
      f += a[i] * Math.exp(-b[i] * s2);
    }
    return f;
  }

  /// Height aᵢ of a Gaussian of the form factor, electrons.
  public double height(int term) {
    return a[term];
  }

  /// Exponent bᵢ of a Gaussian of the form factor in s = sin θ/λ, Å².
  public double exponent(int term) {
    return b[term];
  }

  /// Constant c of the form factor, electrons.
  public double constant() {
    return c;
  }

  @Override
  public String toString() {
    return symbol;
  }
}
