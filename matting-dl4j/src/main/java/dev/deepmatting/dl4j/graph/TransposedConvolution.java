package dev.deepmatting.dl4j.graph;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Learned upsampling by two: a 4x4 transposed convolution, stride 2, padding 1. */
final class TransposedConvolution {
  private TransposedConvolution() {}

  /**
   * Adds it to a graph.
   *
   * @param kernel [input channels, output channels, 4, 4], as PyTorch stores it
   * @param bias [output channels]
   */
  static SDVariable doubled(SDVariable value, FloatTensor kernel, SDVariable bias) {
    SameDiff graph = value.getSameDiff();
    DeConv2DConfig window =
        DeConv2DConfig.builder().kH(4).kW(4).sH(2).sW(2).pH(1).pW(1).dataFormat("NCHW").build();
    SDVariable heightWidthOutIn =
        graph.constant(
            Nd4j.create(
                    kernel.values(), kernel.size(0), kernel.size(1), kernel.size(2), kernel.size(3))
                .permute(2, 3, 1, 0)
                .dup('c'));
    return graph.cnn().deconv2d(value, heightWidthOutIn, bias, window);
  }
}
