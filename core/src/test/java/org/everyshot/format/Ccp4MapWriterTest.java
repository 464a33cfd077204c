package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.structure.DensityMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ccp4MapWriterTest {
  @TempDir Path folder;

  @Test
  void mapReadsBackWithItsCell() throws Exception {
    var cell = new UnitCell(30, 30, 50, 90, 90, 120);
    float[] values = new float[12 * 12 * 20];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    Path file = folder.resolve("map.ccp4");
    Ccp4MapWriter.write(
        file, cell, SpaceGroup.of("P 61 2 2"), 12, 12, 20, values, List.of("a label"));
    var map = (DensityMap) StructureFile.read(file).structure();
    assertEquals(values[(7 * 12 + 5) * 12 + 3], map.at(3, 5, 7));
    assertEquals(values[values.length - 1], map.at(11, 11, 19));
    assertEquals(2.5, map.step(0, 0), 1e-6);
    ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(178, header.getInt(4 * 22));
    assertEquals(12 * 80, header.getInt(4 * 23));
    assertEquals('M', header.get(208));
    // Of sin i over many i the mean square is one half, to 1 part in the number of points.
    assertEquals(Math.sqrt(0.5), header.getFloat(4 * 54), 1e-3);
  }
}
