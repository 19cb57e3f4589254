package dev.deepmatting.dl4j.internal.backprop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.memory.ArrayPool;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class Nd4jKernelsTest {
  private static final int[] SHAPE = {4, 3, 96, 96};
  private static final int LENGTH = Arrays.stream(SHAPE).reduce(1, (a, b) -> a * b);

  /** What a normalisation and its gradient give: output, input's gradient, scale's and shift's. */
  private static double[][] normalised(DataType type) {
    Random random = new Random(1);
    double[] input = random.doubles(LENGTH).map(value -> (float) (5 + 0.1 * value)).toArray();
    double[] gradient = random.doubles(LENGTH, -1, 1).map(value -> (float) value).toArray();
    try (ArrayPool pool = new ArrayPool();
        Kernels kernels = new Nd4jKernels(type)) {
      Parameter scale = parameter(pool, type, 1);
      Parameter shift = parameter(pool, type, 0.5);
      Activation x = kernels.upload(input, SHAPE);
      Normalised normalised = kernels.normalise(x, scale, shift, 1e-5);
      Activation back =
          kernels.normaliseBackward(x, normalised, kernels.upload(gradient, SHAPE), scale, shift);
      return new double[][] {
        kernels.download(normalised.output()),
        kernels.download(back),
        scale.gradient().data().asDouble(),
        shift.gradient().data().asDouble()
      };
    }
  }

  private static Parameter parameter(ArrayPool pool, DataType type, double value) {
    INDArray values = pool.take(type, SHAPE[1]).assign(value);
    return new Parameter("parameter", values, pool.take(type, SHAPE[1]).assign(0));
  }

  @Test
  void singlePrecisionNormalisesWhatHardlyVaries() {
    double[][] wanted = normalised(DataType.DOUBLE);
    double[][] single = normalised(DataType.FLOAT);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(worst(single[i], wanted[i])).as("result %d", i).isLessThan(2e-3);
    }
  }

  /** The greatest difference, as a share of the greatest number. */
  private static double worst(double[] values, double[] wanted) {
    double difference = 0;
    double greatest = 0;
    for (int i = 0; i < wanted.length; i++) {
      difference = Math.max(difference, Math.abs(values[i] - wanted[i]));
      greatest = Math.max(greatest, Math.abs(wanted[i]));
    }
    return difference / greatest;
  }
}
