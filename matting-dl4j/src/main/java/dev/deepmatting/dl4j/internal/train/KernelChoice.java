package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.backprop.Kernels;
import dev.deepmatting.dl4j.internal.backprop.Nd4jKernels;
import dev.deepmatting.dl4j.internal.backprop.onednn.OneDnnKernels;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which kernels train in single precision here: oneDNN's on the CPU, if its natives load. */
final class KernelChoice {
  private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private KernelChoice() {}

  static Kernels open() {
    boolean oneDnn = Nd4j.getEnvironment().isCPU() && OneDnnKernels.available();
    if (SAID.compareAndSet(false, true)) {
      LOG.info("training on {}", oneDnn ? "oneDNN" : "the ops of ND4J");
    }
    return oneDnn ? new OneDnnKernels() : new Nd4jKernels(DataType.FLOAT);
  }
}
