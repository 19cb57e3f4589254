package dev.deepmatting.dl4j.train;

import dev.deepmatting.dl4j.backprop.Kernels;
import dev.deepmatting.dl4j.backprop.Nd4jKernels;
import org.nd4j.linalg.api.buffer.DataType;

/** Which kernels train in single precision here. */
final class KernelChoice {
  private KernelChoice() {}

  static Kernels open() {
    return new Nd4jKernels(DataType.FLOAT);
  }
}
