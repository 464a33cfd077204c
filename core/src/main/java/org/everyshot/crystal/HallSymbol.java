package org.everyshot.crystal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Reads Hall symbols: `P 61 2 (x,y,z+5/12)`, `-C 2yc`, `P 31 2 (0 0 4)`.
///
/// A change of basis (V) at the end, as a triplet or as a shift of origin in 12ths, turns each
/// operation S into V·S·V⁻¹; it may change the cell and with it the centring.
/// Source: Hall, Acta Cryst. A37, 517 (1981); International Tables B, chapter 1.4, appendix 1.4.2.
final class HallSymbol {
  private static final String EXPECTED =
      "expected a lattice letter and rotations, such as 'P 61 2 (x,y,z+5/12)'";

  private final String symbol;

  /// Generators of the primitive part, the inversion of a leading minus last.
  private final List<SymmetryOperation> generators = new ArrayList<>();

  /// Order and axis of the rotation before.
  private int order;

  private char axis = 'z';
  private SymmetryOperation basis = SymmetryOperation.IDENTITY;
  private @Nullable GroupElements base;
  private @Nullable GroupElements elements;

  private HallSymbol(String symbol) {
    this.symbol = symbol;
  }

  /// Reads a symbol.
  ///
  /// @throws UserInputException where it is no Hall symbol
  static HallSymbol parse(String symbol) {
    HallSymbol parsed = new HallSymbol(symbol);
    parsed.read();
    return parsed;
  }

  /// The group before the change of basis.
  GroupElements base() {
    return Objects.requireNonNull(base);
  }

  /// The change of basis; the identity where there is none.
  SymmetryOperation basis() {
    return basis;
  }

  /// The group.
  GroupElements elements() {
    return Objects.requireNonNull(elements);
  }

  private void read() {
    String text = symbol.strip();
    int bracket = text.indexOf('(');
    String change = bracket < 0 ? "" : text.substring(bracket);
    if (bracket >= 0) {
      text = text.substring(0, bracket).strip();
    }
    boolean inversion = text.startsWith("-");
    String[] words = (inversion ? text.substring(1).strip() : text).split("[ _]+", -1);
    if (symbol.length() > 80 || words[0].length() != 1 || words.length < 2 || words.length > 5) {
      throw fault();
    }
    for (int i = 1; i < words.length; i++) {
      rotation(words[i].toLowerCase(Locale.ROOT), i);
    }
    if (inversion) {
      generators.add(SymmetryOperation.of(new int[] {-1, 0, 0, 0, -1, 0, 0, 0, -1}, new int[3]));
    }
    char lattice = Character.toUpperCase(words[0].charAt(0));
    List<int[]> centring = Centring.translations(lattice);
    if (centring.isEmpty()) {
      throw fault();
    }
    try {
      base = GroupElements.generated(generators, centring);
      elements = base;
      if (!change.isEmpty()) {
        basis = changeOfBasis(change);
        elements = base.changed(basis);
      }
    } catch (ArithmeticException e) {
      throw fault();
    }
  }

  private void rotation(String word, int position) {
    int at = 0;
    boolean improper = word.startsWith("-");
    if (improper) {
      at++;
    }
    int fold = at < word.length() ? Character.digit(word.charAt(at++), 10) : 0;
    if (fold != 1 && fold != 2 && fold != 3 && fold != 4 && fold != 6) {
      throw fault();
    }
    char direction = defaultAxis(fold, position);
    int[] translation = new int[3];
    int screw = 0;
    boolean named = false;
    for (; at < word.length(); at++) {
      char c = word.charAt(at);
      int digit = Character.digit(c, 10);
      if (digit > 0 && digit < fold && screw == 0) {
        screw = digit;
      } else if ("xyz'\"*".indexOf(c) >= 0 && !named) {
        direction = c;
        named = true;
      } else {
        shift(c, translation);
      }
    }
    if (screw > 0) {
      int along = "xyz".indexOf(direction);
      if (along < 0) {
        throw fault();
      }
      translation[along] += SymmetryOperation.DENOMINATOR * screw / fold;
    }
    int[] matrix = matrix(fold, direction);
    if (improper) {
      for (int i = 0; i < 9; i++) {
        matrix[i] = -matrix[i];
      }
    }
    generators.add(SymmetryOperation.of(matrix, translation).wrapped());
    order = fold;
    if ("xyz".indexOf(direction) >= 0) {
      axis = direction;
    }
  }

  /// The axis that a rotation has where none is written.
  private char defaultAxis(int fold, int position) {
    if (fold == 1 || position == 1) {
      return 'z';
    }
    if (position == 2 && fold == 2) {
      return order == 2 || order == 4 ? 'x' : order == 3 || order == 6 ? '\'' : 'z';
    }
    return position == 3 && fold == 3 ? '*' : 'z';
  }

  private void shift(char c, int[] translation) {
    switch (c) {
      case 'a' -> translation[0] += 12;
      case 'b' -> translation[1] += 12;
      case 'c' -> translation[2] += 12;
      case 'u' -> translation[0] += 6;
      case 'v' -> translation[1] += 6;
      case 'w' -> translation[2] += 6;
      case 'n' -> add(translation, 12);
      case 'd' -> add(translation, 6);
      default -> throw fault();
    }
  }

  private static void add(int[] translation, int each) {
    for (int i = 0; i < 3; i++) {
      translation[i] += each;
    }
  }

  /// Rotation by 360°/fold about a direction; ' and " are the diagonals across the axis before.
  private int[] matrix(int fold, char direction) {
    if (fold == 1) {
      return new int[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }
    if (direction == '*') {
      if (fold != 3) {
        throw fault();
      }
      return new int[] {0, 0, 1, 1, 0, 0, 0, 1, 0};
    }
    if (direction == '\'' || direction == '"') {
      if (fold != 2) {
        throw fault();
      }
      int sign = direction == '\'' ? -1 : 1;
      return turned(new int[] {0, sign, 0, sign, 0, 0, 0, 0, -1}, axis);
    }
    int[] aboutZ =
        switch (fold) {
          case 2 -> new int[] {-1, 0, 0, 0, -1, 0, 0, 0, 1};
          case 3 -> new int[] {0, -1, 0, 1, -1, 0, 0, 0, 1};
          case 4 -> new int[] {0, -1, 0, 1, 0, 0, 0, 0, 1};
          default -> new int[] {1, -1, 0, 1, 0, 0, 0, 0, 1};
        };
    return turned(aboutZ, direction);
  }

  /// The matrix of the same rotation about another axis: axes are permuted in a circle.
  private static int[] turned(int[] aboutZ, char direction) {
    int by = direction == 'x' ? 1 : direction == 'y' ? 2 : 0;
    int[] turned = new int[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        turned[3 * ((i + by) % 3) + (j + by) % 3] = aboutZ[3 * i + j];
      }
    }
    return turned;
  }

  private SymmetryOperation changeOfBasis(String bracketed) {
    if (!bracketed.endsWith(")")) {
      throw fault();
    }
    String inside = bracketed.substring(1, bracketed.length() - 1).strip();
    if (inside.indexOf(',') >= 0) {
      return Triplet.parse(inside);
    }
    String[] twelfths = inside.split("\\s+", -1);
    if (twelfths.length != 3) {
      throw fault();
    }
    int[] shift = new int[3];
    for (int i = 0; i < 3; i++) {
      if (!twelfths[i].matches("-?\\d{1,3}")) {
        throw fault();
      }
      shift[i] = 2 * Integer.parseInt(twelfths[i]);
    }
    return SymmetryOperation.ofTranslation(shift[0], shift[1], shift[2]);
  }

  private UserInputException fault() {
    String shown = symbol.length() > 60 ? symbol.substring(0, 60) + "…" : symbol;
    return new UserInputException(String.format("Hall symbol '%s': %s", shown, EXPECTED));
  }
}
