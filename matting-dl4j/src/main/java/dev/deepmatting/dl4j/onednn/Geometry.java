package dev.deepmatting.dl4j.onednn;

/**
 * The sizes of a convolution: a plain one keeps height and width, a transposed one doubles them.
 *
 * @param transposed which of the two
 * @param batch how many samples
 * @param in channels of the input
 * @param height of the input
 * @param width of the input
 * @param out channels of the output
 * @param side height and width of the kernel
 */
record Geometry(boolean transposed, int batch, int in, int height, int width, int out, int side) {

  /** Kernels are [out, in, side, side], those of transposed convolutions [in, out, side, side]. */
  static Geometry of(boolean transposed, int[] input, long[] kernel) {
    int out = Math.toIntExact(kernel[transposed ? 1 : 0]);
    int side = Math.toIntExact(kernel[2]);
    return new Geometry(transposed, input[0], input[1], input[2], input[3], out, side);
  }

  private int scale() {
    return transposed ? 2 : 1;
  }

  int[] input() {
    return new int[] {batch, in, height, width};
  }

  int[] output() {
    return new int[] {batch, out, scale() * height, scale() * width};
  }

  /** The kernel's sizes as oneDNN wants them. */
  int[] kernel() {
    return new int[] {out, in, side, side};
  }

  /** How the kernel's numbers lie in a file. */
  Layout kernelLayout(Layouts layouts) {
    if (!transposed) {
      return layouts.plain(kernel());
    }
    long area = (long) side * side;
    return layouts.strided(new long[] {area, out * area, side, 1}, kernel());
  }

  long[] strides() {
    return new long[] {scale(), scale()};
  }

  /** oneDNN counts from 0. */
  long[] dilation() {
    return new long[] {0, 0};
  }

  long[] padding() {
    long padding = transposed ? (side - scale()) / 2 : side / 2;
    return new long[] {padding, padding};
  }
}
