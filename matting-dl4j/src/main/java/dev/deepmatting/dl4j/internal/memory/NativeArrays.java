package dev.deepmatting.dl4j.internal.memory;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays of the CPU backend over memory that this library allocates and frees. In ND4J 1.0.0-M2.1,
 * {@code close()} of an array that ND4J allocated leaves its memory to the garbage collector.
 */
public final class NativeArrays {
  private static final char ROW_MAJOR = 'c';

  private NativeArrays() {}

  /**
   * Returns a row-major array over the first elements of a block.
   *
   * @param block the memory, which must outlive the array
   * @param shape the sizes, slowest dimension first
   * @return the array
   */
  public static INDArray wrap(FloatPointer block, long... shape) {
    return wrap(block, DataType.FLOAT, shape);
  }

  /** Returns a row-major array over the first bytes of a block. */
  static INDArray wrap(Pointer block, DataType type, long... shape) {
    Pointer numbers = type == DataType.DOUBLE ? new DoublePointer(block) : new FloatPointer(block);
    numbers.capacity(elements(shape));
    return Nd4j.create(
        Nd4j.createBuffer(numbers, elements(shape), type),
        shape,
        Nd4j.getStrides(shape, ROW_MAJOR),
        0,
        ROW_MAJOR,
        type);
  }

  /**
   * Returns the number of elements of a shape.
   *
   * @param shape the sizes
   * @return their product
   * @throws ArithmeticException if it does not fit a long
   */
  public static long elements(long... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /**
   * Returns the shape of a tensor in ND4J's form.
   *
   * @param tensor any tensor
   * @return its sizes, slowest dimension first
   */
  public static long[] shape(FloatTensor tensor) {
    return Arrays.stream(tensor.shape()).asLongStream().toArray();
  }

  /**
   * Copies numbers into an array.
   *
   * @param values one value per element
   * @param target row-major and without gaps
   */
  public static void write(float[] values, INDArray target) {
    if (Nd4j.getEnvironment().isCPU() && target.offset() == 0) {
      target.data().setData(values);
    } else {
      target.assign(Nd4j.createFromArray(values).reshape(target.shape()).castTo(target.dataType()));
    }
  }

  /**
   * Copies an array.
   *
   * @param array row-major and without gaps
   * @return its numbers as floats
   */
  public static FloatTensor tensor(INDArray array) {
    boolean direct = Nd4j.getEnvironment().isCPU() && array.offset() == 0;
    float[] values = (direct ? array : array.dup(ROW_MAJOR)).data().asFloat();
    return new FloatTensor(
        values, Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
  }
}
