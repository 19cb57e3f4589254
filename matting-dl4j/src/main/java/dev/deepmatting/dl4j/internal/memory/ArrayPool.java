package dev.deepmatting.dl4j.internal.memory;

import java.util.IdentityHashMap;
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
  private final NativePool memory = new NativePool();
  private final IdentityHashMap<INDArray, NativePool.Block> used = new IdentityHashMap<>();
  private final boolean cpu = Nd4j.getEnvironment().isCPU();

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
    NativePool.Block block = memory.take(NativeArrays.elements(shape) * type.width());
    INDArray array = NativeArrays.wrap(block.start(), type, shape);
    used.put(array, block);
    return array;
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
    NativePool.Block block = used.get(vector);
    if (block == null) {
      long end = offset + NativeArrays.elements(shape);
      return vector.get(NDArrayIndex.interval(offset, end)).reshape('c', shape);
    }
    Pointer start = new BytePointer(block.start()).getPointer(offset * vector.dataType().width());
    return NativeArrays.wrap(start, vector.dataType(), shape);
  }

  /**
   * Takes an array back; one that is not from here is left as it is.
   *
   * @param array an array that nobody uses any more
   */
  public void give(INDArray array) {
    NativePool.Block block = used.remove(array);
    if (block != null) {
      memory.give(block);
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
    return memory.allocatedBytes();
  }

  @Override
  public void close() {
    used.clear();
    memory.close();
  }
}
