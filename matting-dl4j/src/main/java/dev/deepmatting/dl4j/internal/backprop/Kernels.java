package dev.deepmatting.dl4j.internal.backprop;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import org.jspecify.annotations.Nullable;

/**
 * The layers of the network with their gradients, on some backend. Activations are released by who
 * made them, each once; what was released is not used again. Gradients of parameters are added to
 * what {@link Parameter#gradient()} holds, unless the parameter is frozen. Not safe to share
 * between threads.
 */
public interface Kernels extends AutoCloseable {
  /**
   * Takes values in.
   *
   * @param values [N, C, H, W]
   * @return an activation
   */
  Activation upload(FloatTensor values);

  /**
   * Takes values in.
   *
   * @param values row-major
   * @param shape N, C, H, W
   * @return an activation
   */
  Activation upload(double[] values, int... shape);

  /**
   * Gives values out.
   *
   * @param activation an activation
   * @return a new array, row-major
   */
  double[] download(Activation activation);

  /**
   * Frees an activation's memory for others.
   *
   * @param activation an activation that is not part of a {@link Pooled} or {@link Normalised}
   */
  void release(Activation activation);

  /**
   * Frees what a pooling made.
   *
   * @param pooled its result
   */
  void release(Pooled pooled);

  /**
   * Frees what a normalisation made.
   *
   * @param normalised its result
   */
  void release(Normalised normalised);

  /**
   * Convolves with stride 1, padded by zeros so that the size stays.
   *
   * @param input [N, in, H, W]
   * @param kernel [out, in, k, k], k odd
   * @param bias [out]
   * @return [N, out, H, W]
   */
  Activation convolve(Activation input, Parameter kernel, Parameter bias);

  /**
   * The gradients of a convolution.
   *
   * @param input what it was given
   * @param gradient of what it gave
   * @param kernel its kernel
   * @param bias its bias
   * @param wanted whether the input's gradient is needed
   * @return the input's gradient, or null if it is not wanted
   */
  @Nullable Activation convolveBackward(
      Activation input, Activation gradient, Parameter kernel, Parameter bias, boolean wanted);

  /**
   * Doubles the resolution by a learned 4x4 convolution, transposed, stride 2, padding 1.
   *
   * @param input [N, in, H, W]
   * @param kernel [in, out, 4, 4]
   * @param bias [out]
   * @return [N, out, 2H, 2W]
   */
  Activation convolveTransposed(Activation input, Parameter kernel, Parameter bias);

  /**
   * The gradients of a transposed convolution.
   *
   * @param input what it was given
   * @param gradient of what it gave
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
   * The gradient of {@link #rectify}.
   *
   * @param output what it gave
   * @param gradient of that
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
   * @param mean a value for each channel
   * @param variance a value for each channel
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
   * The gradients of a normalisation with its ReLU: through the batch's statistics where they were
   * used, past given ones.
   *
   * @param input what it was given
   * @param normalised what it gave
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
   * Max pooling of 2x2 windows, stride 2. Of equal maxima the first in row-major order counts.
   *
   * @param input [N, C, H, W], H and W even
   * @return the maxima and where they were
   */
  Pooled pool(Activation input);

  /**
   * The gradient of a pooling.
   *
   * @param pooled what it gave
   * @param gradient of its output
   * @return the input's gradient, 0 but at the maxima
   */
  Activation poolBackward(Pooled pooled, Activation gradient);

  /**
   * Puts each value where its window's maximum was; the rest is 0.
   *
   * @param where what the pooling gave
   * @param values as large as its output
   * @return as large as its input
   */
  Activation unpool(Pooled where, Activation values);

  /**
   * The gradient of an unpooling: picks the gradient at the maxima's places.
   *
   * @param where what the pooling gave
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
   * The gradient of {@link #doubled}.
   *
   * @param gradient of what it gave
   * @return the input's gradient
   */
  Activation doubledBackward(Activation gradient);

  /**
   * Adds.
   *
   * @param one any values
   * @param other as many
   * @return a new activation
   */
  Activation add(Activation one, Activation other);

  /**
   * Lays channels behind each other.
   *
   * @param first [N, A, H, W]
   * @param second [N, B, H, W]
   * @return a new activation, [N, A + B, H, W]
   */
  Activation join(Activation first, Activation second);

  /**
   * The part of a gradient of {@link #join} that belongs to its first activation.
   *
   * @param gradient of what it gave
   * @param channels those of the first activation
   * @return a new activation, [N, channels, H, W]
   */
  Activation joinBackward(Activation gradient, int channels);

  /**
   * The memory that is held for activations and scratch, in use or not.
   *
   * @return bytes; 0 where the backend does not tell
   */
  long allocatedBytes();

  /** Frees all memory. Later calls do nothing. */
  @Override
  void close();
}
