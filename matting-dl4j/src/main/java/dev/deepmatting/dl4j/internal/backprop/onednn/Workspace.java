package dev.deepmatting.dl4j.internal.backprop.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;

import dev.deepmatting.dl4j.internal.memory.NativePool;
import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Operations;
import dev.deepmatting.dl4j.internal.onednn.Processor;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The shared state of the layers: the processor, the memory for values, operations and layouts. Not
 * safe to share between threads.
 */
final class Workspace implements AutoCloseable {
  private final Processor processor = new Processor();
  private final NativePool pool = new NativePool();
  private final Layouts layouts = new Layouts();
  private final Operations operations = Operations.forTraining(processor, layouts);

  NativePool pool() {
    return pool;
  }

  Layouts layouts() {
    return layouts;
  }

  Operations operations() {
    return operations;
  }

  /** Allocates memory for values, not initialised. */
  Blob blob(Layout layout) {
    return new Blob(layout, pool.take(layout.bytes()));
  }

  /** Releases values from {@link #blob}. */
  void release(Blob blob) {
    pool.give(blob.block());
  }

  /** Sets an operation's argument to new memory. */
  Blob output(Operation operation, int argument) {
    Blob blob = blob(operation.layout(argument));
    operation.with(argument, blob);
    return blob;
  }

  /** Runs an operation with temporary scratch memory. */
  void run(Operation operation) {
    Layout scratch = operation.scratch();
    if (scratch.bytes() == 0) {
      operation.run();
      return;
    }
    Blob memory = blob(scratch);
    operation.with(DNNL_ARG_SCRATCHPAD, memory).run();
    release(memory);
  }

  /** Uploads row-major values. */
  Blob upload(float[] values, int... shape) {
    Blob blob = blob(layouts.plain(shape));
    new FloatPointer(blob.start()).put(values);
    return blob;
  }

  /** Uploads row-major values, rounded to floats. */
  Blob upload(double[] values, int... shape) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return upload(floats, shape);
  }

  /** Returns the values of a row-major blob. */
  static double[] plain(Blob blob) {
    float[] floats = new float[Math.toIntExact(blob.layout().bytes() / Float.BYTES)];
    new FloatPointer(blob.start()).get(floats);
    double[] result = new double[floats.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = floats[i];
    }
    return result;
  }

  @Override
  public void close() {
    operations.close();
    layouts.close();
    pool.close();
    processor.close();
  }
}
