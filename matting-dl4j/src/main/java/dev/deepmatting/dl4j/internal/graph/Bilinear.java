package dev.deepmatting.dl4j.internal.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Pooling2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * Bilinear upsampling by two, corners not aligned, of ops that all have gradients. Each output is
 * 3/4 of its own input and 1/4 of the next one on its side, the edge repeated. That is what comes
 * out when each pixel is doubled and then smoothed by 1/4, 1/2, 1/4, and this smoothing is two
 * averages of two; the first leaves out what lies beyond the edge, which repeats the edge.
 */
final class Bilinear {
  private Bilinear() {}

  static SDVariable doubled(SDVariable value) {
    SameDiff graph = value.getSameDiff();
    SDVariable repeated = graph.cnn().upsampling2d(value, 2, 2, true);
    SDVariable once = graph.cnn().avgPooling2d(repeated, averageOfTwo(1));
    return graph.cnn().avgPooling2d(once, averageOfTwo(0));
  }

  private static Pooling2DConfig averageOfTwo(int padding) {
    return Pooling2DConfig.builder()
        .kH(2)
        .kW(2)
        .sH(1)
        .sW(1)
        .pH(padding)
        .pW(padding)
        .type(Pooling2D.Pooling2DType.AVG)
        .divisor(Pooling2D.Divisor.EXCLUDE_PADDING)
        .build();
  }
}
