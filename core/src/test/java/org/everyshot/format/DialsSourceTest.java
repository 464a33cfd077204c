package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialsSourceTest {
  @TempDir Path folder;

  private static ReflectionTable read(Path path, LossLedger ledger) throws Exception {
    try (DialsSource source = DialsSource.open(path, ledger)) {
      Slice slice = source.next();
      assertNotNull(slice);
      return source.read(slice);
    }
  }

  /// Counts as spec'd for three thermolysin images of CXIDB 81: 502 rows, of which seven failed in
  /// background modelling.
  @Test
  void thermolysinStillsReadWithTheirCounts() throws Exception {
    Path refl = Shared.file("dials/stills.refl");
    var ledger = new LossLedger();
    ReflectionTable table = read(refl, ledger);
    assertEquals(3, table.stills());
    LossLedger.Balance balance = ledger.balance();
    assertEquals(502, balance.received());
    assertEquals(495, balance.processed());
    assertEquals(Map.of("background failed", 7L), balance.vetoed());
    assertEquals(495, table.size());
    Still first = table.still(0);
    assertEquals(1.27130570248, first.wavelengthAngstrom(), 1e-12);
    assertTrue(first.name().endsWith("idx-20130301054738747.cbf"), first.name());
    UnitCell cell = Objects.requireNonNull(first.cell());
    assertEquals(93.24, cell.a(), 0.5);
    assertEquals(130.8, cell.c(), 0.5);
  }

  /// The file's Hall symbol is that of International Tables with another origin along c.
  @Test
  void spaceGroupFollowsFromAHallSymbolWithAChangeOfBasis() throws Exception {
    try (DialsSource source =
        DialsSource.open(Shared.file("dials/stills.expt"), new LossLedger())) {
      SpaceGroup group = Objects.requireNonNull(source.group());
      assertEquals("P 61 2 2", group.name());
      assertEquals(Set.copyOf(SpaceGroup.of("178").operations()), Set.copyOf(group.operations()));
    }
  }

  /// DIALS predicts a still's s1 where q = A h, turned in the plane of q and s0 until it lies on
  /// the Ewald sphere, is added to s0. From our A and s0 this gives its s1 to the precision of the
  /// file's double numbers. Without turning, s1 and A h + s0 are 0.11 mrad apart at most, a
  /// quarter of a pixel here.
  @Test
  void orientationAndBeamPredictWhatDialsPredicted() throws Exception {
    Path refl = Shared.file("dials/stills.refl");
    DialsReflections all = DialsReflections.read(refl);
    ReflectionTable table = read(refl, new LossLedger());
    double turned = 0;
    double unturned = 0;
    try (FileBytes file = all.open()) {
      byte[] ids = all.bytes(file, "id", 0, all.rows());
      byte[] index = all.bytes(file, "miller_index", 0, all.rows());
      byte[] s1 = all.bytes(file, "s1", 0, all.rows());
      for (int r = 0; r < all.rows(); r++) {
        Still still = table.still(DialsReflections.integer(ids, r));
        Orientation a = Objects.requireNonNull(still.orientation());
        int h = DialsReflections.integer(index, 3 * r);
        int k = DialsReflections.integer(index, 3 * r + 1);
        int l = DialsReflections.integer(index, 3 * r + 2);
        double[] q = {a.x(h, k, l), a.y(h, k, l), a.z(h, k, l)};
        double s0 = 1 / still.wavelengthAngstrom();
        // The usual beam: DIALS' laboratory turned about y.
        double[] theirs = {
          -DialsReflections.real(s1, 3 * r),
          DialsReflections.real(s1, 3 * r + 1),
          -DialsReflections.real(s1, 3 * r + 2)
        };
        unturned = Math.max(unturned, angle(new double[] {q[0], q[1], q[2] + s0}, theirs));
        double square = q[0] * q[0] + q[1] * q[1] + q[2] * q[2];
        double z = -square / (2 * s0);
        double across = Math.sqrt(square - z * z) / Math.hypot(q[0], q[1]);
        double[] ours = {q[0] * across, q[1] * across, z + s0};
        turned = Math.max(turned, angle(ours, theirs));
      }
    }
    assertTrue(turned < 1e-7, "after turning " + turned + " rad");
    assertEquals(1.058e-4, unturned, 1e-7);
  }

  private static double angle(double[] p, double[] q) {
    double dot = 0;
    double pp = 0;
    double qq = 0;
    for (int i = 0; i < 3; i++) {
      dot += p[i] * q[i];
      pp += p[i] * p[i];
      qq += q[i] * q[i];
    }
    double sine2 = 1 - dot * dot / (pp * qq);
    return Math.sqrt(Math.max(0, sine2));
  }

  /// Experiment lists of both ages; the angles of newer ones are told image by image.
  @Test
  void rotationScansAreRefusedAndSingleImagesAreNot() throws Exception {
    String list =
        """
        {"__id__": "ExperimentList", "experiment": [{"beam": 0, "scan": 0}],
         "beam": [{"direction": [0, 0, 1], "wavelength": 1.0}], "scan": [{%s}]}
        """;
    Path file = folder.resolve("scan.expt");
    for (String scan :
        List.of(
            "'image_range': [1, 90], 'oscillation': [0.0, 0.1]",
            "'image_range': [1, 3], 'properties': {'oscillation': [0.0, 0.1, 0.2]}")) {
      Files.writeString(file, list.formatted(scan.replace('\'', '"')));
      var refused = assertThrows(UserInputException.class, () -> DialsExperiments.read(file));
      assertTrue(String.valueOf(refused.getMessage()).contains("a rotation scan"), scan);
    }
    for (String still :
        List.of(
            "'image_range': [7, 7], 'oscillation': [0.0, 0.1]",
            "'image_range': [1, 90], 'oscillation': [0.0, 0.0]",
            "'image_range': [7, 7], 'properties': {'oscillation': [0.1]}")) {
      Files.writeString(file, list.formatted(still.replace('\'', '"')));
      assertEquals(1, DialsExperiments.read(file).experiments().size());
    }
  }
}
