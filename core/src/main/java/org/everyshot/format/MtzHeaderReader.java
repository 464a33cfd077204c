package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Reads the header of an MTZ file: records of 80 characters after the reflections.
///
/// Memory is bounded by the length of the header itself: every list grows by records that were
/// read.
/// Source: CCP4, MTZ format.
final class MtzHeaderReader {
  private static final int RECORD = 80;
  private static final int WINDOW = 1 << 16;
  private static final int MOST_WORDS = 4096;

  private final String name;
  private final FileBytes file;
  private final ByteOrder order;
  private final byte[] window = new byte[WINDOW];
  private long windowAt;
  private int windowSize;
  private long at;
  private long recordAt;

  private String title = "";
  private long rows = -1;
  private int declaredColumns;
  private @Nullable UnitCell cell;
  private int[] sortOrder = new int[5];
  private String groupName = "";
  private int groupNumber;
  private final List<SymmetryOperation> operations = new ArrayList<>();
  private double low = Double.NaN;
  private double high = Double.NaN;
  private float missing = Float.NaN;
  private final List<MtzColumn> columns = new ArrayList<>();
  private final List<DatasetDraft> datasets = new ArrayList<>();
  private final List<String> history = new ArrayList<>();
  private final List<MtzBatch> batches = new ArrayList<>();

  private static final class DatasetDraft {
    final int id;
    String project = "";
    String crystal = "";
    String name = "";
    @Nullable UnitCell cell;
    double wavelength;

    DatasetDraft(int id) {
      this.id = id;
    }

    MtzDataset done() {
      return new MtzDataset(id, project, crystal, name, cell, wavelength);
    }
  }

  private MtzHeaderReader(String name, FileBytes file, ByteOrder order, long from) {
    this.name = name;
    this.file = file;
    this.order = order;
    this.at = from;
  }

  /// @param from byte where the header begins
  static MtzHeader read(String name, FileBytes file, ByteOrder order, long from) {
    return new MtzHeaderReader(name, file, order, from).header();
  }

  private MtzHeader header() {
    String record = next();
    if (!record.startsWith("VERS")) {
      throw damaged("header begins with '" + record.strip() + "', expected VERS");
    }
    for (record = next(); !key(record).equals("END"); record = next()) {
      main(record);
    }
    if (rows < 0 || columns.size() != declaredColumns) {
      throw damaged(
          "NCOL promises " + declaredColumns + " columns, " + columns.size() + " are described");
    }
    trailer();
    return new MtzHeader(
        title,
        rows,
        cell,
        Arrays.stream(sortOrder).boxed().toList(),
        group(),
        groupName,
        groupNumber,
        operations,
        low,
        high,
        missing,
        columns,
        datasets.stream().map(DatasetDraft::done).toList(),
        history,
        batches);
  }

  private static String key(String record) {
    int space = record.indexOf(' ');
    return (space < 0 ? record : record.substring(0, space)).toUpperCase(Locale.ROOT);
  }

  private void main(String record) {
    String key = key(record);
    String rest = record.substring(Math.min(record.length(), key.length() + 1)).strip();
    switch (key) {
      case "TITLE" -> title = rest;
      case "NCOL" -> {
        declaredColumns = integer(word(rest, 0));
        rows = integer(word(rest, 1));
        if (declaredColumns < 3 || rows < 0) {
          throw damaged("'" + record.strip() + "': expected 3 or more columns of 0 or more rows");
        }
      }
      case "CELL" -> cell = cell(rest);
      case "SORT" -> {
        String[] words = words(rest);
        for (int i = 0; i < Math.min(5, words.length); i++) {
          sortOrder[i] = integer(words[i]);
        }
      }
      case "SYMINF" -> groupInformation(rest);
      case "SYMM" -> operations.add(operation(rest));
      case "RESO" -> {
        low = real(word(rest, 0));
        high = real(word(rest, 1));
      }
      case "VALM" -> {
        String value = word(rest, 0);
        missing = value.equalsIgnoreCase("NAN") ? Float.NaN : (float) real(value);
      }
      case "COLUMN", "COL" -> column(rest);
      case "PROJECT", "CRYSTAL", "DATASET", "DCELL", "DWAVEL" -> dataset(key, rest);
      default -> {
        // COLSRC, COLGRP, NDIF, BATCH and others say nothing that we need
      }
    }
  }

  /// As `8  8 P    96            'P 43 21 2' PG422`.
  private void groupInformation(String rest) {
    String[] words = words(rest);
    groupNumber = words.length > 3 ? integer(words[3]) : 0;
    int open = rest.indexOf('\'');
    int close = rest.indexOf('\'', open + 1);
    if (open >= 0 && close > open) {
      groupName = rest.substring(open + 1, close).strip();
    } else if (words.length > 4) {
      groupName = words[4];
    }
  }

  private SymmetryOperation operation(String text) {
    try {
      var operation = SymmetryOperation.parse(text.toLowerCase(Locale.ROOT).replace(" ", ""));
      if (operation.integral() && Math.abs(operation.determinant()) == 1) {
        return operation;
      }
    } catch (UserInputException | IllegalArgumentException e) {
      // told below, with where it stands
    }
    throw damaged("'SYMM " + text + "': not a symmetry operation");
  }

  private @Nullable SpaceGroup group() {
    if (!operations.isEmpty()) {
      try {
        return SpaceGroup.ofOperations(operations);
      } catch (UserInputException | IllegalArgumentException e) {
        // operations of no group that is known: the name may say more
      }
    }
    for (String text : List.of(groupName, groupNumber > 0 ? "" + groupNumber : "")) {
      if (!text.isEmpty()) {
        try {
          return SpaceGroup.of(text);
        } catch (UserInputException | IllegalArgumentException e) {
          // the number may say more
        }
      }
    }
    return null;
  }

  private void column(String rest) {
    String[] words = words(rest);
    if (words.length < 2 || words[1].length() != 1) {
      throw damaged("'COLUMN " + rest + "': expected label, type, range, dataset");
    }
    float min = words.length > 2 ? (float) real(words[2]) : Float.NaN;
    float max = words.length > 3 ? (float) real(words[3]) : Float.NaN;
    int dataset = words.length > 4 ? integer(words[4]) : 0;
    columns.add(new MtzColumn(words[0], words[1].charAt(0), dataset, min, max));
  }

  private void dataset(String key, String rest) {
    int space = rest.indexOf(' ');
    int id = integer(space < 0 ? rest : rest.substring(0, space));
    String text = space < 0 ? "" : rest.substring(space).strip();
    if (key.equals("PROJECT")) {
      datasets.add(new DatasetDraft(id));
    }
    DatasetDraft draft =
        datasets.stream().filter(d -> d.id == id).reduce((first, last) -> last).orElse(null);
    if (draft == null) { // very old files begin with CRYSTAL
      draft = new DatasetDraft(id);
      datasets.add(draft);
    }
    switch (key) {
      case "PROJECT" -> draft.project = text;
      case "CRYSTAL" -> draft.crystal = text;
      case "DATASET" -> draft.name = text;
      case "DCELL" -> draft.cell = cell(text);
      default -> draft.wavelength = real(word(text, 0));
    }
  }

  /// What follows END: history and the headers of batches.
  private void trailer() {
    while (at < file.size()) {
      String record = next();
      String key = key(record);
      if (key.equals("MTZENDOFHEADERS")) {
        return;
      }
      if (key.equals("MTZHIST")) {
        int lines = integer(word(record.substring(7).strip(), 0));
        for (int i = 0; i < lines; i++) {
          history.add(next().stripTrailing());
        }
      } else if (key.equals("BH")) {
        batch(record.substring(2).strip());
      }
    }
    throw damaged("ends without MTZENDOFHEADERS");
  }

  private void batch(String rest) {
    String[] words = words(rest);
    if (words.length < 4) {
      throw damaged("'BH " + rest + "': expected number and three counts");
    }
    int number = integer(words[0]);
    int integers = integer(words[2]);
    int reals = integer(words[3]);
    if (integers < 0 || integers > MOST_WORDS || reals < 0 || reals > MOST_WORDS) {
      throw damaged("'BH " + rest + "': expected at most " + MOST_WORDS + " words of a kind");
    }
    String text = next().strip();
    while (text.startsWith("TITLE ")) { // gemmi repeats it
      text = text.substring(6).strip();
    }
    byte[] words4 = bytes(4 * (integers + reals));
    ByteBuffer in = ByteBuffer.wrap(words4).order(order);
    int[] whole = new int[MtzBatch.INTEGERS];
    float[] real = new float[MtzBatch.REALS];
    for (int i = 0; i < Math.min(integers, whole.length); i++) {
      whole[i] = in.getInt(4 * i);
    }
    for (int i = 0; i < Math.min(reals, real.length); i++) {
      real[i] = in.getFloat(4 * (integers + i));
    }
    batches.add(MtzBatch.of(number, text, whole, real));
    String end = next();
    if (!end.startsWith("BHCH")) {
      throw damaged("batch " + number + " ends with '" + end.strip() + "', expected BHCH");
    }
  }

  private static String[] words(String text) {
    return text.strip().split("\\s+", -1);
  }

  private String word(String text, int index) {
    String[] words = words(text);
    if (index >= words.length || words[index].isEmpty()) {
      throw damaged("'" + text.strip() + "': a number is missing");
    }
    return words[index];
  }

  private int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw damaged("'" + text + "': expected an integer");
    }
  }

  private double real(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw damaged("'" + text + "': expected a number");
    }
  }

  /// A cell; null where all is zero or it encloses no volume.
  private @Nullable UnitCell cell(String text) {
    String[] words = words(text);
    if (words.length < 6) {
      throw damaged("'" + text + "': expected six numbers of a cell");
    }
    double[] c = new double[6];
    for (int i = 0; i < 6; i++) {
      c[i] = real(words[i]);
    }
    try {
      return new UnitCell(c[0], c[1], c[2], c[3], c[4], c[5]);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// The next record as text; control characters become question marks.
  private String next() {
    recordAt = at;
    if (file.size() - at < RECORD) {
      throw damaged("ends within the header; copy it again");
    }
    byte[] record = bytes(RECORD);
    for (int i = 0; i < RECORD; i++) {
      boolean control = (record[i] & 0x7F) < ' ' || record[i] == 0x7F;
      record[i] = control ? (byte) '?' : record[i];
    }
    return new String(record, StandardCharsets.ISO_8859_1);
  }

  private byte[] bytes(int count) {
    if (file.size() - at < count) {
      throw damaged("ends within a batch header; copy it again");
    }
    if (at + count > windowAt + windowSize) {
      windowAt = at;
      windowSize = (int) Math.min(WINDOW, file.size() - at);
      file.read(windowAt, window, 0, windowSize);
    }
    int from = (int) (at - windowAt);
    at += count;
    return Arrays.copyOfRange(window, from, from + count);
  }

  private DamagedDataException damaged(String what) {
    return new DamagedDataException(name + ": byte " + recordAt + ": " + what);
  }
}
