package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.tensor.ImageNet;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Map;

/**
 * Makes a first layer that was trained on Caffe's colours fit for this library's: with x = 255 (s u
 * + m) - c, where u is the colour as normalised here, m and s are ImageNet's mean and standard
 * deviation and c is Caffe's mean, a kernel w on x is the kernel 255 s w on u, and the sum of w
 * (255 m - c) goes into the bias. Blue and red change places.
 */
public final class CaffeColours {
  private static final String KERNEL = "conv1_1.weight";
  private static final String BIAS = "conv1_1.bias";

  /** Red, green, blue. */
  private static final double[] CAFFE_MEAN = {123.68, 116.779, 103.939};

  private CaffeColours() {}

  /**
   * Replaces the first layer's tensors.
   *
   * @param encoder an encoder's tensors by their names in the network
   */
  public static void translate(Map<String, FloatTensor> encoder) {
    FloatTensor kernel = encoder.get(KERNEL);
    int channels = kernel.size(1);
    int area = kernel.size(2) * kernel.size(3);
    float[] weights = kernel.values().clone();
    float[] biases = encoder.get(BIAS).values().clone();
    for (int output = 0; output < kernel.size(0); output++) {
      double shift = 0;
      for (int colour = 0; colour < CAFFE_MEAN.length; colour++) {
        int from = (output * channels + CAFFE_MEAN.length - 1 - colour) * area;
        int to = (output * channels + colour) * area;
        for (int i = 0; i < area; i++) {
          double weight = kernel.values()[from + i];
          weights[to + i] = (float) (255 * ImageNet.STANDARD_DEVIATION.get(colour) * weight);
          shift += weight * (255 * ImageNet.MEAN.get(colour) - CAFFE_MEAN[colour]);
        }
      }
      biases[output] = (float) (biases[output] + shift);
    }
    encoder.put(KERNEL, new FloatTensor(weights, kernel.shape()));
    encoder.put(BIAS, new FloatTensor(biases, biases.length));
  }
}
