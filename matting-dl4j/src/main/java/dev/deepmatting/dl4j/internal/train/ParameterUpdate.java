package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.backprop.NetworkParameters.Segment;
import dev.deepmatting.dl4j.internal.memory.ArrayPool;
import dev.deepmatting.train.Optimiser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

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
   * Updates a group's parameters by its gradients, which can be overwritten.
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
      INDArray values = segment.values();
      INDArray gradients = segment.gradients();
      INDArray velocity = vector(VELOCITY, segment);
      Level1 blas = Nd4j.getBlasWrapper().level1();
      if (settings.weightDecay() > 0) {
        blas.axpy(values.length(), settings.weightDecay(), values, gradients);
      }
      velocity.muli(settings.momentum());
      blas.axpy(values.length(), 1, gradients, velocity);
      blas.axpy(values.length(), -rate, velocity, values);
    }
  }

  /**
   * Adam and AdamW by PyTorch's formulas, on ND4J's native op, which divides by sqrt(v) + epsilon.
   * PyTorch divides by sqrt(v / (1 - beta2^t)) + epsilon: the same, once epsilon is multiplied by
   * sqrt(1 - beta2^t).
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
      INDArray values = segment.values();
      INDArray gradients = segment.gradients();
      Level1 blas = Nd4j.getBlasWrapper().level1();
      if (settings.weightDecay() > 0) {
        if (settings.decoupled()) {
          values.muli(1 - rate * settings.weightDecay());
        } else {
          blas.axpy(values.length(), settings.weightDecay(), values, gradients);
        }
      }
      // The op treats a rate of 0 as unset.
      replaceByUpdate(gradients, segment, rate > 0 ? rate : 1, step);
      if (rate > 0) {
        blas.axpy(values.length(), -1, gradients, values);
      }
    }

    private void replaceByUpdate(INDArray gradients, Segment segment, double rate, long step) {
      INDArray mean = vector(MEAN, segment);
      INDArray square = vector(SQUARE, segment);
      double correction = Math.sqrt(1 - Math.pow(settings.beta2(), step + 1));
      DynamicCustomOp op =
          DynamicCustomOp.builder("adam_updater")
              .addInputs(gradients, square, mean)
              .addOutputs(gradients, square, mean)
              .build();
      op.addTArgument(rate, settings.beta1(), settings.beta2(), settings.epsilon() * correction);
      op.addIArgument(step);
      Nd4j.exec(op);
    }
  }
}
