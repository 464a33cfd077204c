package org.everyshot.reconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.invariants.Invariants;
import org.everyshot.math.Procrustes;
import org.everyshot.math.RealHarmonics;
import org.jspecify.annotations.Nullable;

/// Corrects harmonics of an intensity so that they have the invariants, changing them least.
///
/// I_l becomes V_l U_l with the orthonormal U_l nearest to (W V_l)ᵀ I_l (package-info, eq. 3). One
/// for each thread.
final class Hyperphase {
  /// Cosine between rows of U below which they count as orthogonal.
  private static final double TOLERANCE = 1e-6;

  private final Shells shells;
  private final Part[] parts;
  private final float[] mean;

  /// One degree's root and memory.
  private static final class Part {
    final InvariantRoots.Root root;
    final Procrustes procrustes;
    final double[] harmonics;
    final double[] product;
    final double[] nearest;

    Part(InvariantRoots.Root root) {
      int columns = 2 * root.degree() + 1;
      this.root = root;
      this.procrustes = new Procrustes(root.rank(), columns, TOLERANCE);
      this.harmonics = new double[root.shells().length * columns];
      this.product = new double[root.rank() * columns];
      this.nearest = new double[root.rank() * columns];
    }
  }

  Hyperphase(Invariants invariants, Shells shells, InvariantRoots roots) {
    this.shells = shells;
    List<Part> found = new ArrayList<>();
    for (int l = 2; l <= shells.degreeMax(); l += 2) {
      InvariantRoots.@Nullable Root root = roots.of(l);
      if (root != null) {
        found.add(new Part(root));
      }
    }
    this.parts = found.toArray(Part[]::new);
    double[] average = invariants.averageIntensity();
    this.mean = new float[shells.count()];
    for (int k = 0; k < mean.length; k++) {
      mean[k] = (float) (Math.sqrt(4 * Math.PI) * average[k]);
    }
  }

  /// @param harmonics I_lm, laid out by [Shells]
  /// @param change receives ΔI_lm; 0 where nothing is known
  void correct(float[] harmonics, float[] change) {
    Arrays.fill(change, 0);
    int stride = shells.stride();
    for (int k = 0; k < shells.count(); k++) {
      if (shells.measured(k)) {
        change[k * stride] = mean[k] - harmonics[k * stride];
      }
    }
    for (Part part : parts) {
      correct(part, harmonics, change, stride);
    }
  }

  private static void correct(Part part, float[] harmonics, float[] change, int stride) {
    InvariantRoots.Root root = part.root;
    int columns = 2 * root.degree() + 1;
    int offset = RealHarmonics.offset(root.degree());
    int rows = root.shells().length;
    int rank = root.rank();
    for (int i = 0; i < rows; i++) {
      int from = root.shells()[i] * stride + offset;
      for (int c = 0; c < columns; c++) {
        part.harmonics[i * columns + c] = harmonics[from + c];
      }
    }
    Arrays.fill(part.product, 0);
    for (int r = 0; r < rank; r++) {
      for (int i = 0; i < rows; i++) {
        add(
            root.weighted()[r * rows + i],
            part.harmonics,
            i * columns,
            part.product,
            r * columns,
            columns);
      }
    }
    part.procrustes.nearest(part.product, part.nearest);
    for (int i = 0; i < rows; i++) {
      int row = i * columns;
      for (int c = 0; c < columns; c++) {
        part.harmonics[row + c] = -part.harmonics[row + c];
      }
      for (int r = 0; r < rank; r++) {
        add(root.root()[i * rank + r], part.nearest, r * columns, part.harmonics, row, columns);
      }
      int to = root.shells()[i] * stride + offset;
      for (int c = 0; c < columns; c++) {
        change[to + c] = (float) part.harmonics[row + c];
      }
    }
  }

  private static void add(double factor, double[] in, int from, double[] out, int to, int count) {
    for (int c = 0; c < count; c++) {
      out[to + c] += factor * in[from + c];
    }
  }
}
