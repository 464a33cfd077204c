package org.everyshot.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyIndexIsDoneExactlyOnce(int size) {
    try (var team = new Team(size)) {
      for (int count : new int[] {0, 1, 2, 7, 1000}) {
        var times = new AtomicIntegerArray(count);
        team.forEach(
            count,
            (index, member) -> {
              assertTrue(member >= 0 && member < size);
              times.incrementAndGet(index);
            });
        int[] seen = new int[count];
        Arrays.setAll(seen, times::get);
        int[] once = new int[count];
        Arrays.fill(once, 1);
        assertArrayEquals(once, seen);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 1000})
  void blocksCoverEveryRowOnce(int count) {
    try (var team = new Team(2)) {
      var times = new AtomicIntegerArray(count);
      team.inBlocks(
          count,
          64,
          (block, from, to) -> {
            assertEquals(64 * block, from);
            for (int row = from; row < to; row++) {
              times.incrementAndGet(row);
            }
          });
      for (int row = 0; row < count; row++) {
        assertEquals(1, times.get(row), "row " + row);
      }
    }
  }

  @Test
  void runsTasksSideBySide() {
    try (var team = new Team(2)) {
      var met = new CountDownLatch(2);
      Runnable meet =
          () -> {
            met.countDown();
            try {
              assertTrue(met.await(10, TimeUnit.SECONDS), "both are at work together");
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          };
      team.runAll(List.of(meet, meet));
      assertEquals(0, met.getCount());
    }
  }

  @Test
  void theCallerBeginsWithTheFirstTaskAndEachRunsOnce() {
    Thread caller = Thread.currentThread();
    try (var team = new Team(3)) {
      for (int round = 0; round < 200; round++) {
        var order = new ConcurrentLinkedQueue<String>();
        List<Runnable> tasks = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
          String task = "task " + t;
          tasks.add(
              () -> order.add((caller.equals(Thread.currentThread()) ? "caller " : "") + task));
        }
        team.runAll(tasks);
        List<String> callers = order.stream().filter(task -> task.startsWith("caller")).toList();
        // None where helpers were so quick that nothing was left for it.
        assertTrue(callers.isEmpty() || callers.getFirst().equals("caller task 0"), "" + order);
        assertEquals(
            List.of("task 0", "task 1", "task 2", "task 3", "task 4", "task 5"),
            order.stream().map(task -> task.replace("caller ", "")).sorted().toList());
      }
    }
  }

  @Test
  void membersWorkAtTheSameTime() {
    try (var team = new Team(3)) {
      var met = new CountDownLatch(3);
      team.forEach(
          3,
          (index, member) -> {
            met.countDown();
            try {
              assertTrue(met.await(10, TimeUnit.SECONDS), "all three are at work together");
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aFailureComesOutAfterAllHaveStoppedAndTheTeamLivesOn(int size) {
    try (var team = new Team(size)) {
      var broken = new IllegalArgumentException("index 3");
      var atWork = new AtomicInteger();
      var thrown =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  team.forEach(
                      100,
                      (index, member) -> {
                        atWork.incrementAndGet();
                        try {
                          if (index == 3) {
                            throw broken;
                          }
                        } finally {
                          atWork.decrementAndGet();
                        }
                      }));
      assertSame(broken, thrown);
      assertEquals(0, atWork.get());
      var done = new AtomicInteger();
      team.forEach(10, (index, member) -> done.incrementAndGet());
      assertEquals(10, done.get());
    }
  }

  @Test
  void anErrorInAnyMemberComesOutAsItIs() {
    try (var team = new Team(2)) {
      var full = new OutOfMemoryError("pretended");
      var thrown =
          assertThrows(
              OutOfMemoryError.class,
              () ->
                  team.forEach(
                      50,
                      (index, member) -> {
                        if (index == 20) {
                          throw full;
                        }
                      }));
      assertSame(full, thrown);
    }
  }

  @Test
  void aHelperThatIsBusyIsNotWaitedFor() {
    try (var team = new Team(2)) {
      var inner = new AtomicInteger();
      team.forEach(2, (index, member) -> team.forEach(100, (i, m) -> inner.incrementAndGet()));
      assertEquals(200, inner.get());
    }
  }

  /// Many small pieces of work, so that helpers are met asleep, awake and about to fall asleep.
  @Test
  void noPieceIsLostBetweenSleepingAndWaking() throws InterruptedException {
    try (var team = new Team(3)) {
      var done = new AtomicInteger();
      int expected = 0;
      for (int round = 0; round < 2000; round++) {
        int count = 2 + round % 5;
        team.forEach(count, (index, member) -> done.incrementAndGet());
        expected += count;
        if (round % 200 == 0) {
          Thread.sleep(2);
        }
      }
      assertEquals(expected, done.get());
    }
  }

  @Test
  void aCallerThatIsInterruptedStaysSo() {
    try (var team = new Team(2)) {
      Thread.currentThread().interrupt();
      var done = new AtomicInteger();
      team.forEach(10, (index, member) -> done.incrementAndGet());
      assertEquals(10, done.get());
      assertTrue(Thread.interrupted());
    }
  }
}
