package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.dl4j.internal.memory.ArrayPool;
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
  private final ArrayPool pool = new ArrayPool();

  @Override
  public INDArray allocate(boolean detached, DataType dataType, long... shape) {
    return allocate(detached, LongShapeDescriptor.fromShape(shape, dataType));
  }

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
    if (descriptor.isEmpty() || descriptor.dataType() != DataType.FLOAT) {
      return Nd4j.create(descriptor);
    }
    return pool.take(DataType.FLOAT, descriptor.getShape());
  }

  @Override
  public void release(INDArray array) {
    pool.give(array);
  }

  @Override
  public void close() {
    pool.close();
  }
}
