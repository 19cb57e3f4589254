package dev.deepmatting.dl4j.internal.graph;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Weights are placeholders, so that a graph holds no memory that SameDiff would free late. */
final class InferenceForm implements GraphForm {
  @Override
  public SDVariable weight(SameDiff graph, String name, int rank) {
    long[] shape = new long[rank];
    Arrays.fill(shape, -1);
    return graph.placeHolder(name, DataType.FLOAT, shape);
  }

  @Override
  public SDVariable unpool(SDVariable feature, SDVariable pooled, SDVariable values) {
    return MaxUnpool.of(feature, values);
  }
}
