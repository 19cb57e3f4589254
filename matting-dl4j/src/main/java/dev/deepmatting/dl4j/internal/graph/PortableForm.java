package dev.deepmatting.dl4j.internal.graph;

import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights are constants with their values, and every op is one that ND4J knows by itself. */
final class PortableForm implements GraphForm {
  private final Map<String, INDArray> weights;

  PortableForm(Map<String, INDArray> weights) {
    this.weights = weights;
  }

  @Override
  public SDVariable weight(SameDiff graph, String name, int rank) {
    return graph.constant(name, weights.get(name));
  }

  @Override
  public SDVariable unpool(SDVariable feature, SDVariable pooled, SDVariable values) {
    return PortableMaxUnpool.of(feature, pooled, values);
  }
}
