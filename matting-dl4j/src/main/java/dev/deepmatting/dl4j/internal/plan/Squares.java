package dev.deepmatting.dl4j.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Operations;
import dev.deepmatting.dl4j.internal.onednn.Subject;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Arrays;

/**
 * A convolution to one channel, written as one to {@link #PLACES} channels: the values of a square
 * of pixels. oneDNN computes as many output channels at a time as fit into a register, so that a
 * single one takes eight or sixteen times as long as it should. A square sees {@link #seen} pixels
 * on each side, which costs {@code seen * seen} multiplications for each of its pixels and input
 * channel, all of them used.
 */
final class Squares {
  /** A square's side in pixels, also the step from one to the next. */
  static final int SIDE = 4;

  /** Pixels of a square, in row-major order. */
  static final int PLACES = SIDE * SIDE;

  private Squares() {}

  /** Returns the pixels that a square sees on each side. */
  static int seen(int kernel) {
    return SIDE + kernel - 1;
  }

  /** Returns the shape of squares that cover pictures. */
  static int[] shape(int count, int height, int width) {
    return new int[] {count, PLACES, height / SIDE, width / SIDE};
  }

  /**
   * Returns the kernel of each position.
   *
   * @param kernel [1, input channels, side, side]
   * @return [places, input channels, seen, seen], zeros around what the position sees
   */
  static FloatTensor kernel(FloatTensor kernel) {
    int channels = kernel.size(1);
    int side = kernel.size(2);
    int seen = seen(side);
    float[] values = new float[PLACES * channels * seen * seen];
    for (int place = 0; place < PLACES; place++) {
      for (int row = 0; row < channels * side; row++) {
        int plane = place * channels + row / side;
        int y = place / SIDE + row % side;
        int to = (plane * seen + y) * seen + place % SIDE;
        System.arraycopy(kernel.values(), row * side, values, to, side);
      }
    }
    return new FloatTensor(values, PLACES, channels, seen, seen);
  }

  /** Returns the same bias for each position. */
  static FloatTensor bias(FloatTensor bias) {
    float[] values = new float[PLACES];
    Arrays.fill(values, bias.values()[0]);
    return new FloatTensor(values, PLACES);
  }

  /** Returns oneDNN's preferred layout of a layer's kernel. */
  static Layout kernel(Layouts layouts, ConvolutionLayer layer, Layout input) {
    int seen = seen(layer.kernel());
    return layouts.any(input.type(), PLACES, layer.inputChannels(), seen, seen);
  }

  /**
   * Describes the convolution to squares.
   *
   * @param padding zeros around the input, if it has no margin for the squares
   */
  static Operation convolution(
      Operations operations,
      ConvolutionLayer layer,
      Layout input,
      Layout kernel,
      Layout output,
      long padding) {
    Subject name = new Subject(layer.name() + " in squares of", output);
    return operations.convolution(name, input, kernel, output, SIDE, padding, false);
  }

  /**
   * Describes a copy of squares, with a pixel's channels together, to the pictures that they form;
   * both are seen as rows of squares, their rows, squares and columns.
   *
   * @param squares their shape
   */
  static Operation ordering(Operations operations, Layouts layouts, int[] squares) {
    int[] view = {squares[0] * squares[2], SIDE, squares[3], SIDE};
    long row = (long) squares[3] * PLACES;
    return operations.reorder(
        layouts.strided(new long[] {row, SIDE, PLACES, 1}, view), layouts.plain(view));
  }

  /** Sets the arguments of an {@link #ordering}: the squares and the pictures that they form. */
  static OperationStep ordered(OperationStep ordering, Value squares, Value pictures) {
    return ordering.withPart(DNNL_ARG_FROM, squares).withPart(DNNL_ARG_TO, pictures);
  }
}
