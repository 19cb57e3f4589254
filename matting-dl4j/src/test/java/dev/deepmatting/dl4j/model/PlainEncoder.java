package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Arrays;
import java.util.Map;

/** An encoder computed by its definition, in double precision; the trimap is 1 everywhere. */
final class PlainEncoder {
  private static final double EPSILON = 1e-5;
  private static final int BLOCKS = 5;

  private final NetworkLayout layout;
  private final Map<String, FloatTensor> tensors;
  private int side;

  PlainEncoder(NetworkLayout layout, Map<String, FloatTensor> tensors) {
    this.layout = layout;
    this.tensors = tensors;
  }

  /** What the last convolution gives for three planes of colours, as [channels, height, width]. */
  double[] features(double[] colours, int sideOfPicture) {
    side = sideOfPicture;
    double[] planes = Arrays.copyOf(colours, 4 * side * side);
    Arrays.fill(planes, colours.length, planes.length, 1);
    for (int block = 1; block <= BLOCKS; block++) {
      for (ConvolutionLayer layer : layout.encoderBlock(block)) {
        planes = rectified(layer, convolved(layer, planes));
      }
      planes = block == BLOCKS ? planes : pooled(planes);
    }
    return planes;
  }

  private double[] convolved(ConvolutionLayer layer, double[] planes) {
    float[] kernel = tensors.get(layer.name() + ".weight").values();
    float[] bias = tensors.get(layer.name() + ".bias").values();
    double[] out = new double[layer.outputChannels() * side * side];
    for (int i = 0; i < out.length; i++) {
      int output = i / (side * side);
      out[i] = bias[output];
      for (int input = 0; input < layer.inputChannels(); input++) {
        int first = (output * layer.inputChannels() + input) * 9;
        out[i] += around(planes, input, i % (side * side), kernel, first);
      }
    }
    return out;
  }

  private double around(double[] planes, int plane, int place, float[] kernel, int first) {
    double sum = 0;
    for (int tap = 0; tap < 9; tap++) {
      int y = place / side + tap / 3 - 1;
      int x = place % side + tap % 3 - 1;
      if (y >= 0 && y < side && x >= 0 && x < side) {
        sum += kernel[first + tap] * planes[(plane * side + y) * side + x];
      }
    }
    return sum;
  }

  private double[] rectified(ConvolutionLayer layer, double[] planes) {
    for (int i = 0; i < planes.length; i++) {
      double value = planes[i];
      if (layer.batchNorm() != null) {
        int channel = i / (side * side);
        double deviation = Math.sqrt(of(layer, ".running_var", channel) + EPSILON);
        double scale = of(layer, ".weight", channel) / deviation;
        value = (value - of(layer, ".running_mean", channel)) * scale + of(layer, ".bias", channel);
      }
      planes[i] = Math.max(0, value);
    }
    return planes;
  }

  private double of(ConvolutionLayer layer, String part, int channel) {
    return tensors.get(layer.batchNorm() + part).values()[channel];
  }

  private double[] pooled(double[] planes) {
    int half = side / 2;
    double[] out = new double[planes.length / 4];
    for (int i = 0; i < out.length; i++) {
      int row = i / half * 2;
      int at = row * side + i % half * 2;
      out[i] =
          Math.max(
              Math.max(planes[at], planes[at + 1]),
              Math.max(planes[at + side], planes[at + side + 1]));
    }
    side = half;
    return out;
  }
}
