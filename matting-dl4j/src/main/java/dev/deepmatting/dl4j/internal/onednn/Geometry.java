package dev.deepmatting.dl4j.internal.onednn;

/**
 * The sizes of a convolution: a plain one keeps height and width, a transposed one multiplies them.
 *
 * @param transposed which of the two
 * @param scale how many times as high and wide the output is as the input
 * @param batch how many samples
 * @param in channels of the input
 * @param height of the input
 * @param width of the input
 * @param out channels of the output
 * @param side height and width of the kernel
 */
public record Geometry(
    boolean transposed, int scale, int batch, int in, int height, int width, int out, int side) {

  /**
   * The sizes for an input and a kernel.
   *
   * @param transposed whether the size is doubled
   * @param input [batch, channels, height, width]
   * @param kernel [out, in, side, side]; those of transposed convolutions [in, out, side, side]
   * @return the sizes
   */
  public static Geometry of(boolean transposed, int[] input, long[] kernel) {
    int out = Math.toIntExact(kernel[transposed ? 1 : 0]);
    int side = Math.toIntExact(kernel[2]);
    int scale = transposed ? 2 : 1;
    return new Geometry(transposed, scale, input[0], input[1], input[2], input[3], out, side);
  }

  /**
   * A plain convolution as a transposed one that keeps the size, by the kernel turned by half a
   * turn.
   *
   * @param input [batch, channels, height, width]
   * @param kernel [out, in, side, side] of the plain convolution
   * @return the sizes
   */
  public static Geometry turned(int[] input, long[] kernel) {
    int out = Math.toIntExact(kernel[0]);
    int side = Math.toIntExact(kernel[2]);
    return new Geometry(true, 1, input[0], input[1], input[2], input[3], out, side);
  }

  /**
   * Whether these are sizes of {@link #turned}.
   *
   * @return true for a transposed convolution that keeps the size
   */
  public boolean isTurned() {
    return transposed && scale == 1;
  }

  /**
   * The input's sizes.
   *
   * @return [batch, in, height, width]
   */
  public int[] input() {
    return new int[] {batch, in, height, width};
  }

  /**
   * The output's sizes.
   *
   * @return [batch, out, height, width]
   */
  public int[] output() {
    return new int[] {batch, out, scale * height, scale * width};
  }

  /**
   * The kernel's sizes as oneDNN wants them.
   *
   * @return [out, in, side, side]
   */
  public int[] kernel() {
    return new int[] {out, in, side, side};
  }

  /**
   * How the kernel's numbers lie in a file, once turned if they are to be.
   *
   * @param layouts makes the layout
   * @return the layout of floats
   */
  public Layout kernelLayout(Layouts layouts) {
    if (!transposed || isTurned()) {
      return layouts.plain(kernel());
    }
    return layouts.transposedKernel(in, out, side, side);
  }

  /**
   * The steps of the kernel.
   *
   * @return in height and width
   */
  public long[] strides() {
    return new long[] {scale, scale};
  }

  /**
   * What is added on each side.
   *
   * @return in height and width
   */
  public long[] padding() {
    long padding = transposed ? (side - scale) / 2 : side / 2;
    return new long[] {padding, padding};
  }
}
