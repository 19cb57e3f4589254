package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.backprop.NetworkParameters.Segment;
import dev.deepmatting.dl4j.internal.memory.ArrayPool;
import dev.deepmatting.train.Optimiser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An optimiser with its state, in native memory of its own. */
abstract class ParameterUpdate implements AutoCloseable {
  private final ArrayPool pool = new ArrayPool();

  /** As long as the groups that train, 0 at first. */
  private final Map<String, INDArray> memory = new LinkedHashMap<>();

  private ParameterUpdate(List<Segment> segments, String... slots) {
    for (String slot : slots) {
      for (Segment segment : segments) {
        INDArray values = segment.values();
        memory.put(name(slot, segment), pool.take(values.dataType(), values.length()).assign(0));
      }
    }
  }

  private static String name(String slot, Segment segment) {
    return slot + "/" + segment.group().id();
  }

  /** Returns the update of an optimiser for the groups that train. */
  static ParameterUpdate of(Optimiser optimiser, List<Segment> segments) {
    if (optimiser instanceof Optimiser.Sgd sgd) {
      return new SgdUpdate(sgd, segments);
    }
    return new AdamUpdate((Optimiser.Adam) optimiser, segments);
  }

  /**
   * Updates a group's parameters by its gradients.
   *
   * @param segment the group
   * @param rate its learning rate
   * @param step how many steps were done before this one
   */
  abstract void apply(Segment segment, double rate, long step);

  /** Returns the state by stable names; the arrays themselves. */
  final Map<String, INDArray> memory() {
    return memory;
  }

  final INDArray vector(String slot, Segment segment) {
    return Objects.requireNonNull(memory.get(name(slot, segment)), slot);
  }

  @Override
  public final void close() {
    pool.close();
  }

  /** Stochastic gradient descent with momentum and weight decay, by PyTorch's formulas. */
  private static final class SgdUpdate extends ParameterUpdate {
    private static final String VELOCITY = "velocity";

    private final Optimiser.Sgd settings;

    SgdUpdate(Optimiser.Sgd settings, List<Segment> segments) {
      super(segments, VELOCITY);
      this.settings = settings;
    }

    @Override
    void apply(Segment segment, double rate, long step) {
      FlatArrays.change(
          (numbers, count) -> change(numbers[0], numbers[1], numbers[2], count, rate),
          List.of(segment.values(), vector(VELOCITY, segment)),
          List.of(segment.gradients()));
    }

    private void change(
        double[] values, double[] velocity, double[] gradients, int count, double rate) {
      double decay = settings.weightDecay();
      double momentum = settings.momentum();
      for (int i = 0; i < count; i++) {
        velocity[i] = momentum * velocity[i] + (gradients[i] + decay * values[i]);
        values[i] -= rate * velocity[i];
      }
    }
  }

  /**
   * Adam and AdamW by PyTorch's formulas (Kingma and Ba, arXiv 1412.6980; Loshchilov and Hutter,
   * arXiv 1711.05101).
   */
  private static final class AdamUpdate extends ParameterUpdate {
    private static final String MEAN = "mean";
    private static final String SQUARE = "square";

    private final Optimiser.Adam settings;

    AdamUpdate(Optimiser.Adam settings, List<Segment> segments) {
      super(segments, MEAN, SQUARE);
      this.settings = settings;
    }

    @Override
    void apply(Segment segment, double rate, long step) {
      double ofMean = 1 - Math.pow(settings.beta1(), (double) step + 1);
      double ofSquare = Math.sqrt(1 - Math.pow(settings.beta2(), (double) step + 1));
      double kept = settings.decoupled() ? 1 - rate * settings.weightDecay() : 1;
      double decay = settings.decoupled() ? 0 : settings.weightDecay();
      FlatArrays.change(
          (numbers, count) -> {
            decay(numbers[0], numbers[3], count, kept, decay);
            remember(numbers[1], numbers[2], numbers[3], count);
            move(numbers[0], numbers[1], numbers[2], count, rate / ofMean, ofSquare);
          },
          List.of(segment.values(), vector(MEAN, segment), vector(SQUARE, segment)),
          List.of(segment.gradients()));
    }

    private static void decay(
        double[] values, double[] gradients, int count, double kept, double decay) {
      for (int i = 0; i < count; i++) {
        gradients[i] += decay * values[i];
        values[i] *= kept;
      }
    }

    private void remember(double[] mean, double[] square, double[] gradients, int count) {
      double beta1 = settings.beta1();
      double beta2 = settings.beta2();
      for (int i = 0; i < count; i++) {
        mean[i] = beta1 * mean[i] + (1 - beta1) * gradients[i];
        square[i] = beta2 * square[i] + (1 - beta2) * gradients[i] * gradients[i];
      }
    }

    private void move(
        double[] values, double[] mean, double[] square, int count, double rate, double ofSquare) {
      double epsilon = settings.epsilon();
      for (int i = 0; i < count; i++) {
        values[i] -= rate * mean[i] / (Math.sqrt(square[i]) / ofSquare + epsilon);
      }
    }
  }
}
