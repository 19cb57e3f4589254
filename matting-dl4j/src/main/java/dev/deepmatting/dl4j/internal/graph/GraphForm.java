package dev.deepmatting.dl4j.internal.graph;

import java.util.Arrays;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The differences between the graphs of one network: where the weights are, and which op unpools.
 */
interface GraphForm {
  /**
   * Adds a weight to a graph.
   *
   * @param name its name
   * @param rank its number of dimensions
   */
  SDVariable weight(SameDiff graph, String name, int rank);

  /**
   * Adds a max unpooling to a graph.
   *
   * @param feature the pooling's input, [N, C, H, W]
   * @param pooled its result, [N, C, H/2, W/2]
   * @param values the values to unpool, [N, C, H/2, W/2]
   * @return the unpooled values, [N, C, H, W]
   */
  SDVariable unpool(SDVariable feature, SDVariable pooled, SDVariable values);

  /** Weights are placeholders, so that a graph owns no memory that SameDiff would free late. */
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

  /** Weights are constants with their values, and ND4J knows every op without this library. */
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
}
