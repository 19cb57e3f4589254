package dev.deepmatting.dl4j.internal.backprop.onednn;

import dev.deepmatting.dl4j.internal.backprop.Parameter;
import dev.deepmatting.dl4j.internal.memory.NativePool;
import dev.deepmatting.dl4j.internal.onednn.Layout;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Parameters in place, in the memory of ND4J's arrays on the CPU. */
final class Parameters {
  private final Workspace workspace;
  private final Reorders reorders;
  private final Elementwise elementwise;

  Parameters(Workspace workspace, Reorders reorders, Elementwise elementwise) {
    this.workspace = workspace;
    this.reorders = reorders;
    this.elementwise = elementwise;
  }

  /** Returns a parameter's values, not copied. */
  Blob value(Parameter parameter, Layout layout) {
    return blob(parameter.value(), layout);
  }

  /** Returns a vector's values, not copied. */
  Blob value(Parameter vector) {
    return value(vector, workspace.layouts().plain(Math.toIntExact(vector.value().length())));
  }

  /** Adds to a kernel's gradient unless it is frozen, and releases the summand. */
  void addKernelGradient(Parameter kernel, Blob gradient, Layout layout) {
    if (kernel.trains()) {
      Blob sum = blob(kernel.gradient(), layout);
      if (!reorders.addIfPossible(gradient, sum)) {
        elementwise.addTo(sum, gradient);
      }
    }
    workspace.release(gradient);
  }

  /**
   * Adds to a vector's gradient unless it is frozen, and releases the summand. Single-threaded: a
   * few hundred numbers do not justify more.
   */
  void addVectorGradient(Parameter vector, Blob gradient) {
    if (vector.trains()) {
      add(vector, floats(new FloatPointer(gradient.start()), length(vector)));
    }
    workspace.release(gradient);
  }

  /** Copies a parameter's values. */
  float[] copy(Parameter parameter) {
    return floats(new FloatPointer(parameter.value().data().addressPointer()), length(parameter));
  }

  /** Copies a kernel's values, each channel rotated by 180 degrees. */
  Blob turned(Parameter kernel, Layout layout) {
    Blob copy = workspace.blob(layout);
    float[] values = copy(kernel);
    turn(values, kernel);
    new FloatPointer(copy.start()).put(values);
    return copy;
  }

  /** Adds to the gradient of a kernel whose {@link #turned} copy was used. */
  void addTurnedGradient(Parameter kernel, Blob gradient, Layout layout) {
    try (Reorders.Loan plain = reorders.instead(layout, gradient)) {
      if (kernel.trains()) {
        float[] values = floats(new FloatPointer(plain.values().start()), length(kernel));
        turn(values, kernel);
        add(kernel, values);
      }
    }
  }

  private static void turn(float[] values, Parameter kernel) {
    int area = Math.toIntExact(kernel.value().size(2) * kernel.value().size(3));
    for (int start = 0; start < values.length; start += area) {
      for (int i = 0; i < area / 2; i++) {
        int opposite = start + area - 1 - i;
        float value = values[start + i];
        values[start + i] = values[opposite];
        values[opposite] = value;
      }
    }
  }

  private static void add(Parameter parameter, float[] addend) {
    FloatPointer target = new FloatPointer(parameter.gradient().data().addressPointer());
    float[] sum = floats(target, addend.length);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += addend[i];
    }
    target.put(sum);
  }

  private static int length(Parameter parameter) {
    return Math.toIntExact(parameter.value().length());
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
    return new Blob(layout, new NativePool.Block(array.data().addressPointer()));
  }
}
