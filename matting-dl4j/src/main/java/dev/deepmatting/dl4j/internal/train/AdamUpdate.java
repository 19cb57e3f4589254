package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.backprop.NetworkParameters.Segment;
import dev.deepmatting.train.Optimiser;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam and AdamW by PyTorch's formulas, on ND4J's native op. That divides by sqrt(v) + epsilon,
 * PyTorch by sqrt(v / (1 - beta2^t)) + epsilon: the same, once epsilon is multiplied by sqrt(1 -
 * beta2^t).
 */
final class AdamUpdate implements ParameterUpdate {
  private static final String MEAN = "mean";
  private static final String SQUARE = "square";

  private final Optimiser.Adam settings;
  private final UpdateMemory memory;

  AdamUpdate(Optimiser.Adam settings, List<Segment> segments) {
    this.settings = settings;
    this.memory = new UpdateMemory(segments, MEAN, SQUARE);
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
