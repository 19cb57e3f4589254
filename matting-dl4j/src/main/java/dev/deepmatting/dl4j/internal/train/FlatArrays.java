package dev.deepmatting.dl4j.internal.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Changes vectors number by number, all of them in one pass over memory. BLAS and ND4J's ops take a
 * pass for each operation, and the threads of BLAS keep the cores busy while they wait.
 */
final class FlatArrays {
  /** So many numbers of some vectors stay in the second cache. */
  private static final int BLOCK = 4096;

  private static final int TASKS = 8;

  private FlatArrays() {}

  /** What is done to a block of numbers; blocks are done at once, in any order. */
  interface Change {
    /**
     * Changes numbers, each by those at the same place.
     *
     * @param numbers an array for each vector
     * @param count how many of each array count
     */
    void accept(double[][] numbers, int count);
  }

  /**
   * Changes vectors.
   *
   * @param change computes in double precision, whatever the vectors hold
   * @param read vectors that stay as they are, the last arrays of a change
   * @param written vectors that change, its first arrays
   */
  static void change(Change change, List<INDArray> written, List<INDArray> read) {
    INDArray[] all =
        IntStream.range(0, written.size() + read.size())
            .mapToObj(i -> i < written.size() ? written.get(i) : read.get(i - written.size()))
            .toArray(INDArray[]::new);
    Pointer[] starts =
        Arrays.stream(all).map(array -> array.data().addressPointer()).toArray(Pointer[]::new);
    boolean isFloat = all[0].dataType() == DataType.FLOAT;
    long length = all[0].length();
    int blocks = Math.toIntExact((length + BLOCK - 1) / BLOCK);
    IntStream.range(0, Math.min(TASKS, blocks))
        .parallel()
        .forEach(
            task -> {
              Window window = isFloat ? new Floats(starts) : new Doubles(starts);
              for (int block = task; block < blocks; block += TASKS) {
                long first = (long) block * BLOCK;
                int count = (int) Math.min(BLOCK, length - first);
                window.load(first, count);
                change.accept(window.numbers, count);
                window.store(first, count, written.size());
              }
            });
  }

  /** A task's copy of a block. */
  private abstract static class Window {
    final double[][] numbers;

    Window(int vectors) {
      numbers = new double[vectors][BLOCK];
    }

    abstract void load(long first, int count);

    abstract void store(long first, int count, int vectors);
  }

  private static final class Floats extends Window {
    private final FloatPointer[] starts;
    private final float[] buffer = new float[BLOCK];

    Floats(Pointer[] starts) {
      super(starts.length);
      this.starts = Arrays.stream(starts).map(FloatPointer::new).toArray(FloatPointer[]::new);
    }

    @Override
    void load(long first, int count) {
      for (int vector = 0; vector < starts.length; vector++) {
        starts[vector].position(first).get(buffer, 0, count);
        double[] to = numbers[vector];
        for (int i = 0; i < count; i++) {
          to[i] = buffer[i];
        }
      }
    }

    @Override
    void store(long first, int count, int vectors) {
      for (int vector = 0; vector < vectors; vector++) {
        double[] from = numbers[vector];
        for (int i = 0; i < count; i++) {
          buffer[i] = (float) from[i];
        }
        starts[vector].position(first).put(buffer, 0, count);
      }
    }
  }

  private static final class Doubles extends Window {
    private final DoublePointer[] starts;

    Doubles(Pointer[] starts) {
      super(starts.length);
      this.starts = Arrays.stream(starts).map(DoublePointer::new).toArray(DoublePointer[]::new);
    }

    @Override
    void load(long first, int count) {
      for (int vector = 0; vector < starts.length; vector++) {
        starts[vector].position(first).get(numbers[vector], 0, count);
      }
    }

    @Override
    void store(long first, int count, int vectors) {
      for (int vector = 0; vector < vectors; vector++) {
        starts[vector].position(first).put(numbers[vector], 0, count);
      }
    }
  }
}
