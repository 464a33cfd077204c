package org.everyshot.shot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import org.everyshot.detector.Beam;
import org.everyshot.detector.Calibration;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.detector.PolarBinning;
import org.everyshot.detector.PolarGrid;
import org.everyshot.detector.PolarSums;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BinnedSourceTest {
  private static final Geometry FLAT = Geometry.flat(64, 64, 1e-3, 0.1);
  private static final PolarGrid GRID = new PolarGrid(0.2, 1, 5, 16);
  private static final PolarBinning NOMINAL =
      new PolarBinning(
          FLAT,
          DetectorPosition.at(0.1),
          Beam.ofEnergy(8000),
          GRID,
          Mask.open(FLAT.pixels()),
          Calibration.NONE);
  private static final FrameBinnings BINNINGS = new FrameBinnings(() -> NOMINAL, true);
  private static final Slice FOUR = new Slice(new Chunk(0, 0, 4), 0, 4);

  /// Frames that hold their shot's number everywhere, to which each test does something.
  private record Frames(ObjIntConsumer<FrameBatch> change) implements Source<FrameBatch> {
    @Override
    public OptionalLong shots() {
      return OptionalLong.of(4);
    }

    @Override
    public @Nullable Slice next() {
      return null;
    }

    @Override
    public FrameBatch read(Slice slice) {
      var batch = new FrameBatch(slice.count(), FLAT.pixels(), false, true);
      batch.clear(slice);
      for (int i = 0; i < slice.count(); i++) {
        int shot = batch.append(slice.first() + i, 0);
        Arrays.fill(batch.values(shot), i);
        change.accept(batch, shot);
      }
      return batch;
    }

    @Override
    public void close() {}
  }

  private static ShotBatch read(ObjIntConsumer<FrameBatch> change, LossLedger ledger)
      throws IOException {
    try (var source = new BinnedSource(new Frames(change), BINNINGS, true, ledger)) {
      return source.read(FOUR);
    }
  }

  /// The image of a frame that holds one value everywhere.
  private static double[] image(PolarBinning binning, double value, double energy) {
    float[] frame = new float[FLAT.pixels()];
    Arrays.fill(frame, (float) value);
    var sums = new PolarSums(GRID);
    binning.bin(frame, null, energy, sums);
    double[] image = new double[GRID.size()];
    sums.means(image, 0);
    return image;
  }

  private static double[] image(ShotBatch batch, int shot) {
    return Arrays.copyOfRange(batch.twice(), shot * GRID.size(), (shot + 1) * GRID.size());
  }

  @Test
  void everyFrameBecomesAnImageWithItsIdentity() throws IOException {
    ShotBatch batch = read((frames, shot) -> {}, new LossLedger());
    assertEquals(4, batch.count());
    assertSame(FOUR, batch.slice());
    for (int shot = 0; shot < 4; shot++) {
      assertEquals(shot, batch.train(shot));
      assertTrue(Arrays.equals(image(NOMINAL, shot, Double.NaN), image(batch, shot)));
    }
    float[] variance = batch.variance();
    assertTrue(variance != null && variance[0] == 0 && variance[3 * 5 + 2] > 0);
  }

  @Test
  void framesWithoutUsablePixelAreVetoed() throws IOException {
    var ledger = new LossLedger();
    ShotBatch batch =
        read(
            (frames, shot) -> {
              byte[] bad = frames.bad(shot);
              if (shot == 1 && bad != null) {
                Arrays.fill(bad, (byte) 1);
              } else if (shot == 2) {
                frames.notePhotonEnergy(shot, 0);
              }
            },
            ledger);
    assertEquals(2, batch.count());
    assertEquals(3, batch.train(1));
    assertTrue(Arrays.equals(image(NOMINAL, 3, Double.NaN), image(batch, 1)));
    assertEquals(
        Map.of("no usable pixel on the polar grid", 1L, "photon energy not above 0", 1L),
        ledger.balance().vetoed());
  }

  @Test
  void framesAreBinnedWhereTheirFileSaysTheDetectorStood() throws IOException {
    List<DetectorPosition> places =
        List.of(
            DetectorPosition.at(0.1),
            DetectorPosition.at(0.11),
            new DetectorPosition(0.1, 0.002, -0.001),
            new DetectorPosition(0.09, 0, 0.001));
    ShotBatch batch =
        read(
            (frames, shot) -> {
              frames.noteCameraLength(shot, places.get(shot).cameraLengthM());
              frames.noteShift(shot, places.get(shot).shiftXM(), places.get(shot).shiftYM());
              frames.notePhotonEnergy(shot, 8000 + shot);
            },
            new LossLedger());
    for (int shot = 0; shot < 4; shot++) {
      double[] expected = image(NOMINAL.at(places.get(shot)), shot, 8000 + shot);
      assertTrue(Arrays.equals(expected, image(batch, shot)));
    }
  }

  @Test
  void batchesAreUsedAgain() throws IOException {
    try (var source =
        new BinnedSource(
            new Frames((frames, shot) -> {}),
            new FrameBinnings(() -> NOMINAL, false),
            false,
            new LossLedger())) {
      ShotBatch first = source.read(FOUR);
      source.recycle(first);
      assertSame(first, source.read(FOUR));
      assertEquals(4, first.count());
    }
  }

  @Test
  void tablesAreMadeForTheFirstReaderAndGivenUpAfterTheLast() throws IOException {
    var made = new AtomicInteger();
    var binnings =
        new FrameBinnings(
            () -> {
              made.incrementAndGet();
              return NOMINAL;
            },
            true);
    var one = new BinnedSource(new Frames((f, shot) -> {}), binnings, false, new LossLedger());
    var two = new BinnedSource(new Frames((f, shot) -> {}), binnings, false, new LossLedger());
    assertEquals(0, made.get());
    one.read(FOUR);
    one.close();
    two.read(FOUR);
    assertEquals(1, made.get());
    two.close();
    var later = new BinnedSource(new Frames((f, shot) -> {}), binnings, false, new LossLedger());
    later.read(FOUR);
    later.close();
    assertEquals(2, made.get());
  }
}
