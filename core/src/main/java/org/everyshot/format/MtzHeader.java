package org.everyshot.format;

import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// What the header of an MTZ file says.
///
/// @param title one line, at most 70 characters
/// @param rows number of reflections
/// @param cell cell of the whole file; null where it is not given
/// @param sortOrder columns by which the rows are sorted, counted from 1; five numbers, 0 for none
/// @param group space group, from the operations or, where these say nothing, from the name; null
///     where neither is known
/// @param groupName name of the space group as the file writes it
/// @param groupNumber number of the space group as the file writes it
/// @param operations symmetry operations in the order in which M/ISYM counts them
/// @param inverseSquareLow smallest 1/d², Å⁻²
/// @param inverseSquareHigh largest 1/d², Å⁻²
/// @param missing number that stands for a missing one; NaN as usual
/// @param columns columns in order
/// @param datasets datasets in order
/// @param history what programs noted, youngest first
/// @param batches headers of images in order; often none, even in unmerged files
public record MtzHeader(
    String title,
    long rows,
    @Nullable UnitCell cell,
    List<Integer> sortOrder,
    @Nullable SpaceGroup group,
    String groupName,
    int groupNumber,
    List<SymmetryOperation> operations,
    double inverseSquareLow,
    double inverseSquareHigh,
    float missing,
    List<MtzColumn> columns,
    List<MtzDataset> datasets,
    List<String> history,
    List<MtzBatch> batches) {
  public MtzHeader {
    sortOrder = List.copyOf(sortOrder);
    operations = List.copyOf(operations);
    columns = List.copyOf(columns);
    datasets = List.copyOf(datasets);
    history = List.copyOf(history);
    batches = List.copyOf(batches);
  }

  /// A header to be written: rows, ranges and resolution follow from the reflections.
  ///
  /// @param columns the first three are H, K and L
  public static MtzHeader toWrite(
      String title,
      UnitCell cell,
      SpaceGroup group,
      List<MtzColumn> columns,
      List<MtzDataset> datasets,
      List<String> history) {
    return new MtzHeader(
        title,
        0,
        cell,
        List.of(0, 0, 0, 0, 0),
        group,
        group.name(),
        group.number(),
        group.operations(),
        Double.NaN,
        Double.NaN,
        Float.NaN,
        columns,
        datasets,
        history,
        List.of());
  }

  /// The same, sorted by columns, the first of which is number 1.
  MtzHeader sortedBy(int first, int second, int third) {
    return new MtzHeader(
        title,
        rows,
        cell,
        List.of(first, second, third, 0, 0),
        group,
        groupName,
        groupNumber,
        operations,
        inverseSquareLow,
        inverseSquareHigh,
        missing,
        columns,
        datasets,
        history,
        batches);
  }

  /// Whether the file has one row for each observation, not one for each unique reflection.
  public boolean unmerged() {
    return columns.stream().anyMatch(column -> column.type() == 'B');
  }

  /// Position of a column; −1 where there is none of that label.
  public int find(String label) {
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).label().equals(label)) {
        return c;
      }
    }
    return -1;
  }

  /// Position of the first column of a type; −1 where there is none.
  public int findType(char type) {
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).type() == type) {
        return c;
      }
    }
    return -1;
  }

  /// Position of a column that must be there.
  ///
  /// @param file for the message
  /// @throws UserInputException where it is not
  int require(String file, String label) {
    int found = find(label);
    if (found < 0) {
      List<String> labels = columns.stream().map(MtzColumn::label).toList();
      throw new UserInputException(
          String.format(
              Locale.ROOT, "%s: no column %s; it has %s", file, label, String.join(" ", labels)));
    }
    return found;
  }

  /// Wavelength of the datasets, Å, first one that is given; NaN where none is.
  public double wavelengthAngstrom() {
    return datasets.stream()
        .mapToDouble(MtzDataset::wavelengthAngstrom)
        .filter(wavelength -> wavelength > 0)
        .findFirst()
        .orElse(Double.NaN);
  }
}
