package dev.deepmatting.dl4j.internal.weights;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Bounds the numbers inside a network by interval arithmetic, whatever the picture: a sum is at
 * most that of its terms' magnitudes, in any order of addition, and ReLU keeps the positive part.
 * What this proves not to overflow need not be checked while the network runs; that matters because
 * ReLU can turn a NaN into zero, so that an overflow goes unnoticed. Immutable once created.
 */
public final class NumberBounds {
  /**
   * The largest magnitude that counts as safe. The rest to the range of floats, a factor of 30,000,
   * is for the constants of fast convolutions and for rounding.
   */
  private static final double MOST = 1e34;

  /** The largest magnitude of a normalised colour: (1 - 0.406) / 0.225, rounded up. */
  private static final double COLOUR = 2.65;

  /** The largest magnitude of a guide's logit. */
  private static final double LOGIT = 4.6;

  private static final int COLOURS = 3;
  private static final int LEVELS = 5;

  private final NetworkConfig config;
  private final NetworkLayout layout;
  private final NetworkWeights weights;
  private final BiConsumer<ConvolutionLayer, FoldedConvolution> visitor;

  /** The largest magnitudes: of all sums, and of those from the picture to the first check. */
  private double largest;

  private double largestUnchecked;

  /** The largest magnitude between two checks if the first one saw at most 1. */
  private double largestOfUnit;

  /** The largest magnitude of each channel, and the same if the last check saw at most 1. */
  private record Channels(double[] all, double[] unit) {
    static Channels picture(double[] values) {
      return new Channels(values, new double[values.length]);
    }

    Channels checked() {
      return new Channels(all, filled(all.length, 1));
    }
  }

  private NumberBounds(
      NetworkWeights weights, BiConsumer<ConvolutionLayer, FoldedConvolution> visitor) {
    this.weights = weights;
    this.visitor = visitor;
    config = weights.config();
    layout = new NetworkLayout(config);
  }

  /**
   * Bounds a network.
   *
   * @param weights its weights, each of which is read
   * @param visitor receives each convolution as it is read, in the order in which data flows
   * @return the bounds
   */
  public static NumberBounds of(
      NetworkWeights weights, BiConsumer<ConvolutionLayer, FoldedConvolution> visitor) {
    NumberBounds bounds = new NumberBounds(weights, visitor);
    bounds.walk();
    return bounds;
  }

  /**
   * Returns the error for numbers inside the network that exceed the range of floats.
   *
   * @return the error, the same for all engines
   */
  public static EngineException overflow() {
    return new EngineException(
        "the network's numbers overflow, wanted finite ones; the model's weights are not those of a"
            + " trained network");
  }

  /**
   * Returns whether no picture makes a number overflow.
   *
   * @return false if that is not certain, so that {@link #mostBetween} has to be checked
   */
  public boolean areSafe() {
    return largest <= MOST;
  }

  /**
   * Returns the largest value behind an encoder block, the bridge or a decoder step with which the
   * layers up to the next of these cannot overflow.
   *
   * @return at least 1, or -1 if no value is safe
   */
  public float mostBetween() {
    double most = MOST / largestOfUnit;
    return largestUnchecked <= MOST && most >= 1 ? (float) most : -1;
  }

  private void walk() {
    double[] input = filled(config.inputChannels(), 1);
    Arrays.fill(input, 0, COLOURS, COLOUR);
    Channels bound = Channels.picture(input);
    Channels[] features = new Channels[LEVELS];
    boolean signed = true;
    for (int block = 1; block <= LEVELS; block++) {
      for (ConvolutionLayer layer : layout.encoderBlock(block)) {
        bound = convolved(layer, bound, signed);
        signed = false;
      }
      largestUnchecked = block == 1 ? largest : largestUnchecked;
      bound = bound.checked();
      features[block - 1] = bound;
    }
    for (ConvolutionLayer layer : layout.bridge()) {
      bound = convolved(layer, bound, false);
    }
    bound = bound.checked();
    for (int level = LEVELS; level >= 1; level--) {
      boolean learned = config.upsampling() == Upsampling.TRANSPOSED_CONVOLUTION;
      bound = learned ? transposed(level, bound) : bound;
      bound = config.skip() ? sum(bound, features[level - 1]) : bound;
      bound = convolved(layout.decoder(level), bound, learned).checked();
    }
    head(bound);
  }

  private void head(Channels decoded) {
    Channels seen = new Channels(withLogits(decoded.all), withLogits(decoded.unit));
    Channels raw = convolved(layout.rawAlpha(), seen, true);
    double all = raw.all[0];
    double unit = raw.unit[0];
    if (layout.guideGate().isPresent()) {
      Channels gate = convolved(layout.guideGate().get(), seen, true);
      all += LOGIT * Arrays.stream(gate.all).sum();
      unit += LOGIT * Arrays.stream(gate.unit).sum();
    }
    double refinement = config.refinementHead() == RefinementHead.NONE ? 0 : refinement();
    take(all + refinement, unit + refinement);
  }

  /** Bounds the refinement's logit, which depends on the picture and an alpha alone. */
  private double refinement() {
    double before = largest;
    largest = 0;
    Channels bound = Channels.picture(filled(COLOURS + 1, COLOUR));
    boolean signed = true;
    for (ConvolutionLayer layer : layout.refinementHidden()) {
      bound = convolved(layer, bound, signed);
      signed = false;
    }
    double logit = convolved(layout.refinementPrediction(), bound, true).all[0];
    largestUnchecked = larger(largestUnchecked, largest);
    largest = larger(largest, before);
    return logit;
  }

  private double[] withLogits(double[] decoded) {
    double[] seen = Arrays.copyOf(decoded, decoded.length + config.guides().size());
    Arrays.fill(seen, decoded.length, seen.length, LOGIT);
    return seen;
  }

  private static double[] filled(int count, double value) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return values;
  }

  private Channels sum(Channels first, Channels second) {
    Channels sum = new Channels(first.all.clone(), first.unit.clone());
    for (int i = 0; i < sum.all.length; i++) {
      sum.all[i] += second.all[i];
      sum.unit[i] += second.unit[i];
      take(sum.all[i], sum.unit[i]);
    }
    return sum;
  }

  private void take(double magnitude, double ofUnit) {
    largest = larger(largest, magnitude);
    largestOfUnit = larger(largestOfUnit, ofUnit);
  }

  /** Treats NaN, which is infinity times zero, as infinite. */
  private static double larger(double first, double second) {
    return Double.isNaN(first) || Double.isNaN(second)
        ? Double.POSITIVE_INFINITY
        : Math.max(first, second);
  }

  /**
   * Bounds a convolution.
   *
   * @param signed whether inputs can be negative, or the result is not rectified
   */
  private Channels convolved(ConvolutionLayer layer, Channels bound, boolean signed) {
    FoldedConvolution folded = weights.folded(layer);
    visitor.accept(layer, folded);
    int area = layer.kernel() * layer.kernel();
    Channels result =
        new Channels(new double[layer.outputChannels()], new double[layer.outputChannels()]);
    for (int output = 0; output < layer.outputChannels(); output++) {
      Row row = new Row(folded.bias().values()[output]);
      for (int input = 0; input < layer.inputChannels(); input++) {
        int from = (output * layer.inputChannels() + input) * area;
        row.add(folded.kernel().values(), from, area, bound.all[input], bound.unit[input]);
      }
      take(row.all, row.unit);
      result.all[output] = signed ? row.all : Math.max(0, row.allAbove);
      result.unit[output] = signed ? row.unit : Math.max(0, row.unitAbove);
    }
    return result;
  }

  private Channels transposed(int level, Channels bound) {
    String name = layout.learnedUpsampling(level);
    FloatTensor kernel = weights.tensor(name + ".weight");
    float[] bias = weights.tensor(name + ".bias").values();
    int area = kernel.size(2) * kernel.size(3);
    Channels result = new Channels(new double[bias.length], new double[bias.length]);
    for (int output = 0; output < bias.length; output++) {
      Row row = new Row(bias[output]);
      for (int input = 0; input < bound.all.length; input++) {
        int from = (input * bias.length + output) * area;
        row.add(kernel.values(), from, area, bound.all[input], bound.unit[input]);
      }
      take(row.all, row.unit);
      result.all[output] = row.all;
      result.unit[output] = row.unit;
    }
    return result;
  }

  /** One output channel: sums of the magnitudes of all terms, and upper bounds of the result. */
  private static final class Row {
    private double all;
    private double unit;
    private double allAbove;
    private double unitAbove;

    Row(float bias) {
      all = Math.abs(bias);
      unit = all;
      allAbove = bias;
      unitAbove = bias;
    }

    void add(float[] kernel, int from, int count, double allOfInput, double unitOfInput) {
      double magnitude = 0;
      double total = 0;
      for (int i = from; i < from + count; i++) {
        magnitude += Math.abs(kernel[i]);
        total += kernel[i];
      }
      double above = (magnitude + total) / 2;
      all += magnitude * allOfInput;
      unit += magnitude * unitOfInput;
      allAbove += above * allOfInput;
      unitAbove += above * unitOfInput;
    }
  }
}
