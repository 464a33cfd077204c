package org.everyshot.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void theRateSoFarGivesTheTimeLeft() {
    var progress = new Progress(250, OptionalLong.of(1000), Duration.ofSeconds(5));
    assertEquals(50, progress.shotsPerSecond(), 1e-12);
    assertEquals(Optional.of(Duration.ofSeconds(15)), progress.left());
  }

  @Test
  void nothingIsForetoldWithoutATotalOrARate() {
    assertEquals(
        Optional.empty(), new Progress(9, OptionalLong.empty(), Duration.ofSeconds(1)).left());
    assertEquals(
        Optional.empty(), new Progress(0, OptionalLong.of(9), Duration.ofSeconds(1)).left());
    assertEquals(0, new Progress(0, OptionalLong.of(9), Duration.ZERO).shotsPerSecond());
  }
}
