package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Squares;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** The forms of a layer's kernel that operations need. */
enum KernelForm {
  /** Unchanged. */
  PLAIN,

  /**
   * Transformed, for {@link TiledConvolution}, which adds the bias itself: for each position of a
   * transformed tile, a matrix of [input channels, output channels].
   */
  TILES {
    @Override
    int[] shape(FloatTensor kernel) {
      return new int[] {Winograd.PRODUCTS, kernel.size(1), kernel.size(0)};
    }

    @Override
    void write(FloatTensor kernel, BytePointer target) {
      int in = kernel.size(1);
      int tasks = Math.min(in, Runtime.getRuntime().availableProcessors());
      IntStream.range(0, tasks)
          .parallel()
          .forEach(
              task -> {
                float[][] rows = new float[Winograd.PRODUCTS][kernel.size(0)];
                for (int channel = task; channel < in; channel += tasks) {
                  writeRows(kernel, channel, rows, target);
                }
              });
    }
  },

  /** One for each position of a square, see {@link Squares}. */
  SQUARES {
    @Override
    int[] shape(FloatTensor kernel) {
      int seen = Squares.seen(kernel.size(2));
      return new int[] {Squares.PLACES, kernel.size(1), seen, seen};
    }

    @Override
    void write(FloatTensor kernel, BytePointer target) {
      new FloatPointer(target).put(Squares.kernel(kernel.values(), kernel.size(2)));
    }

    @Override
    FloatTensor bias(FloatTensor file) {
      return new FloatTensor(Squares.bias(file.values()[0]), Squares.PLACES);
    }
  };

  /**
   * A kernel's form and oneDNN's layout for it.
   *
   * @param form the form
   * @param layout its layout
   */
  record Wanted(KernelForm form, Layout layout) {}

  /** Returns the sizes of a file's kernel in this form. */
  int[] shape(FloatTensor kernel) {
    return kernel.shape();
  }

  /** Writes a file's kernel in this form, in row-major order. */
  void write(FloatTensor kernel, BytePointer target) {
    new FloatPointer(target).put(kernel.values());
  }

  /** Returns the bias in this form. */
  FloatTensor bias(FloatTensor file) {
    return file;
  }

  /**
   * Writes the transformed rows of one input channel, so that no other copy of the kernel is
   * needed.
   */
  private static void writeRows(
      FloatTensor kernel, int channel, float[][] rows, BytePointer target) {
    int out = kernel.size(0);
    int in = kernel.size(1);
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
}
