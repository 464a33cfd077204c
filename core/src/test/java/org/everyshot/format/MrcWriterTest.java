package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.everyshot.reconstruction.Density;
import org.everyshot.structure.DensityMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MrcWriterTest {
  @TempDir Path folder;

  @Test
  void densityReadsBackWithItsCentreAtTheOrigin() throws Exception {
    float[] values = new float[10 * 10 * 10];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    Path file = folder.resolve("density.mrc");
    MrcWriter.write(file, new Density(10, 3.5, values).map("density"), List.of("a label"));

    ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(2, header.getInt(4 * 3));
    assertEquals(35, header.getFloat(4 * 10));
    for (int axis = 0; axis < 3; axis++) {
      assertEquals(-5, header.getInt(4 * (4 + axis)));
      assertEquals(-17.5f, header.getFloat(4 * (49 + axis)));
    }
    var map = (DensityMap) StructureFile.read(file).structure();
    assertEquals(values[(7 * 10 + 5) * 10 + 3], map.at(3, 5, 7));
    assertEquals(3.5, map.step(2, 2), 1e-6);
    // Origin and start indices say the same thing twice; it counts once.
    assertEquals(-17.5, map.origin(0), 1e-6);
  }

  @Test
  void startIndicesAreZeroWhereTheyCannotSayWhereTheMapIs() throws Exception {
    Path file = folder.resolve("density.mrc");
    double[] centre = {1, 0, 0};
    MrcWriter.write(file, new Density(4, 3.5, new float[64]).map("d", centre), List.of());
    ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0, header.getInt(4 * 4));
    assertEquals(-6, header.getFloat(4 * 49));
  }
}
