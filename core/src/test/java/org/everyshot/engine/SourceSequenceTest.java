package org.everyshot.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceSequenceTest {
  private final LossLedger ledger = new LossLedger();

  /// Counts how often it is closed.
  private class Closed extends CountingSource {
    private int times;

    Closed(long shots) {
      super(shots, ledger);
    }

    @Override
    public void close() {
      times++;
    }
  }

  @Test
  void chunksAreNumberedOnAndBatchesComeFromTheirSource() throws IOException {
    try (var sequence =
        new SourceSequence<>(List.of(new Closed(11), new Closed(0), new Closed(3)))) {
      assertEquals(14, sequence.shots().orElseThrow());
      var read = new ArrayList<String>();
      for (Slice slice = sequence.next(); slice != null; slice = sequence.next()) {
        CountingSource.Numbers batch = sequence.read(slice);
        read.add(slice.chunk().id() + ":" + batch.shots());
        sequence.recycle(batch);
      }
      assertEquals(
          List.of("0:[0, 1, 2]", "0:[4, 5, 6, 7]", "0:[8, 9]", "1:[]", "2:[0, 1, 2]"), read);
    }
  }

  @Test
  void aSourceIsClosedOnceItsLastBatchIsBack() throws IOException {
    var first = new Closed(8);
    var second = new Closed(4);
    var sequence = new SourceSequence<>(List.of(first, second));
    Slice a = next(sequence);
    Slice b = next(sequence);
    CountingSource.Numbers batchA = sequence.read(a);
    CountingSource.Numbers batchB = sequence.read(b);
    sequence.recycle(batchA);
    Slice c = next(sequence);
    assertEquals(0, first.times, "a batch of it is out");
    sequence.recycle(batchB);
    assertEquals(1, first.times);
    CountingSource.Numbers batchC = sequence.read(c);
    assertNull(sequence.next());
    assertEquals(0, second.times);
    sequence.recycle(batchC);
    sequence.close();
    assertEquals(1, first.times);
    assertEquals(1, second.times);
  }

  @Test
  void whatGoesWrongInAnEarlyCloseIsToldAtTheEnd() throws IOException {
    var broken =
        new CountingSource(0, ledger) {
          @Override
          public void close() throws IOException {
            throw new IOException("disk gone");
          }
        };
    var sequence = new SourceSequence<>(List.of(broken, new Closed(4)));
    sequence.recycle(sequence.read(next(sequence)));
    assertEquals("disk gone", assertThrows(IOException.class, sequence::close).getMessage());
  }

  private static Slice next(Source<?> source) throws IOException {
    Slice slice = source.next();
    assertNotNull(slice);
    return slice;
  }
}
