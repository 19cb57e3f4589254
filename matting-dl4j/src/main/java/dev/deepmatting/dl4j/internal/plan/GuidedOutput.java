package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.FoldedConvolution;
import dev.deepmatting.dl4j.internal.weights.GuideLogits;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last convolutions of a guided network as plans compute them. A convolution of the decoder's
 * channels and the guides' logits is the sum of one of each: oneDNN computes the decoder's part,
 * one output channel at a time, and the guides' few multiplications are left to {@link
 * GuidedLogits}.
 */
final class GuidedOutput {
  /** Side of the kernel of the guides' part; a smaller kernel is centred in it. */
  static final int KERNEL = 5;

  private final ConvolutionLayer rawAlpha;
  private final ConvolutionLayer gate;
  private final int guides;
  private final int decoded;

  /**
   * Creates the output of a network.
   *
   * @param layout of a network with guides
   */
  GuidedOutput(NetworkLayout layout) {
    rawAlpha = layout.rawAlpha();
    gate = layout.guideGate().orElseThrow();
    guides = gate.outputChannels();
    decoded = rawAlpha.inputChannels() - guides;
  }

  /** Returns the number of guides. */
  int guides() {
    return guides;
  }

  /** Returns the decoder's part of the raw alpha's logit. */
  ConvolutionLayer raw() {
    return part(rawAlpha, rawAlpha.name());
  }

  /** Returns the decoder's part of each guide's gate. */
  List<ConvolutionLayer> gates() {
    List<ConvolutionLayer> gates = new ArrayList<>();
    for (int guide = 1; guide <= guides; guide++) {
      gates.add(part(gate, gate.name() + "/" + guide));
    }
    return gates;
  }

  private ConvolutionLayer part(ConvolutionLayer layer, String name) {
    return new ConvolutionLayer(name, null, decoded, 1, layer.kernel());
  }

  /** Returns the name under which the guides' part is stored. */
  String guidesName() {
    return gate.name() + "/guides";
  }

  boolean has(ConvolutionLayer layer) {
    return layer.equals(rawAlpha) || layer.equals(gate);
  }

  /** Returns kernels and biases of the decoder's parts. */
  Map<ConvolutionLayer, FoldedConvolution> weights(NetworkWeights source) {
    Map<ConvolutionLayer, FoldedConvolution> weights = new LinkedHashMap<>();
    weights.put(raw(), part(source.folded(rawAlpha), 0));
    FoldedConvolution all = source.folded(gate);
    List<ConvolutionLayer> gates = gates();
    for (int guide = 0; guide < guides; guide++) {
      weights.put(gates.get(guide), part(all, guide));
    }
    return weights;
  }

  private FoldedConvolution part(FoldedConvolution whole, int output) {
    int side = whole.kernel().size(2);
    int row = side * side * whole.kernel().size(1);
    float[] kernel =
        Arrays.copyOfRange(
            whole.kernel().values(), output * row, output * row + decoded * side * side);
    return new FoldedConvolution(
        new FloatTensor(kernel, 1, decoded, side, side), whole.bias().part(output, output + 1));
  }

  /**
   * Returns the guides' part of all outputs, for logits before scaling.
   *
   * @return [1 + guides, guides, {@link #KERNEL}, {@link #KERNEL}] in row-major order, the raw
   *     alpha first
   */
  float[] guideKernels(NetworkWeights source) {
    int area = KERNEL * KERNEL;
    float[] kernels = new float[(1 + guides) * guides * area];
    for (int output = 0; output <= guides; output++) {
      FloatTensor whole = source.folded(output == 0 ? rawAlpha : gate).kernel();
      int side = whole.size(2);
      int first = Math.max(0, output - 1) * whole.size(1) + decoded;
      for (int guide = 0; guide < guides; guide++) {
        for (int i = 0; i < side * side; i++) {
          int y = i / side + (KERNEL - side) / 2;
          int x = i % side + (KERNEL - side) / 2;
          kernels[(output * guides + guide) * area + y * KERNEL + x] =
              (float) (GuideLogits.SCALE * whole.values()[(first + guide) * side * side + i]);
        }
      }
    }
    return kernels;
  }
}
