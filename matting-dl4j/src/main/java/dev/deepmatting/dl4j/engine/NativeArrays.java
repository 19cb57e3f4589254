package dev.deepmatting.dl4j.engine;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays of the CPU backend over memory that is allocated and freed here. In ND4J 1.0.0-M2.1 {@code
 * close()} of an array that ND4J has allocated leaves its memory to the garbage collector.
 */
final class NativeArrays {
  private static final char ROW_MAJOR = 'c';

  private NativeArrays() {}

  /** Without JavaCPP's own accounting, whose limits are set by the size of the Java heap. */
  static FloatPointer allocate(long elements) {
    long bytes = Math.max(1, elements) * Float.BYTES;
    Pointer memory = Pointer.malloc(bytes);
    if (memory == null || memory.isNull()) {
      throw new OutOfMemoryError("no " + bytes + " bytes of native memory");
    }
    return new FloatPointer(memory).capacity(elements);
  }

  /** A row-major array over the first elements of a block, which must outlive it. */
  static INDArray wrap(FloatPointer block, long... shape) {
    return Nd4j.create(
        Nd4j.createBuffer(block, elements(shape), DataType.FLOAT),
        shape,
        Nd4j.getStrides(shape, ROW_MAJOR),
        0,
        ROW_MAJOR,
        DataType.FLOAT);
  }

  static long elements(long... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  static long[] shape(FloatTensor tensor) {
    return Arrays.stream(tensor.shape()).asLongStream().toArray();
  }
}
