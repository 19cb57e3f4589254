package dev.deepmatting.spark;

import dev.deepmatting.Matting;
import java.util.List;
import java.util.Locale;

/**
 * What an executor needs for pictures of one size, computed from the model. Immutable.
 *
 * @param method whether the model is a method, which computes in Java's heap
 * @param modelBytes the most that one prediction takes
 * @param pixels of a picture
 * @param cores of an executor
 */
record ExecutorPlan(boolean method, long modelBytes, long pixels, int cores) {
  /** Java, Spark's own work, and the code. */
  private static final long BASE = 1L << 30;

  /** Image, matte, colours, and both results as they are encoded. */
  private static final long BYTES_OF_A_PIXEL = 40;

  /** Spark's least overhead, for threads and buffers of the network. */
  private static final long OVERHEAD = 384L << 20;

  private static final long MIB = 1L << 20;

  static ExecutorPlan of(Matting matting, int width, int height, int cores) {
    return new ExecutorPlan(
        matting.method().isPresent(),
        matting.memoryFor(width, height).bytes(),
        (long) width * height,
        cores);
  }

  /** One thread for each picture of a method; of a network's two, one predicts. */
  int cpusOfATask() {
    return method ? 1 : Math.max(1, cores / 2);
  }

  int tasks() {
    return cores / cpusOfATask();
  }

  long heapBytes() {
    long own = pixels * BYTES_OF_A_PIXEL;
    return BASE + tasks() * (method ? own + modelBytes : own);
  }

  long overheadBytes() {
    return OVERHEAD + heapBytes() / 10 + (method ? 0 : modelBytes);
  }

  List<String> lines() {
    return List.of(
        "--executor-cores " + cores,
        "--executor-memory " + mib(heapBytes()),
        "--conf spark.executor.memoryOverhead=" + mib(overheadBytes()),
        "--conf spark.task.cpus=" + cpusOfATask(),
        "--conf spark.executorEnv.OMP_NUM_THREADS=" + (method ? 1 : cores),
        String.format(
            Locale.ROOT,
            "# %d tasks at once, %s for a prediction of %.1f megapixels, %d bytes a pixel besides",
            tasks(),
            mib(modelBytes),
            pixels / 1e6,
            BYTES_OF_A_PIXEL));
  }

  private static String mib(long bytes) {
    return (bytes + MIB - 1) / MIB + "m";
  }
}
