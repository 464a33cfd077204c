package org.everyshot.crystal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.fault.UserInputException;
import org.everyshot.structure.Element;
import org.jspecify.annotations.Nullable;

/// Anomalous scattering factors of an element at one wavelength, electrons: the atom scatters as
/// f₀ + f′ + i f″. They hardly depend on the angle and are taken as constant.
///
/// Hydrogen to uranium, 3 to 60 keV. Error of the interpolation: below 0.01 electrons plus 0.5 %
/// of the value, but within 0.01 % of an absorption edge, where the theory of isolated atoms fails
/// anyway. Near an edge (some 50 eV) bonds shift f″ by electrons: measure it there.
/// Source: Cromer & Liberman, J. Chem. Phys. 53, 1891 (1970), Acta Cryst. A37, 267 (1981).
///
/// @param fPrime f′, the change of the real part, mostly negative
/// @param fDoublePrime f″, the imaginary part, not negative: absorption
public record AnomalousScattering(double fPrime, double fDoublePrime) {
  /// Photon energy times wavelength, eV Å.
  static final double EV_ANGSTROM = 12398.419843320025;

  private static final String TABLE = "cromer-liberman.txt";
  private static final Map<String, Knots> KNOTS = read();

  /// Values of one element at ascending ln E.
  private static final class Knots {
    private final double[] lnEnergy;
    private final double[] fPrime;
    private final double[] fDoublePrime;

    private Knots(List<double[]> rows) {
      int n = rows.size();
      lnEnergy = new double[n];
      fPrime = new double[n];
      fDoublePrime = new double[n];
      for (int i = 0; i < n; i++) {
        lnEnergy[i] = Math.log(rows.get(i)[0]);
        fPrime[i] = rows.get(i)[1];
        fDoublePrime[i] = rows.get(i)[2];
      }
    }

    private @Nullable AnomalousScattering at(double ln) {
      int last = lnEnergy.length - 1;
      if (!(ln >= lnEnergy[0] && ln <= lnEnergy[last])) {
        return null;
      }
      int found = Arrays.binarySearch(lnEnergy, ln);
      int low = Math.min(found >= 0 ? found : -found - 2, last - 1);
      double t = (ln - lnEnergy[low]) / (lnEnergy[low + 1] - lnEnergy[low]);
      double from = fDoublePrime[low];
      double to = fDoublePrime[low + 1];
      double imaginary =
          from > 0 && to > 0 ? from * Math.pow(to / from, t) : from + t * (to - from);
      return new AnomalousScattering(fPrime[low] + t * (fPrime[low + 1] - fPrime[low]), imaginary);
    }
  }

  /// The factors of an element.
  ///
  /// Elements beyond uranium scatter as if normally.
  ///
  /// @throws UserInputException where the table does not reach the wavelength
  public static AnomalousScattering of(Element element, double wavelengthAngstrom) {
    Knots knots = KNOTS.get(element.symbol().toUpperCase(Locale.ROOT));
    AnomalousScattering found =
        knots == null
            ? new AnomalousScattering(0, 0)
            : knots.at(Math.log(EV_ANGSTROM / wavelengthAngstrom));
    if (found == null) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "wavelength %s Å: anomalous scattering is known from %.3f to %.3f Å",
              wavelengthAngstrom,
              shortest(),
              longest()));
    }
    return found;
  }

  private static double shortest() {
    return KNOTS.values().stream()
        .mapToDouble(k -> EV_ANGSTROM / Math.exp(k.lnEnergy[k.lnEnergy.length - 1]))
        .max()
        .orElseThrow();
  }

  private static double longest() {
    return KNOTS.values().stream()
        .mapToDouble(k -> EV_ANGSTROM / Math.exp(k.lnEnergy[0]))
        .min()
        .orElseThrow();
  }

  private static Map<String, Knots> read() {
    try (InputStream bytes = AnomalousScattering.class.getResourceAsStream(TABLE)) {
      if (bytes == null) {
        throw new IllegalStateException("table " + TABLE + " is missing from the program");
      }
      var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.US_ASCII));
      Map<String, Knots> tables = new HashMap<>();
      List<double[]> rows = new ArrayList<>();
      String symbol = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(" ", -1);
        if (!line.startsWith("#") && fields.length == 3) {
          rows.add(Arrays.stream(fields).mapToDouble(Double::parseDouble).toArray());
        } else if (!line.startsWith("#")) {
          if (!rows.isEmpty()) {
            tables.put(symbol.toUpperCase(Locale.ROOT), new Knots(rows));
            rows.clear();
          }
          symbol = fields[1];
        }
      }
      tables.put(symbol.toUpperCase(Locale.ROOT), new Knots(rows));
      return tables;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
