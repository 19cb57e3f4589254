package dev.deepmatting.dl4j.internal.backprop;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import org.jspecify.annotations.Nullable;

/**
 * The layers of the network with their gradients, on some backend. The creator of an activation
 * releases it, once, and does not use it afterwards. Gradients of parameters are added to {@link
 * Parameter#gradient()} unless the parameter is frozen. Not safe to share between threads.
 */
public interface Kernels extends AutoCloseable {
  /**
   * Uploads values.
   *
   * @param values [N, C, H, W]
   * @return an activation
   */
  Activation upload(FloatTensor values);

  /**
   * Uploads values.
   *
   * @param values row-major
   * @param shape N, C, H, W
   * @return an activation
   */
  Activation upload(double[] values, int... shape);

  /**
   * Downloads values.
   *
   * @param activation an activation
   * @return a new array, row-major
   */
  double[] download(Activation activation);

  /**
   * Frees an activation's memory for reuse.
   *
   * @param activation an activation that is not part of a {@link Pooled} or {@link Normalised}
   */
  void release(Activation activation);

  /**
   * Frees the results of a pooling.
   *
   * @param pooled the pooling
   */
  void release(Pooled pooled);

  /**
   * Frees the results of a normalisation.
   *
   * @param normalised the normalisation
   */
  void release(Normalised normalised);

  /**
   * Convolves with stride 1, padded by zeros so that the size does not change.
   *
   * @param input [N, in, H, W]
   * @param kernel [out, in, k, k], k odd
   * @param bias [out]
   * @return [N, out, H, W]
   */
  Activation convolve(Activation input, Parameter kernel, Parameter bias);

  /**
   * Computes the gradients of a convolution.
   *
   * @param input its input
   * @param gradient of its result
   * @param kernel its kernel
   * @param bias its bias
   * @param wanted whether the input's gradient is needed
   * @return the input's gradient, or null if it is not wanted
   */
  @Nullable Activation convolveBackward(
      Activation input, Activation gradient, Parameter kernel, Parameter bias, boolean wanted);

  /**
   * Doubles the resolution by a learned 4x4 transposed convolution, stride 2, padding 1.
   *
   * @param input [N, in, H, W]
   * @param kernel [in, out, 4, 4]
   * @param bias [out]
   * @return [N, out, 2H, 2W]
   */
  Activation convolveTransposed(Activation input, Parameter kernel, Parameter bias);

  /**
   * Computes the gradients of a transposed convolution.
   *
   * @param input its input
   * @param gradient of its result
   * @param kernel its kernel
   * @param bias its bias
   * @return the input's gradient
   */
  Activation convolveTransposedBackward(
      Activation input, Activation gradient, Parameter kernel, Parameter bias);

  /**
   * Sets negative values to 0.
   *
   * @param input any values
   * @return a new activation
   */
  Activation rectify(Activation input);

  /**
   * Computes the gradient of {@link #rectify}.
   *
   * @param output its result
   * @param gradient of the result
   * @return the input's gradient; 0 where the output is 0
   */
  Activation rectifyBackward(Activation output, Activation gradient);

  /**
   * Normalises each channel by the batch's own mean and biased variance, scales, shifts and
   * rectifies.
   *
   * @param input [N, C, H, W]
   * @param scale gamma, [C]
   * @param shift beta, [C]
   * @param epsilon what is added to the variance before its root
   * @return the result and the statistics
   */
  Normalised normalise(Activation input, Parameter scale, Parameter shift, double epsilon);

  /**
   * Normalises each channel by given statistics, scales, shifts and rectifies.
   *
   * @param input [N, C, H, W]
   * @param scale gamma, [C]
   * @param shift beta, [C]
   * @param epsilon what is added to the variance before its root
   * @param mean one value per channel
   * @param variance one value per channel
   * @return the result
   */
  Normalised normalise(
      Activation input,
      Parameter scale,
      Parameter shift,
      double epsilon,
      double[] mean,
      double[] variance);

  /**
   * Computes the gradients of a normalisation with its ReLU, including those through the batch's
   * statistics if it used them.
   *
   * @param input the normalisation's input
   * @param normalised its result
   * @param gradient of the rectified output
   * @param scale gamma
   * @param shift beta
   * @return the input's gradient
   */
  Activation normaliseBackward(
      Activation input,
      Normalised normalised,
      Activation gradient,
      Parameter scale,
      Parameter shift);

  /**
   * Max pooling of 2x2 windows, stride 2. If maxima are equal, the first in row-major order counts.
   *
   * @param input [N, C, H, W], H and W even
   * @return the maxima and their positions
   */
  Pooled pool(Activation input);

  /**
   * Computes the gradient of a pooling.
   *
   * @param pooled its result
   * @param gradient of its output
   * @return the input's gradient, 0 except at the maxima
   */
  Activation poolBackward(Pooled pooled, Activation gradient);

  /**
   * Puts each value where its window's maximum was; the rest is 0.
   *
   * @param where the pooling
   * @param values of the size of its output
   * @return values of the size of its input
   */
  Activation unpool(Pooled where, Activation values);

  /**
   * Computes the gradient of an unpooling: picks the gradient at the maxima's positions.
   *
   * @param where the pooling
   * @param gradient of the unpooled values
   * @return the values' gradient
   */
  Activation unpoolBackward(Pooled where, Activation gradient);

  /**
   * Bilinear upsampling by two, corners not aligned.
   *
   * @param input [N, C, H, W]
   * @return [N, C, 2H, 2W]
   */
  Activation doubled(Activation input);

  /**
   * Computes the gradient of {@link #doubled}.
   *
   * @param gradient of its result
   * @return the input's gradient
   */
  Activation doubledBackward(Activation gradient);

  /**
   * Adds two activations.
   *
   * @param one any values
   * @param other values of the same shape
   * @return a new activation
   */
  Activation add(Activation one, Activation other);

  /**
   * Concatenates channels.
   *
   * @param first [N, A, H, W]
   * @param second [N, B, H, W]
   * @return a new activation, [N, A + B, H, W]
   */
  Activation join(Activation first, Activation second);

  /**
   * Returns the part of a gradient of {@link #join} that belongs to its first activation.
   *
   * @param gradient of its result
   * @param channels the number of channels of the first activation
   * @return a new activation, [N, channels, H, W]
   */
  Activation joinBackward(Activation gradient, int channels);

  /**
   * Returns the memory allocated for activations and scratch, in use or not.
   *
   * @return bytes; 0 if the backend does not report it
   */
  long allocatedBytes();

  /** Frees all memory. Later calls do nothing. */
  @Override
  void close();
}
