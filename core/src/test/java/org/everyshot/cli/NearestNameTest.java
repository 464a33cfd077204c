package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES = List.of("rings", "azimuths", "seed", "q-min");

  @Test
  void aSlipOfTheFingerIsRecognised() {
    assertEquals(Optional.of("rings"), NearestName.to("rigns", NAMES));
    assertEquals(Optional.of("azimuths"), NearestName.to("azimuth", NAMES));
    assertEquals(Optional.of("q-min"), NearestName.to("qmin", NAMES));
  }

  @Test
  void somethingElseGetsNoSuggestion() {
    assertEquals(Optional.empty(), NearestName.to("photon-energy", NAMES));
    assertEquals("", NearestName.suggestion("photon-energy", NAMES));
    assertEquals(Optional.empty(), NearestName.to("x", List.of()));
  }
}
