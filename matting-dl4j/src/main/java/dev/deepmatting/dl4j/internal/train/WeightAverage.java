package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.backprop.NetworkParameters;
import dev.deepmatting.dl4j.internal.backprop.NetworkParameters.Segment;
import dev.deepmatting.dl4j.internal.backprop.RunningStatistics;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The exponential moving average of a network's parameters and running statistics during training.
 * The decay is lower at first, by the rule of TensorFlow's {@code ExponentialMovingAverage} with
 * {@code num_updates}. Frozen values do not change by a bit.
 */
final class WeightAverage implements AutoCloseable {
  private final double decay;
  private final NetworkParameters current;
  private final NetworkParameters average;
  private final List<String> batchNorms;

  /**
   * Creates an average.
   *
   * @param decay above 0, below 1
   * @param current the averaged parameters
   * @param start the average so far, of the same network
   * @param type float or double, like the parameters
   */
  WeightAverage(double decay, NetworkParameters current, NetworkWeights start, DataType type) {
    this.decay = decay;
    this.current = current;
    this.average = new NetworkParameters(start, type, List.of());
    this.batchNorms =
        new NetworkLayout(start.config())
            .convolutions().stream()
                .filter(layer -> layer.batchNorm() != null)
                .map(ConvolutionLayer::batchNorm)
                .toList();
  }

  /**
   * Moves towards the current parameters.
   *
   * @param step the number of steps before the one that led to them
   */
  void update(long step) {
    double share = 1 - Math.min(decay, (1.0 + step) / (10.0 + step));
    for (Segment segment : current.trained()) {
      move(segment, average.segment(segment.group()).values(), share);
    }
    for (String batchNorm : batchNorms) {
      RunningStatistics from = average.statistics(batchNorm);
      RunningStatistics to = current.statistics(batchNorm);
      move(from.mean(), to.mean(), share);
      move(from.variance(), to.variance(), share);
    }
  }

  /** Computes average + share (value - average), which does not change equal values. */
  private static void move(Segment segment, INDArray target, double share) {
    FlatArrays.change(
        (numbers, count) -> {
          double[] average = numbers[0];
          double[] values = numbers[1];
          for (int i = 0; i < count; i++) {
            average[i] += share * (values[i] - average[i]);
          }
        },
        List.of(target),
        List.of(segment.values()));
  }

  /** Rounds to float, so that a checkpoint stores the average exactly. */
  private static void move(double[] average, double[] values, double share) {
    for (int i = 0; i < average.length; i++) {
      average[i] = (float) (average[i] + share * (values[i] - average[i]));
    }
  }

  /** Returns a copy of the averaged network. */
  NetworkWeights weights() {
    return average.weights();
  }

  @Override
  public void close() {
    average.close();
  }
}
