package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Test;

/// Numbers of a text against the library's own reading.
class TextCursorTest {
  private static TextCursor at(String text) {
    var cursor = new TextCursor();
    cursor.open(text.getBytes(StandardCharsets.US_ASCII), 0);
    return cursor;
  }

  private static void assertReads(String number) {
    double expected = Double.parseDouble(number);
    for (String blanks : new String[] {"", " ", "       ", "\t", "             "}) {
      for (String rest : new String[] {"\n", " \n", " 12 and more\n", "\r\n", "\tpanel\n"}) {
        TextCursor cursor = at(blanks + number + rest);
        assertEquals(expected, cursor.decimal(), 0, () -> "'" + blanks + number + rest + "'");
        assertEquals(blanks.length() + number.length(), cursor.at());
        assertEquals(false, cursor.bad());
      }
    }
  }

  @Test
  void decimalsAreThoseOfTheLibraryToTheLastBit() {
    RandomStream random = new RandomStream(3, 0, 1);
    for (int i = 0; i < 2000; i++) {
      int decimals = (int) (random.uniform() * 10);
      double value = Math.pow(10, random.uniform() * 11 - 2) * (random.uniform() < 0.3 ? -1 : 1);
      assertReads(String.format(Locale.ROOT, "%." + decimals + "f", value));
    }
    for (String odd :
        new String[] {
          "0", "-0.0", "+5.25", "1234567.1234567", "12345678.12345678", "9999999.9999999", ".5",
          "5.", "-.25", "1e3", "1.5E-7", "123456789012345678", "0.000000000001", "7"
        }) {
      assertReads(odd);
    }
  }

  @Test
  void indicesOfUpToSixDigitsAreRead() {
    for (int index : new int[] {0, 7, -7, 12, -345, 999_999, -999_999, 10, 100_000}) {
      for (String rest : new String[] {"\n", " 4 5 6 7 8 9\n"}) {
        TextCursor cursor = at("  " + index + rest);
        assertEquals(index, cursor.index());
        assertEquals(false, cursor.bad());
      }
    }
    for (String wrong : new String[] {"1234567", "12.5", "1a", "-", "x", "", "1\u00012"}) {
      for (String rest : new String[] {"\n", " 4 5 6 7 8 9\n"}) {
        TextCursor cursor = at(wrong + rest);
        int unused = cursor.index();
        assertTrue((wrong.isEmpty() && rest.length() > 1) || cursor.bad(), wrong + " " + unused);
      }
    }
  }

  @Test
  void whatIsNoNumberIsBad() {
    for (String wrong : new String[] {"1.2.3", "12:5", "1/2", "1.5x", "--5", "1.;5", "12345:7.0"}) {
      for (String rest : new String[] {"\n", "        and a long rest\n"}) {
        TextCursor cursor = at(wrong + rest);
        assertTrue(Double.isNaN(cursor.decimal()) && cursor.bad(), wrong + rest);
      }
    }
  }

  @Test
  void wordsOfAnyLengthAreSkipped() {
    for (String word : new String[] {"a", "0.00", "1234567", "12345678", "a-word-of-many", "é"}) {
      for (String rest : new String[] {"\n", " next word\n", "\tnext\n", "\r\n"}) {
        var cursor = new TextCursor();
        byte[] bytes = (" " + word + rest).getBytes(StandardCharsets.ISO_8859_1);
        cursor.open(bytes, 0);
        cursor.skipWord();
        assertEquals(1 + word.length(), cursor.at(), word + rest);
        assertEquals(false, cursor.bad());
      }
    }
    TextCursor none = at("   \n");
    none.skipWord();
    assertTrue(none.bad());
  }
}
