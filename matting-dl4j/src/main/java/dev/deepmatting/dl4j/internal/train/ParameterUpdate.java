package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.backprop.NetworkParameters.Segment;
import dev.deepmatting.train.Optimiser;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

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
}
