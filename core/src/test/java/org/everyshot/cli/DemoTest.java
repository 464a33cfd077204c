package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @TempDir Path folder;

  @Test
  void aSmallBeamtimeEndsInPicturesAndFilesToTryThingsOn() throws IOException {
    Path out = folder.resolve("demo");
    Ran ran =
        Ran.everyshot(
            "demo",
            "--shots",
            300,
            "--frames",
            20,
            "--stills",
            300,
            "--restarts",
            1,
            "--out",
            out,
            "--json",
            "--threads",
            2);
    assertEquals(0, ran.status(), ran.err());
    assertEquals(300L, ran.json().get("shots"));
    for (String name : new String[] {"C2.h5", "C2-frames.h5"}) {
      assertTrue(Files.size(out.resolve(name)) > 1000);
      for (Path picture : PictureFiles.files(out.resolve(name))) {
        assertTrue(Files.size(picture) > 1000, picture::toString);
      }
    }
    assertTrue(Files.size(out.resolve("density/density.mrc")) > 1000);
    assertTrue(Files.size(out.resolve("density/truth.png")) > 1000);
    assertTrue(ran.out().contains("against the truth: FSC"), ran.out());
    assertTrue(ran.out().contains("look at " + out.resolve("C2.png")), ran.out());
    assertTrue(Files.size(out.resolve("crystals/merged/merging.png")) > 1000);
    assertTrue(Files.size(out.resolve("crystals/merged/anomalous-heights.png")) > 1000);
    String peaks = Files.readString(out.resolve("crystals/peaks/peaks.csv"));
    String highest = peaks.lines().skip(1).findFirst().orElse("");
    assertTrue(highest.contains("ZN"), peaks);
    Ran again = Ran.everyshot("demo", "--out", out);
    assertEquals(2, again.status());
    assertTrue(again.err().contains("is not empty; add --force"), again.err());
    // What the demonstration left can be used by hand.
    Ran doctor =
        Ran.everyshot(
            "doctor", out.resolve("frames.cxi"), "--geometry", out.resolve("detector.geom"));
    assertTrue(doctor.out().contains("nothing wrong found"), doctor.out());
  }

  @Test
  void noShotsAreRefused() {
    Ran ran = Ran.everyshot("demo", "--shots", 0, "--out", folder.resolve("x"));
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("--shots 0"), ran.err());
  }
}
