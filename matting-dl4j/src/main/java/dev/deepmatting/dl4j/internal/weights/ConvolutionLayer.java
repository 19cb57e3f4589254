package dev.deepmatting.dl4j.internal.weights;

import org.jspecify.annotations.Nullable;

/**
 * One convolution of the network, with the batch normalisation that follows it, if any.
 *
 * @param name prefix of the convolution's tensors, {@code name.weight} and {@code name.bias}
 * @param batchNorm prefix of the batch normalisation's tensors, or null without one
 * @param inputChannels channels of the input
 * @param outputChannels channels of the output
 * @param kernel side of the square kernel; the padding keeps the size
 */
public record ConvolutionLayer(
    String name, @Nullable String batchNorm, int inputChannels, int outputChannels, int kernel) {

  int[] weightShape() {
    return new int[] {outputChannels, inputChannels, kernel, kernel};
  }
}
