package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.backprop.NetworkParameters.Segment;
import dev.deepmatting.train.Optimiser;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Stochastic gradient descent with momentum and weight decay, by PyTorch's formulas. */
final class SgdUpdate implements ParameterUpdate {
  private static final String VELOCITY = "velocity";

  private final Optimiser.Sgd settings;
  private final UpdateMemory memory;

  SgdUpdate(Optimiser.Sgd settings, List<Segment> segments) {
    this.settings = settings;
    this.memory = new UpdateMemory(segments, VELOCITY);
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
