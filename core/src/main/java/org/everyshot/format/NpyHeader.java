package org.everyshot.format;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// What a NumPy file says of its array: type, byte order, order of dimensions, shape.
///
/// The text is a Python dictionary of exactly three keys; nothing else is understood. Source:
/// NumPy enhancement proposal 1 and numpy.lib.format, versions 1.0, 2.0, 3.0.
final class NpyHeader {
  /// Most bytes of header text: NumPy itself writes 118 for almost every array.
  static final int LONGEST = 1 << 16;

  private final NpyType type;
  private final ByteOrder order;
  private final boolean fortran;
  private final List<Long> shape;

  private NpyHeader(NpyType type, ByteOrder order, boolean fortran, List<Long> shape) {
    this.type = type;
    this.order = order;
    this.fortran = fortran;
    this.shape = shape;
  }

  NpyType type() {
    return type;
  }

  ByteOrder order() {
    return order;
  }

  /// Whether the first dimension varies fastest.
  boolean fortran() {
    return fortran;
  }

  List<Long> shape() {
    return shape;
  }

  /// @param file how to name the file in a message
  static NpyHeader parse(String text, String file) {
    return new Parser(text, file).header();
  }

  /// The bytes of a version-1 header for an array in C order, 128 bytes in all.
  static byte[] encode(NpyType type, long... shape) {
    var dims = new StringBuilder("(");
    for (long n : shape) {
      dims.append(n).append(shape.length == 1 ? "," : ", ");
    }
    if (shape.length > 1) {
      dims.setLength(dims.length() - 2);
    }
    String descr = (type.size() == 1 ? "|" : "<") + type.code();
    String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + dims + "), }";
    byte[] all = new byte[128];
    Arrays.fill(all, (byte) ' ');
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0};
    System.arraycopy(start, 0, all, 0, start.length);
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(body, 0, all, start.length, body.length);
    all[127] = '\n';
    return all;
  }

  /// Reads the dictionary, left to right.
  private static final class Parser {
    private final String text;
    private final String file;
    private int at;
    private @Nullable String descr;
    private @Nullable Boolean fortran;
    private @Nullable List<Long> shape;

    Parser(String text, String file) {
      this.text = text;
      this.file = file;
    }

    NpyHeader header() {
      expect('{');
      while (!accept('}')) {
        String key = quoted();
        expect(':');
        switch (key) {
          case "descr" -> descr = once(descr, descr());
          case "fortran_order" -> fortran = once(fortran, truth());
          case "shape" -> shape = once(shape, shape());
          default -> throw damaged("unknown key '" + key + "'");
        }
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      if (!text.substring(at).isBlank()) {
        throw damaged("text after the closing brace");
      }
      if (descr == null || fortran == null || shape == null) {
        throw damaged("not all of descr, fortran_order, shape are there");
      }
      return new NpyHeader(type(descr), order(descr), fortran, shape);
    }

    private <T> T once(@Nullable T before, T value) {
      if (before != null) {
        throw damaged("a key is there twice");
      }
      return value;
    }

    private NpyType type(String descr) {
      for (NpyType type : NpyType.values()) {
        boolean ordered = "<>=".indexOf(descr.charAt(0)) >= 0;
        boolean fits = ordered || (type.size() == 1 && descr.charAt(0) == '|');
        if (fits && descr.substring(1).equals(type.code())) {
          return type;
        }
      }
      String kind = descr.substring(1);
      String what =
          kind.startsWith("c")
              ? "complex numbers"
              : kind.startsWith("O") ? "Python objects" : "values of type '" + descr + "'";
      throw new UserInputException(
          file + ": holds " + what + ", which cannot be read; save it as float32 or float64");
    }

    private static ByteOrder order(String descr) {
      return descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private String descr() {
      if (peek() == '[') {
        throw new UserInputException(
            file + ": holds records, which cannot be read; save one field as float32 or float64");
      }
      String descr = quoted();
      if (descr.length() < 2) {
        throw damaged("type '" + descr + "'");
      }
      return descr;
    }

    private boolean truth() {
      peek();
      for (String word : List.of("True", "False")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw damaged("fortran_order is neither True nor False");
    }

    private List<Long> shape() {
      List<Long> dims = new ArrayList<>();
      expect('(');
      while (!accept(')')) {
        dims.add(number());
        if (!accept(',')) {
          if (dims.size() == 1) {
            throw damaged("a shape of one dimension without its comma");
          }
          expect(')');
          break;
        }
      }
      if (dims.size() > 32) {
        throw damaged(dims.size() + " dimensions");
      }
      return List.copyOf(dims);
    }

    private long number() {
      peek();
      int from = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == from || at - from > 18) {
        throw damaged("no usable number in the shape");
      }
      long value = Long.parseLong(text.substring(from, at));
      if (at < text.length() && text.charAt(at) == 'L') {
        at++; // written by Python 2
      }
      return value;
    }

    private String quoted() {
      char quote = peek();
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw damaged("no quoted word");
      }
      String word = text.substring(at + 1, end);
      at = end + 1;
      return word;
    }

    private char peek() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      if (at >= text.length()) {
        throw damaged("the text ends early");
      }
      return text.charAt(at);
    }

    private boolean accept(char wanted) {
      boolean there = peek() == wanted;
      at += there ? 1 : 0;
      return there;
    }

    private void expect(char wanted) {
      if (!accept(wanted)) {
        throw damaged("'" + wanted + "' expected");
      }
    }

    private DamagedDataException damaged(String what) {
      return new DamagedDataException(
          file + ": NumPy header, character " + at + ": " + what + "; copy the file again");
    }
  }
}
