package dev.deepmatting.dl4j.onednn;

import dev.deepmatting.dl4j.backprop.Parameter;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Parameters where they lie: in the memory of ND4J's arrays on the CPU. */
final class Parameters {
  private final Device device;
  private final Reorders reorders;
  private final Elementwise elementwise;

  Parameters(Device device, Reorders reorders, Elementwise elementwise) {
    this.device = device;
    this.reorders = reorders;
    this.elementwise = elementwise;
  }

  /** A parameter's values, not copied. */
  Blob value(Parameter parameter, Layout layout) {
    return blob(parameter.value(), layout);
  }

  /** A vector's values, not copied. */
  Blob value(Parameter vector) {
    return value(vector, device.layouts().plain(Math.toIntExact(vector.value().length())));
  }

  /** Adds to a kernel's gradient unless it is frozen, and releases what is added. */
  void addKernelGradient(Parameter kernel, Blob gradient, Layout layout) {
    if (kernel.trains()) {
      Blob sum = blob(kernel.gradient(), layout);
      if (!reorders.addIfPossible(gradient, sum)) {
        elementwise.addTo(sum, gradient);
      }
    }
    device.release(gradient);
  }

  /**
   * Adds to a vector's gradient unless it is frozen, and releases what is added. A few hundred
   * numbers are not worth the other threads.
   */
  void addVectorGradient(Parameter vector, Blob gradient) {
    if (vector.trains()) {
      FloatPointer target = new FloatPointer(vector.gradient().data().addressPointer());
      float[] sum = floats(target, Math.toIntExact(vector.value().length()));
      float[] addend = floats(new FloatPointer(gradient.start()), sum.length);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += addend[i];
      }
      target.put(sum);
    }
    device.release(gradient);
  }

  private static float[] floats(FloatPointer source, int length) {
    float[] values = new float[length];
    source.get(values);
    return values;
  }

  private static Blob blob(INDArray array, Layout layout) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "the parameter's type is " + array.dataType() + ", wanted FLOAT");
    }
    return new Blob(layout, new Block(array.data().addressPointer()));
  }
}
