package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** A layer's kernel as operations take it: the numbers of a file, or what they are made into. */
interface KernelSource {
  /** The sizes of what is written. */
  int[] shape();

  /** Writes all numbers in row-major order. */
  void write(BytePointer target);

  /** A kernel as it is. */
  static KernelSource of(FloatTensor kernel) {
    return new KernelSource() {
      @Override
      public int[] shape() {
        return kernel.shape();
      }

      @Override
      public void write(BytePointer target) {
        new FloatPointer(target).put(kernel.values());
      }
    };
  }

  /**
   * A kernel for {@link TiledConvolution}: for each place of a transformed tile a matrix of [input
   * channels, output channels].
   *
   * @param kernel [output channels, input channels, 5, 5]
   */
  static KernelSource transformed(FloatTensor kernel) {
    int out = kernel.size(0);
    int in = kernel.size(1);
    return new KernelSource() {
      @Override
      public int[] shape() {
        return new int[] {Winograd.PRODUCTS, in, out};
      }

      @Override
      public void write(BytePointer target) {
        int tasks = Math.min(in, Runtime.getRuntime().availableProcessors());
        IntStream.range(0, tasks)
            .parallel()
            .forEach(
                task -> {
                  float[][] rows = new float[Winograd.PRODUCTS][out];
                  for (int channel = task; channel < in; channel += tasks) {
                    writeRows(channel, rows, target);
                  }
                });
      }

      /** The rows of one input channel, so that no other copy of the kernel is needed. */
      private void writeRows(int channel, float[][] rows, BytePointer target) {
        double[] products = new double[Winograd.PRODUCTS];
        double[] scratch = new double[Winograd.PRODUCTS];
        int area = Winograd.KERNEL * Winograd.KERNEL;
        for (int filter = 0; filter < out; filter++) {
          Winograd.kernel(kernel.values(), (filter * in + channel) * area, products, scratch);
          for (int place = 0; place < products.length; place++) {
            rows[place][filter] = (float) products[place];
          }
        }
        for (int place = 0; place < rows.length; place++) {
          long start = ((long) place * in + channel) * out;
          new FloatPointer(target).getPointer(FloatPointer.class, start).put(rows[place]);
        }
      }
    };
  }
}
