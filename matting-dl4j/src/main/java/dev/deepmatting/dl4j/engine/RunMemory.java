package dev.deepmatting.dl4j.engine;

import dev.deepmatting.dl4j.memory.NativeArrays;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gives a graph's run its arrays on the CPU: an array that no op needs any more makes room for the
 * next ones, and all the memory is freed at the end of the run. Not safe to share between threads.
 */
final class RunMemory extends AbstractMemoryMgr {
  private final NavigableMap<Long, Deque<FloatPointer>> free = new TreeMap<>();
  private final Map<INDArray, FloatPointer> used = new IdentityHashMap<>();

  @Override
  public INDArray allocate(boolean detached, DataType dataType, long... shape) {
    return allocate(detached, LongShapeDescriptor.fromShape(shape, dataType));
  }

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
    if (descriptor.isEmpty() || descriptor.dataType() != DataType.FLOAT) {
      return Nd4j.create(descriptor);
    }
    long[] shape = descriptor.getShape();
    FloatPointer block = block(NativeArrays.elements(shape));
    INDArray array = NativeArrays.wrap(block, shape);
    used.put(array, block);
    return array;
  }

  /** The smallest free block that is large enough, but at most twice as large; else a new one. */
  private FloatPointer block(long elements) {
    Map.Entry<Long, Deque<FloatPointer>> fitting = free.ceilingEntry(elements);
    if (fitting == null || fitting.getKey() > 2 * elements) {
      return NativeArrays.allocate(elements);
    }
    FloatPointer block = fitting.getValue().pop();
    if (fitting.getValue().isEmpty()) {
      free.remove(fitting.getKey());
    }
    return block;
  }

  @Override
  public void release(INDArray array) {
    FloatPointer block = used.remove(array);
    if (block != null) {
      free.computeIfAbsent(block.capacity(), key -> new ArrayDeque<>()).push(block);
    }
  }

  @Override
  public void close() {
    used.values().forEach(Pointer::free);
    used.clear();
    free.values().forEach(blocks -> blocks.forEach(Pointer::free));
    free.clear();
  }
}
