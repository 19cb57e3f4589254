package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.dl4j.internal.memory.AlignedMemory;
import dev.deepmatting.dl4j.internal.memory.NativeArrays;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network's weights as arrays of the backend, freed when this is closed. On the CPU they share
 * one block: the C library returns a large freed block to the operating system, but keeps many
 * small ones for the thread that allocated them.
 */
final class WeightMemory implements AutoCloseable {
  /** One cache line in floats; every array starts at one. */
  private static final int ALIGNMENT = 16;

  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private @Nullable AlignedMemory block;

  /** Loads the weights, once. */
  void load(Map<String, FloatTensor> tensors) {
    if (!Nd4j.getEnvironment().isCPU()) {
      tensors.forEach(
          (name, tensor) ->
              arrays.put(name, Nd4j.create(tensor.values(), NativeArrays.shape(tensor))));
      return;
    }
    long floats = tensors.values().stream().mapToLong(WeightMemory::room).sum();
    AlignedMemory memory = new AlignedMemory(Float.BYTES * floats);
    block = memory;
    long offset = 0;
    for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
      FloatTensor tensor = entry.getValue();
      FloatPointer part = memory.put(tensor, offset);
      arrays.put(entry.getKey(), NativeArrays.wrap(part, NativeArrays.shape(tensor)));
      offset += room(tensor);
    }
  }

  private static long room(FloatTensor tensor) {
    return (tensor.values().length + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
  }

  /** Returns the memory of the weights, in bytes. */
  long bytes() {
    return arrays.values().stream().mapToLong(array -> array.length() * Float.BYTES).sum();
  }

  /** Returns the arrays by the names of their placeholders; they live until this is closed. */
  Map<String, INDArray> arrays() {
    return arrays;
  }

  @Override
  public void close() {
    arrays.clear();
    if (block != null) {
      block.close();
      block = null;
    }
  }
}
