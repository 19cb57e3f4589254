package dev.deepmatting.dl4j.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Arrays whose memory is used again: on the CPU an array that is given back makes room for the next
 * ones, and all is freed on {@link #close()}. On other backends arrays are ND4J's own. Not safe to
 * share between threads.
 */
public final class ArrayPool implements AutoCloseable {
  private final NavigableMap<Long, Deque<Pointer>> free = new TreeMap<>();
  private final Map<INDArray, Block> used = new IdentityHashMap<>();
  private final boolean cpu = Nd4j.getEnvironment().isCPU();
  private long allocatedBytes;

  private record Block(Pointer memory, long bytes) {}

  /**
   * An array, row-major.
   *
   * @param type float or double
   * @param shape the sizes, slowest dimension first
   * @return an array that is not initialised
   * @throws OutOfMemoryError if there is no such memory
   */
  public INDArray take(DataType type, long... shape) {
    if (!cpu) {
      return Nd4j.createUninitialized(type, shape);
    }
    long bytes = NativeArrays.elements(shape) * type.width();
    Block block = block(bytes);
    INDArray array = NativeArrays.wrap(block.memory, type, shape);
    used.put(array, block);
    return array;
  }

  /** The smallest free block that is large enough, but at most twice as large; else a new one. */
  private Block block(long bytes) {
    Map.Entry<Long, Deque<Pointer>> fitting = free.ceilingEntry(bytes);
    if (fitting == null || fitting.getKey() > 2 * bytes) {
      Block block = new Block(NativeArrays.allocateBytes(bytes), bytes);
      allocatedBytes += bytes;
      return block;
    }
    Block block = new Block(fitting.getValue().pop(), fitting.getKey());
    if (fitting.getValue().isEmpty()) {
      free.remove(fitting.getKey());
    }
    return block;
  }

  /**
   * A part of an array as one of its own, over the same memory.
   *
   * @param vector an array that was taken from here, of one dimension
   * @param offset where the part begins
   * @param shape the part's sizes
   * @return a row-major array, good as long as the vector is
   */
  public INDArray part(INDArray vector, long offset, long... shape) {
    Block block = used.get(vector);
    if (block == null) {
      long end = offset + NativeArrays.elements(shape);
      return vector.get(NDArrayIndex.interval(offset, end)).reshape('c', shape);
    }
    Pointer start = new BytePointer(block.memory).getPointer(offset * vector.dataType().width());
    return NativeArrays.wrap(start, vector.dataType(), shape);
  }

  /**
   * Takes an array back; one that is not from here is left as it is.
   *
   * @param array an array that nobody uses any more
   */
  public void give(INDArray array) {
    Block block = used.remove(array);
    if (block != null) {
      free.computeIfAbsent(block.bytes, key -> new ArrayDeque<>()).push(block.memory);
    } else if (!cpu && array.closeable()) {
      array.close();
    }
  }

  /**
   * What the pool holds, used and free.
   *
   * @return bytes; 0 on other backends than the CPU
   */
  public long allocatedBytes() {
    return allocatedBytes;
  }

  @Override
  public void close() {
    used.values().forEach(block -> Pointer.free(block.memory));
    used.clear();
    free.values().forEach(blocks -> blocks.forEach(Pointer::free));
    free.clear();
    allocatedBytes = 0;
  }
}
