package dev.deepmatting.dl4j.train;

import dev.deepmatting.dl4j.backprop.NetworkParameters.Segment;
import dev.deepmatting.dl4j.memory.ArrayPool;
import dev.deepmatting.train.Optimiser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** An optimiser with what it remembers of earlier steps, in native memory of its own. */
interface ParameterUpdate extends AutoCloseable {
  /** The update of an optimiser for the groups that train. */
  static ParameterUpdate of(Optimiser optimiser, List<Segment> segments) {
    if (optimiser instanceof Optimiser.Sgd sgd) {
      return new SgdUpdate(sgd, segments);
    }
    return new AdamUpdate((Optimiser.Adam) optimiser, segments);
  }

  /**
   * Changes a group's parameters by its gradients, which may be overwritten.
   *
   * @param segment the group
   * @param rate its learning rate
   * @param step how many steps were done before this one
   */
  void apply(Segment segment, double rate, long step);

  /** What is remembered, by names that stay the same; the arrays themselves. */
  Map<String, INDArray> memory();

  @Override
  void close();

  /** Vectors as long as the groups that train, 0 at first. */
  final class UpdateMemory implements AutoCloseable {
    private final ArrayPool pool = new ArrayPool();
    private final Map<String, INDArray> vectors = new LinkedHashMap<>();

    UpdateMemory(List<Segment> segments, String... slots) {
      for (String slot : slots) {
        for (Segment segment : segments) {
          INDArray values = segment.values();
          vectors.put(name(slot, segment), pool.take(values.dataType(), values.length()).assign(0));
        }
      }
    }

    private static String name(String slot, Segment segment) {
      return slot + "/" + segment.group().id();
    }

    INDArray vector(String slot, Segment segment) {
      return vectors.get(name(slot, segment));
    }

    Map<String, INDArray> vectors() {
      return vectors;
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  /** Stochastic gradient descent with momentum and weight decay, by PyTorch's formulas. */
  final class SgdUpdate implements ParameterUpdate {
    private static final String VELOCITY = "velocity";

    private final Optimiser.Sgd settings;
    private final ParameterUpdate.UpdateMemory memory;

    SgdUpdate(Optimiser.Sgd settings, List<Segment> segments) {
      this.settings = settings;
      this.memory = new ParameterUpdate.UpdateMemory(segments, VELOCITY);
    }

    @Override
    public void apply(Segment segment, double rate, long step) {
      INDArray values = segment.values();
      INDArray gradients = segment.gradients();
      INDArray velocity = memory.vector(VELOCITY, segment);
      Level1 blas = Nd4j.getBlasWrapper().level1();
      if (settings.weightDecay() > 0) {
        blas.axpy(values.length(), settings.weightDecay(), values, gradients);
      }
      velocity.muli(settings.momentum());
      blas.axpy(values.length(), 1, gradients, velocity);
      blas.axpy(values.length(), -rate, velocity, values);
    }

    @Override
    public Map<String, INDArray> memory() {
      return memory.vectors();
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  /**
   * Adam and AdamW by PyTorch's formulas, on ND4J's native op. That divides by sqrt(v) + epsilon,
   * PyTorch by sqrt(v / (1 - beta2^t)) + epsilon: the same, once epsilon is multiplied by sqrt(1 -
   * beta2^t).
   */
  final class AdamUpdate implements ParameterUpdate {
    private static final String MEAN = "mean";
    private static final String SQUARE = "square";

    private final Optimiser.Adam settings;
    private final ParameterUpdate.UpdateMemory memory;

    AdamUpdate(Optimiser.Adam settings, List<Segment> segments) {
      this.settings = settings;
      this.memory = new ParameterUpdate.UpdateMemory(segments, MEAN, SQUARE);
    }

    @Override
    public void apply(Segment segment, double rate, long step) {
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
      // The op takes a rate of 0 for one that is not set.
      replaceByUpdate(gradients, segment, rate > 0 ? rate : 1, step);
      if (rate > 0) {
        blas.axpy(values.length(), -1, gradients, values);
      }
    }

    private void replaceByUpdate(INDArray gradients, Segment segment, double rate, long step) {
      INDArray mean = memory.vector(MEAN, segment);
      INDArray square = memory.vector(SQUARE, segment);
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

    @Override
    public Map<String, INDArray> memory() {
      return memory.vectors();
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
