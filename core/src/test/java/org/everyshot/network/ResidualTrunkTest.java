package org.everyshot.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.everyshot.kernel.DenseKernel;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidualTrunkTest {
  private static final int ROWS = 24;
  private static final int INPUTS = 6;
  private static final int WIDTH = 16;

  private final Layout layout = new Layout();
  private final ResidualTrunk trunk = new ResidualTrunk(layout, INPUTS, WIDTH, 32, 3);
  private final DenseLayer score = new DenseLayer(layout, WIDTH, 1, false);
  private final float[] values = new float[layout.size()];
  private final float[] input = new float[ROWS * INPUTS];
  private final float[] added = new float[ROWS * WIDTH];
  private final double[] target = new double[2 * WIDTH];
  private final DenseKernel kernel = DenseKernel.chosen();
  private final int[] begin = {0, 10, ROWS};

  ResidualTrunkTest() {
    var random = new RandomStream(5, 0, 0);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.2 * random.normal());
    }
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) random.normal();
    }
    for (int i = 0; i < added.length; i++) {
      added[i] = (float) random.normal();
    }
    for (int i = 0; i < target.length; i++) {
      target[i] = random.normal();
    }
  }

  /// A weighted sum of the pooled vectors; with `gradient` also the way back.
  private double loss(boolean softmax, float[] gradient, float[] dAdded) {
    var pooling = new Pooling(WIDTH, softmax);
    ResidualTrunk.Tape tape = trunk.tape();
    tape.begin(ROWS);
    System.arraycopy(added, 0, tape.state, 0, added.length);
    trunk.forward(kernel, values, input, tape, 0, 8);
    trunk.forward(kernel, values, input, tape, 8, ROWS);
    float[] scores = new float[ROWS];
    score.forward(kernel, values, tape.state, scores, 0, ROWS);
    pooling.forward(tape.state, scores, begin, 2);
    double loss = 0;
    for (int i = 0; i < target.length; i++) {
      loss += target[i] * pooling.pooled[i];
    }
    float[] dScores = new float[ROWS];
    for (int g = 0; g < 2; g++) {
      double[] along = Arrays.copyOfRange(target, g * WIDTH, (g + 1) * WIDTH);
      pooling.backward(tape.state, along, g, begin[g], begin[g + 1], tape.gradient, dScores);
    }
    score.gradient(kernel, tape.state, dScores, gradient, 0, ROWS);
    float[] transposed = new float[values.length];
    score.transpose(values, transposed);
    trunk.transpose(values, transposed, 0, 1);
    score.backward(kernel, transposed, dScores, tape.gradient, 0, ROWS);
    trunk.backward(kernel, transposed, input, tape, gradient, 0, 8);
    trunk.backward(kernel, transposed, input, tape, gradient, 8, ROWS);
    System.arraycopy(tape.gradient, 0, dAdded, 0, dAdded.length);
    return loss;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientsAreThoseOfFiniteDifferences(boolean softmax) {
    float[] gradient = new float[values.length];
    float[] dAdded = new float[added.length];
    loss(softmax, gradient, dAdded);
    float[] ignored = new float[values.length];
    float[] alsoIgnored = new float[added.length];
    var random = new RandomStream(6, 0, 0);
    double scale = 0;
    for (float g : gradient) {
      scale = Math.max(scale, Math.abs(g));
    }
    int apart = 0;
    double error = 0;
    double square = 0;
    for (int trial = 0; trial < 400; trial++) {
      int i = (int) (random.uniform() * (values.length + added.length));
      float[] array = i < values.length ? values : added;
      int at = i < values.length ? i : i - values.length;
      float before = array[at];
      double h = 5e-4;
      array[at] = (float) (before + h);
      double up = loss(softmax, ignored, alsoIgnored);
      array[at] = (float) (before - h);
      double down = loss(softmax, ignored, alsoIgnored);
      array[at] = before;
      double expected = i < values.length ? gradient[at] : dAdded[at];
      double difference = (up - down) / (2 * h) - expected;
      apart += Math.abs(difference) > 4e-3 * scale ? 1 : 0;
      error += difference * difference;
      square += expected * expected;
    }
    // Single precision over a difference of 1e-3 leaves 1e-3 or so. Where a rectifier has its kink
    // within the step the two slopes differ by what one row of 24 gives: few and small.
    assertTrue(apart <= 12, apart + " of 400 apart");
    assertTrue(error < 1e-3 * square, error + " of " + square);
  }

  @Test
  void permutingTheRowsOfAGroupChangesNothing() {
    float[] ignored = new float[values.length];
    float[] alsoIgnored = new float[added.length];
    double before = loss(true, ignored, alsoIgnored);
    for (int c = 0; c < INPUTS; c++) {
      swap(input, 2 * INPUTS + c, 7 * INPUTS + c);
    }
    for (int c = 0; c < WIDTH; c++) {
      swap(added, 2 * WIDTH + c, 7 * WIDTH + c);
    }
    assertEquals(before, loss(true, ignored, alsoIgnored), 1e-5 * (1 + Math.abs(before)));
  }

  private static void swap(float[] x, int i, int j) {
    float kept = x[i];
    x[i] = x[j];
    x[j] = kept;
  }

  @Test
  void notANumberIsSeen() {
    float[] x = new float[37];
    assertTrue(DenseKernel.chosen().finite(x, 0, 37));
    x[36] = Float.NaN;
    assertFalse(DenseKernel.chosen().finite(x, 0, 37));
    assertTrue(DenseKernel.chosen().finite(x, 0, 36));
    x[36] = Float.NEGATIVE_INFINITY;
    assertFalse(DenseKernel.chosen().finite(x, 0, 37));
  }

  /// The first step of Adam has the length of the rate, whatever the gradient: for a row of a
  /// sparse table also after a thousand steps of others.
  @Test
  void firstStepsHaveTheLengthOfTheRate() {
    var memory = new Adam.Memory(0.9, 0.999, 1e-12);
    var dense = new Adam(3, memory);
    float[] x = new float[3];
    dense.begin();
    dense.update(kernel, x, new float[] {2, -1e-3f, 0}, new float[] {1, 0, 0}, 0.01, 0, 3);
    assertEquals(-0.01, x[0], 1e-7);
    assertEquals(0.01, x[1], 1e-7);
    assertEquals(0, x[2]);
    var sparse = new SparseAdam(2, memory);
    float[] y = new float[2];
    for (int i = 0; i < 1000; i++) {
      sparse.update(y, 0, 1, 0.01);
    }
    sparse.update(y, 1, -5, 0.01);
    assertEquals(0.01, y[1], 1e-7);
    assertEquals(-10, y[0], 1e-3);
  }
}
