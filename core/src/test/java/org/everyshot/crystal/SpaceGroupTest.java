package org.everyshot.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SpaceGroupTest {
  @Test
  void everySettingAgreesWithGemmiOnEveryIndexToFourAngstrom() throws IOException {
    try (var stream = getClass().getResourceAsStream("/symmetry/gemmi.txt")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      long[] compared = GemmiSymmetry.compare(text.lines().toList());
      assertEquals(564, compared[0]);
      assertTrue(compared[1] > 1_000_000, "indices compared: " + compared[1]);
    }
  }
}
