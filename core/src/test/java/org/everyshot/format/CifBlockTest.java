package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.everyshot.fault.DamagedDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CifBlockTest {
  private static CifBlock block(String text) {
    return CifBlock.first("a.cif", text.getBytes(StandardCharsets.UTF_8), Set.of("atom", "cell"));
  }

  private static List<String> values(CifBlock block, String name) {
    CifColumn column = Objects.requireNonNull(block.column(name));
    return IntStream.range(0, column.rows()).mapToObj(column::text).toList();
  }

  /// What gemmi.cif.read_string gives for the same text, quotes taken away.
  @Test
  void wordsAreThoseOfTheSyntax() {
    CifBlock block =
        block(
            """
            # a comment
            data_ONE
            _cell.a  'it's 3' # another
            _CELL.B "two ""
            _cell.c
            ;first
             ; second
            ;
            _other.x 5
            loop_
            _atom.id
            _atom.Name
            1 C1' 2 "O"5"
            3 ';'  4 #5
            .
            data_TWO
            _cell.a 9
            """);
    assertEquals("ONE", block.name());
    assertEquals(List.of("it's 3"), values(block, "cell.a"));
    assertEquals(List.of("two \""), values(block, "cell.b"));
    assertEquals(List.of("first\n ; second"), values(block, "cell.c"));
    assertEquals(List.of("1", "2", "3", "4"), values(block, "atom.id"));
    assertEquals(List.of("C1'", "O\"5", ";", "."), values(block, "atom.name"));
    assertEquals("", Objects.requireNonNull(block.column("atom.name")).known(3));
    assertNull(block.column("other.x"));
    assertNull(block.column("atom.absent"));
  }

  @Test
  void longLoopsKeepTheirRows() {
    StringBuilder text = new StringBuilder("data_A loop_ _atom.id _atom.n\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(i).append(" v").append(i).append('\n');
    }
    CifColumn column = Objects.requireNonNull(block(text.toString()).column("atom.n"));
    assertEquals(20_000, column.rows());
    assertEquals("v4096", column.text(4096));
    assertEquals("v19999", column.text(19_999));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data_A\\n_cell.a 'open\\n|a.cif: line 2: a quoted text without its end",
        "data_A\\n\\n_cell.a\\n;open\\n|a.cif: line 4: a quoted text without its end",
        "data_A\\n_cell.a\\n|a.cif: line 2: a name without a value",
        "data_A\\n_cell.a _cell.b\\n|a.cif: line 2: a name without a value",
        "data_A\\nstray\\n|a.cif: line 2: 'stray': a value without a name",
        "data_A\\nloop_ _atom.id _atom.n 1 2 3\\n"
            + "|a.cif: line 2: a loop of 2 columns with 3 values",
        "loop_\\n|a.cif: no data block; expected an mmCIF file",
      })
  void whatIsNoCifIsRefusedWithItsLine(String text, String message) {
    var fault = assertThrows(DamagedDataException.class, () -> block(text.replace("\\n", "\n")));
    assertEquals(message, fault.getMessage());
  }
}
