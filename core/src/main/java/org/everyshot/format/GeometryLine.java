package org.everyshot.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.everyshot.detector.Direction;
import org.everyshot.detector.ShotValue;
import org.everyshot.detector.ShotValue.Unit;
import org.everyshot.fault.UserInputException;

/// One assignment of a geometry file, and what its value can be read as.
///
/// @param file name of the file, for messages
/// @param number line, from 1
/// @param owner panel or bad region that the key belongs to; empty at the top level
/// @param key what is assigned to
/// @param value what is assigned, without comment and surrounding blanks
record GeometryLine(String file, int number, String owner, String key, String value) {
  private static final String NUMBER = "[+-]?+(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eE][+-]?+\\d++)?+";
  private static final Pattern DECIMAL = Pattern.compile(NUMBER);
  private static final Pattern MEASURE = Pattern.compile("(" + NUMBER + ")\\s*+([a-zA-Z]*+)");
  private static final Pattern LOCATION = Pattern.compile("(\\S*/\\S*)(?:\\s++([a-zA-Z]++))?+");
  private static final int MOST_SHOWN = 60;

  /// The error of a value that cannot be used.
  UserInputException fault(String expected) {
    return new UserInputException(where() + ": " + expected);
  }

  /// The assignment and its place, for messages.
  String where() {
    String name = owner.isEmpty() ? key : owner + "/" + key;
    return file + ", line " + number + ", '" + shown(name) + " = " + shown(value) + "'";
  }

  /// A text as it may be shown in a message: without control characters, not too long.
  static String shown(String text) {
    String head = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    return head.replaceAll("\\p{Cntrl}", "?");
  }

  /// A decimal number.
  double decimal() {
    double number =
        DECIMAL.matcher(value).matches() ? Double.parseDouble(value) : Double.POSITIVE_INFINITY;
    if (!Double.isFinite(number)) {
      throw fault("expected a number");
    }
    return number;
  }

  /// A number above 0.
  double positive() {
    double number = decimal();
    if (!(number > 0)) {
      throw fault("expected a number above 0");
    }
    return number;
  }

  /// A whole number from 0 to the largest index; `12.0` is one as well.
  int index() {
    double number = decimal();
    if (number < 0 || number != Math.rint(number) || number >= Integer.MAX_VALUE) {
      throw fault("expected a whole number from 0 to " + (Integer.MAX_VALUE - 1));
    }
    return (int) number;
  }

  /// A pattern of up to 32 bits, hexadecimal (`0xffff`) or decimal.
  long bits() {
    try {
      long bits =
          value.startsWith("0x") || value.startsWith("0X")
              ? Long.parseLong(value.substring(2), 16)
              : wholeNumber();
      if (bits >= 0 && bits <= 0xffffffffL) {
        return bits;
      }
    } catch (NumberFormatException e) {
      throw fault("expected bits such as 0xffff");
    }
    throw fault("expected bits from 0 to 0xffffffff");
  }

  private long wholeNumber() {
    double number = decimal();
    return number == Math.rint(number) ? (long) number : -1;
  }

  /// Yes or no.
  boolean truth() {
    return switch (value) {
      case "1", "true", "yes" -> true;
      case "0", "false", "no" -> false;
      default -> throw fault("expected 1, true, 0 or false");
    };
  }

  /// An HDF5 path.
  String path() {
    if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ')) {
      throw fault("expected an HDF5 path such as /entry_1/data_1/data");
    }
    return value.startsWith("/") ? value : "/" + value;
  }

  /// A photon energy, or where it is found.
  ShotValue photonEnergy() {
    ShotValue energy =
        measure("eV", "eV", List.of("eV", "keV", "MeV"), List.of(Unit.EV, Unit.KEV, Unit.MEV));
    if (energy instanceof ShotValue.Fixed fixed && !(fixed.value() > 0)) {
      throw fault("expected a photon energy above 0");
    }
    return energy;
  }

  /// A photon energy from a wavelength, or where the wavelength is found.
  ShotValue wavelength() {
    ShotValue energy =
        measure(
            "", "", List.of("A", "m"), List.of(Unit.WAVELENGTH_ANGSTROM, Unit.WAVELENGTH_METRE));
    if (energy instanceof ShotValue.Fixed fixed
        && !(fixed.value() > 0 && Double.isFinite(fixed.value()))) {
      throw fault("expected a wavelength above 0");
    }
    return energy;
  }

  /// A length, in m where it comes without a unit, or where it is found, there in `pathUnit`.
  ShotValue length(String pathUnit) {
    return measure("m", pathUnit, List.of("m", "mm"), List.of(Unit.METRE, Unit.MILLIMETRE));
  }

  private ShotValue measure(
      String numberUnit, String pathUnit, List<String> names, List<Unit> units) {
    Matcher number = MEASURE.matcher(value);
    if (number.matches()) {
      double amount = Double.parseDouble(number.group(1));
      if (!Double.isFinite(amount)) {
        throw fault("expected a number");
      }
      return new ShotValue.Fixed(unit(number.group(2), numberUnit, names, units).convert(amount));
    }
    Matcher location = LOCATION.matcher(value);
    if (!location.matches()) {
      throw fault("expected a number or an HDF5 path, then a unit: " + String.join(" or ", names));
    }
    String path = location.group(1);
    String given = location.group(2);
    return new ShotValue.InFile(
        path.startsWith("/") ? path : "/" + path,
        unit(given == null ? "" : given, pathUnit, names, units));
  }

  private Unit unit(String given, String otherwise, List<String> names, List<Unit> units) {
    int at = names.indexOf(given.isEmpty() ? otherwise : given);
    if (at < 0) {
      throw fault("expected a unit: " + String.join(" or ", names));
    }
    return units.get(at);
  }

  /// A sum of multiples of x, y and z, such as `-0.99x +0.01y`, `x` or `0.5y`.
  Direction direction() {
    List<String> terms = terms();
    double[] sum = new double[3];
    for (String term : terms) {
      int axis = "xyz".indexOf(term.charAt(term.length() - 1));
      String factor = term.substring(0, term.length() - 1);
      if (axis < 0) {
        throw noDirection();
      }
      double multiple;
      if (factor.isEmpty() || factor.equals("+")) {
        multiple = 1;
      } else if (factor.equals("-")) {
        multiple = -1;
      } else if (DECIMAL.matcher(factor).matches()) {
        multiple = Double.parseDouble(factor);
      } else {
        throw noDirection();
      }
      sum[axis] += multiple;
    }
    var direction = new Direction(sum[0], sum[1], sum[2]);
    if (!(direction.length() > 0) || !Double.isFinite(direction.length())) {
      throw noDirection();
    }
    return direction;
  }

  private UserInputException noDirection() {
    return fault("expected a direction such as +0.0048x +0.9999y or -x");
  }

  /// The terms of a sum, each with its sign; an exponent's sign does not begin a new one.
  private List<String> terms() {
    var terms = new ArrayList<String>();
    var term = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ') {
        continue;
      }
      boolean sign = c == '+' || c == '-';
      char before = term.isEmpty() ? ' ' : term.charAt(term.length() - 1);
      if (sign && !term.isEmpty() && before != 'e' && before != 'E') {
        terms.add(term.toString());
        term.setLength(0);
        if (terms.size() > 10) {
          throw noDirection();
        }
      }
      term.append(c);
    }
    if (term.isEmpty()) {
      throw noDirection();
    }
    terms.add(term.toString());
    return terms;
  }
}
