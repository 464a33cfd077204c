package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
  @Test
  void theJdkReadsBackEveryPixel() throws Exception {
    for (int width : new int[] {1, 2, 37}) {
      Pixels image = noise(width, 23);
      BufferedImage back = ImageIO.read(new ByteArrayInputStream(Png.encode(image, 2, "x")));
      assertEquals(width, back.getWidth());
      assertEquals(23, back.getHeight());
      for (int y = 0; y < 23; y++) {
        for (int x = 0; x < width; x++) {
          assertEquals(image.rgb(x, y), back.getRGB(x, y) & 0xFFFFFF);
        }
      }
    }
  }

  @Test
  void equalPicturesAreEqualFilesAndCarryTheirProvenance(@TempDir Path folder) throws Exception {
    double[] q = {0.1, 0.2, 0.3};
    Path one = folder.resolve("one.png");
    Path two = folder.resolve("two.png");
    for (Path file : new Path[] {one, two}) {
      RadialProfile.of(q, new double[] {9, 4, 1}, new double[] {1, 1, 1}, 10, "photons")
          .save(file, "everyshot 0.1, Δφ");
    }
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    assertTrue(
        new String(Files.readAllBytes(one), StandardCharsets.UTF_8).contains("everyshot 0.1, Δφ"));
    assertEquals(1600, ImageIO.read(one.toFile()).getWidth());
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "nothing is left aside");
    }
  }

  @Test
  void aFileInTheFoldersPlaceIsOneClearLine(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("taken")).resolve("a.png");
    var e = assertThrows(UserInputException.class, () -> Png.write(file, noise(3, 3), 1, "x"));
    assertTrue(String.valueOf(e.getMessage()).contains("a file stands where its folder should be"));
  }

  private static Pixels noise(int width, int height) {
    var image = new Pixels(width, height);
    var random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.set(x, y, y % 3 == 0 ? 0x102030 + x : random.nextInt(1 << 24));
      }
      if (y % 4 == 2) {
        image.repeat(y);
      }
    }
    return image;
  }
}
