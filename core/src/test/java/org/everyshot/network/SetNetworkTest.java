package org.everyshot.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Test;

class SetNetworkTest {
  private static final Adam.Memory MEMORY = new Adam.Memory(0.9, 0.999, 1e-12);

  /// Figures of PyTorch, which checks/networks.py works out.
  private static Map<String, float[]> figures() throws IOException {
    var figures = new HashMap<String, float[]>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(SetNetworkTest.class.getResourceAsStream("step.txt")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> words = List.of(line.split(" ", -1));
        float[] numbers = new float[words.size() - 1];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Float.parseFloat(words.get(1 + i));
        }
        figures.put(words.getFirst(), numbers);
      }
    }
    return figures;
  }

  private static void fill(Map<String, float[]> figures, String name, float[] into) {
    float[] numbers = Objects.requireNonNull(figures.get(name), name);
    System.arraycopy(numbers, 0, into, 0, numbers.length);
  }

  @Test
  void outputsAndGradientsAreThoseOfPyTorch() throws IOException {
    Map<String, float[]> figures = figures();
    var shape = new SetNetwork.Shape(4, 3, 5, 7, 2, 2, true, 0);
    var network = new SetNetwork(shape, MEMORY, false, new RandomStream(1, 0, 0));
    assertEquals(Objects.requireNonNull(figures.get("values")).length, network.values.length);
    fill(figures, "values", network.values);
    network.begin(new int[] {0, 4, 11}, 2);
    fill(figures, "encoder", network.encoderInput);
    fill(figures, "inputs", network.input);
    try (var team = new Team(2)) {
      network.forward(team);
      float[] outputs = Objects.requireNonNull(figures.get("outputs"));
      for (int i = 0; i < outputs.length; i++) {
        // Single precision, numbers of about 1.
        assertEquals(outputs[i], network.output[i], 1e-5);
      }
      fill(figures, "weights", network.outputGradient);
      network.backward(team);
    }
    float[] gradient = Objects.requireNonNull(figures.get("gradient"));
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(gradient[i], network.gradient(i), 2e-5, "parameter " + i);
    }
  }

  private static SetNetwork stepped(int threads, float outputGradient) {
    var shape = new SetNetwork.Shape(5, 3, 16, 32, 2, 2, false, 1);
    var network = new SetNetwork(shape, MEMORY, false, new RandomStream(3, 0, 0));
    var random = new RandomStream(4, 0, 0);
    try (var team = new Team(threads)) {
      for (int step = 0; step < 5; step++) {
        network.begin(new int[] {0, 20, 53}, 2);
        for (int i = 0; i < 53 * 5; i++) {
          network.encoderInput[i] = (float) random.normal();
        }
        for (int i = 0; i < 53 * 3; i++) {
          network.input[i] = (float) random.normal();
        }
        network.forward(team);
        for (int i = 0; i < 53 * 2; i++) {
          network.outputGradient[i] = outputGradient * network.output[i];
        }
        network.addFree(0, -1);
        network.backward(team);
        assertEquals(Float.isFinite(outputGradient), network.step(team, 0.01));
      }
    }
    return network;
  }

  @Test
  void stepsHaveTheSameBitsOnOneThreadAndOnTwo() {
    assertArrayEquals(stepped(1, 1).values, stepped(2, 1).values);
    // Steps against a gradient that does not change have the length of the rate.
    SetNetwork network = stepped(2, 1);
    assertEquals(0.05, network.values[network.free(0)], 1e-6);
  }

  @Test
  void aGradientThatIsNotFiniteMovesNothing() {
    var shape = new SetNetwork.Shape(5, 3, 16, 32, 2, 2, false, 1);
    var fresh = new SetNetwork(shape, MEMORY, false, new RandomStream(3, 0, 0));
    SetNetwork network = stepped(1, Float.POSITIVE_INFINITY);
    assertArrayEquals(fresh.values, network.values);
    assertFalse(network.adam().steps > 0);
    assertTrue(network.rows() > 0);
  }
}
