package dev.deepmatting.dl4j.internal.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;

/** Learned upsampling by two: a 4x4 transposed convolution, stride 2, padding 1. */
final class TransposedConvolution {
  private TransposedConvolution() {}

  /**
   * Adds it to a graph.
   *
   * @param kernel [input channels, output channels, 4, 4], as PyTorch stores it
   * @param bias [output channels]
   */
  static SDVariable doubled(SDVariable value, SDVariable kernel, SDVariable bias) {
    DeConv2DConfig window =
        DeConv2DConfig.builder().kH(4).kW(4).sH(2).sW(2).pH(1).pW(1).dataFormat("NCHW").build();
    SDVariable heightWidthOutIn = kernel.permute(2, 3, 1, 0);
    return value.getSameDiff().cnn().deconv2d(value, heightWidthOutIn, bias, window);
  }
}
