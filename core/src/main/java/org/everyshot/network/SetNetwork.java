package org.everyshot.network;

import java.util.Arrays;
import org.everyshot.engine.Team;
import org.everyshot.kernel.DenseKernel;
import org.everyshot.math.RandomStream;

/// Two residual networks for sets of rows: one makes a vector of each group of rows by pooling, the
/// other maps each row, with its group's vector added behind the first layer, to some outputs.
///
/// A step is [#begin], then the inputs filled in, [#forward], the outputs' gradient filled in,
/// [#backward], [#step]. Rows are cut into [#SLICES] whatever the number of threads, each with a
/// gradient of its own, so that threads change no bit.
public final class SetNetwork {
  /// Parts that rows are cut into.
  public static final int SLICES = 2;

  /// Rows of a slice are a multiple of this, but for the last.
  private static final int GRAIN = 8;

  /// N of the weights' variance 2/(5 N (inputs + outputs)).
  private static final double DIVISOR = 2;

  /// Sizes.
  ///
  /// @param encoderInputs numbers in a row that the groups' vectors are made of
  /// @param inputs numbers in a row that outputs are made of
  /// @param width numbers in a row between blocks
  /// @param hidden numbers in a row within a block
  /// @param blocks of each network
  /// @param outputs numbers in a row of output
  /// @param softmax whether pooling weighs rows by a score
  /// @param free parameters that belong to no layer, behind all others
  public record Shape(
      int encoderInputs,
      int inputs,
      int width,
      int hidden,
      int blocks,
      int outputs,
      boolean softmax,
      int free) {}

  private final Shape shape;
  private final ResidualTrunk encoder;
  private final ResidualTrunk mapper;
  private final DenseLayer score;
  private final DenseLayer head;
  private final int freeFrom;
  private final ResidualTrunk.Tape encoded;
  private final ResidualTrunk.Tape mapped;
  private final Pooling pooling;
  private final Adam adam;
  private final float[][] gradients;
  private final float[] transposed;
  private final DenseKernel[] kernels = new DenseKernel[SLICES];
  private final double[] dPooled;
  private float[] scores = new float[0];
  private float[] dScores = new float[0];
  private final boolean[] finite = new boolean[SLICES];
  private int[] begin = new int[2];
  private int groups;
  private int rows;
  private int padded;

  /// All parameters.
  public final float[] values;

  /// Inputs `[rows][encoderInputs]`, to be filled in.
  public float[] encoderInput = new float[0];

  /// Inputs `[rows][inputs]`, to be filled in.
  public float[] input = new float[0];

  /// Outputs `[rows][outputs]`.
  public float[] output = new float[0];

  /// Gradient of the loss along outputs, to be filled in.
  public float[] outputGradient = new float[0];

  /// @param random draws the weights
  /// @param zeroHead whether outputs begin as zero
  public SetNetwork(Shape shape, Adam.Memory memory, boolean zeroHead, RandomStream random) {
    this.shape = shape;
    var layout = new Layout();
    this.encoder =
        new ResidualTrunk(layout, shape.encoderInputs, shape.width, shape.hidden, shape.blocks);
    this.score = new DenseLayer(layout, shape.width, 1, false);
    this.mapper = new ResidualTrunk(layout, shape.inputs, shape.width, shape.hidden, shape.blocks);
    this.head = new DenseLayer(layout, shape.width, shape.outputs, true);
    this.freeFrom = layout.reserve(shape.free);
    this.values = new float[layout.size()];
    encoder.initialize(values, DIVISOR, random);
    score.initialize(values, DIVISOR, random);
    mapper.initialize(values, DIVISOR, random);
    if (!zeroHead) {
      head.initialize(values, DIVISOR, random);
    }
    this.encoded = encoder.tape();
    this.mapped = mapper.tape();
    this.pooling = new Pooling(shape.width, shape.softmax);
    this.adam = new Adam(values.length, memory);
    this.gradients = new float[SLICES][values.length];
    this.transposed = new float[values.length];
    this.dPooled = new double[shape.width];
    Arrays.setAll(kernels, s -> DenseKernel.chosen());
  }

  /// The running means of the gradients.
  public Adam adam() {
    return adam;
  }

  /// Where a free parameter lies among the values.
  public int free(int which) {
    return freeFrom + which;
  }

  /// Begins a step: room for rows, whose inputs are to be filled in.
  ///
  /// @param begin where each group begins, and behind the last where it ends
  public void begin(int[] begin, int groups) {
    this.begin = begin.clone();
    this.groups = groups;
    this.rows = begin[groups];
    this.padded = (rows + GRAIN - 1) / GRAIN * GRAIN;
    encoderInput = room(encoderInput, shape.encoderInputs);
    input = room(input, shape.inputs);
    output = room(output, shape.outputs);
    outputGradient = room(outputGradient, shape.outputs);
    scores = room(scores, 1);
    dScores = room(dScores, 1);
    encoded.begin(padded);
    mapped.begin(padded);
  }

  private float[] room(float[] array, int each) {
    if (array.length < padded * each) {
      return new float[padded * each];
    }
    Arrays.fill(array, 0, padded * each, 0);
    return array;
  }

  /// First row of a slice; for [#SLICES] where the last ends.
  public int from(int slice) {
    int cut = (padded / GRAIN * slice + SLICES - 1) / SLICES * GRAIN;
    return Math.min(padded, cut);
  }

  /// Number of rows that count.
  public int rows() {
    return rows;
  }

  /// Works the outputs out.
  public void forward(Team team) {
    team.forEach(
        SLICES,
        (s, member) -> {
          // Here rather than on the way back, where it would cost another meeting of threads.
          encoder.transpose(values, transposed, s, SLICES);
          mapper.transpose(values, transposed, s, SLICES);
          encoder.forward(kernels[s], values, encoderInput, encoded, from(s), from(s + 1));
          score.forward(kernels[s], values, encoded.state, scores, from(s), from(s + 1));
        });
    head.transpose(values, transposed);
    score.transpose(values, transposed);
    pooling.forward(encoded.state, scores, begin, groups);
    int width = shape.width;
    for (int g = 0; g < groups; g++) {
      for (int r = begin[g]; r < begin[g + 1]; r++) {
        for (int c = 0; c < width; c++) {
          mapped.state[r * width + c] = (float) pooling.pooled[g * width + c];
        }
      }
    }
    team.forEach(
        SLICES,
        (s, member) -> {
          mapper.forward(kernels[s], values, input, mapped, from(s), from(s + 1));
          head.forward(kernels[s], values, mapped.state, output, from(s), from(s + 1));
        });
  }

  /// Works the gradient out. Rows that only fill a slice up must have the gradient zero.
  public void backward(Team team) {
    team.forEach(
        SLICES,
        (s, member) -> {
          int from = from(s);
          int to = from(s + 1);
          head.gradient(kernels[s], mapped.state, outputGradient, gradients[s], from, to);
          head.backward(kernels[s], transposed, outputGradient, mapped.gradient, from, to);
          mapper.backward(kernels[s], transposed, input, mapped, gradients[s], from, to);
        });
    int width = shape.width;
    for (int g = 0; g < groups; g++) {
      Arrays.fill(dPooled, 0);
      for (int r = begin[g]; r < begin[g + 1]; r++) {
        for (int c = 0; c < width; c++) {
          dPooled[c] += mapped.gradient[r * width + c];
        }
      }
      pooling.backward(
          encoded.state, dPooled, g, begin[g], begin[g + 1], encoded.gradient, dScores);
    }
    team.forEach(
        SLICES,
        (s, member) -> {
          int from = from(s);
          int to = from(s + 1);
          if (shape.softmax) {
            score.gradient(kernels[s], encoded.state, dScores, gradients[s], from, to);
            score.backward(kernels[s], transposed, dScores, encoded.gradient, from, to);
          }
          encoder.backward(kernels[s], transposed, encoderInput, encoded, gradients[s], from, to);
        });
  }

  /// Adds to the gradient along a free parameter.
  public void addFree(int which, double gradient) {
    gradients[0][free(which)] += (float) gradient;
  }

  /// The gradient, as the sum over slices.
  float gradient(int parameter) {
    return gradients[0][parameter] + gradients[1][parameter];
  }

  /// Moves all parameters down the gradient, which is forgotten.
  ///
  /// @return false where the gradient is not finite, and nothing was moved
  public boolean step(Team team, double rate) {
    team.forEach(
        SLICES, (s, member) -> finite[s] = kernels[s].finite(gradients[s], 0, values.length));
    boolean usable = finite[0] && finite[1];
    if (usable) {
      adam.begin();
    }
    team.forEach(
        SLICES,
        (s, member) -> {
          int from = values.length / SLICES * s;
          int to = s + 1 == SLICES ? values.length : values.length / SLICES * (s + 1);
          if (usable) {
            adam.update(kernels[s], values, gradients[0], gradients[1], rate, from, to);
          } else {
            Arrays.fill(gradients[0], from, to, 0);
            Arrays.fill(gradients[1], from, to, 0);
          }
        });
    return usable;
  }
}
