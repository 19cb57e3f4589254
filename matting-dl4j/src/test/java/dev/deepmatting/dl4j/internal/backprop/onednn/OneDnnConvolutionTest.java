package dev.deepmatting.dl4j.internal.backprop.onednn;

import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.assertClose;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.frozen;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.gain;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.random;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.times;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.backprop.Activation;
import dev.deepmatting.dl4j.internal.backprop.Parameter;
import dev.deepmatting.dl4j.internal.backprop.onednn.Reference.Gradients;
import dev.deepmatting.dl4j.internal.backprop.onednn.Reference.Walk;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class OneDnnConvolutionTest {
  private final OneDnnKernels kernels = new OneDnnKernels();

  @AfterEach
  void close() {
    kernels.close();
  }

  @ParameterizedTest(name = "{0} x {1} to {2} channels, {3} x {4}, kernel {5}")
  @CsvSource({
    "1, 4, 5, 6, 7, 3",
    "2, 3, 1, 5, 4, 5",
    "3, 17, 5, 6, 6, 1",
    "1, 16, 32, 8, 8, 3",
    "2, 1, 17, 7, 3, 3",
    "1, 32, 3, 9, 8, 5",
    "1, 3, 1, 40, 40, 5",
    "2, 17, 1, 12, 8, 5",
    "1, 16, 1, 4, 4, 3"
  })
  void aConvolutionAndItsGradientsAreThoseOfPlainLoops(
      int batch, int in, int out, int height, int width, int side) {
    int[] x = {batch, in, height, width};
    int[] w = {out, in, side, side};
    int[] y = {batch, out, height, width};
    check(false, Reference.convolution(x, w), x, w, y);
  }

  @ParameterizedTest(name = "{0} x {1} to {2} channels, {3} x {4}")
  @CsvSource({"1, 4, 5, 3, 2", "2, 3, 1, 4, 5", "3, 17, 16, 3, 3", "1, 32, 32, 8, 7"})
  void aTransposedConvolutionAndItsGradientsAreThoseOfPlainLoops(
      int batch, int in, int out, int height, int width) {
    int[] x = {batch, in, height, width};
    int[] w = {in, out, 4, 4};
    int[] y = {batch, out, 2 * height, 2 * width};
    check(true, Reference.transposedConvolution(x, w), x, w, y);
  }

  /** Goes back twice, so that gradients that are not added up are found. */
  private void check(boolean transposed, Walk walk, int[] x, int[] w, int[] y) {
    double[] input = random(1, x);
    double[] upstream = random(2, y);
    Parameter kernel = trained(random(3, w), w);
    Parameter bias = trained(random(4, y[1]), y[1]);
    Activation from = kernels.upload(input, x);
    Activation output =
        transposed
            ? kernels.convolveTransposed(from, kernel, bias)
            : kernels.convolve(from, kernel, bias);
    assertThat(output.shape()).isEqualTo(y);
    assertClose(
        kernels.download(output), Reference.forward(walk, input, random(3, w), random(4, y[1]), y));

    Gradients expected = Reference.backward(walk, input, random(3, w), upstream, y);
    Activation gradient = kernels.upload(upstream, y);
    for (int round = 1; round <= 2; round++) {
      Activation back =
          transposed
              ? kernels.convolveTransposedBackward(from, gradient, kernel, bias)
              : kernels.convolveBackward(from, gradient, kernel, bias, true);
      assertClose(kernels.download(back), expected.input());
      assertClose(gain(kernel), times(round, expected.kernel()));
      assertClose(gain(bias), times(round, expected.bias()));
    }
  }

  @Test
  void frozenParametersGetNothing() {
    int[] x = {1, 3, 4, 4};
    int[] w = {5, 3, 3, 3};
    int[] y = {1, 5, 4, 4};
    Parameter bias = trained(random(4, 5), 5);
    Activation from = kernels.upload(random(1, x), x);
    Activation gradient = kernels.upload(random(2, y), y);
    Parameter kernel = frozen(random(3, w), w);
    Gradients expected =
        Reference.backward(
            Reference.convolution(x, w), random(1, x), random(3, w), random(2, y), y);

    assertThat(kernels.convolveBackward(from, gradient, kernel, bias, false)).isNull();
    assertClose(gain(bias), expected.bias());
    Activation back =
        kernels.convolveBackward(from, gradient, kernel, frozen(random(4, 5), 5), true);
    assertClose(kernels.download(back), expected.input());
    assertThat(kernel.value().data().asDouble()).isEqualTo(random(3, w));
  }

  @Test
  void parametersMayBePartsOfAVector() {
    int[] x = {1, 3, 4, 4};
    int[] w = {5, 3, 3, 3};
    int[] y = {1, 5, 4, 4};
    int size = Reference.elements(w);
    INDArray values = Nd4j.zeros(DataType.FLOAT, 7 + size + 5);
    INDArray gradients = values.dup();
    Parameter kernel = part(values, gradients, 7, random(3, w), 5, 3, 3, 3);
    Parameter bias = part(values, gradients, 7 + size, random(4, 5), 5);
    Walk walk = Reference.convolution(x, w);
    Activation from = kernels.upload(random(1, x), x);
    assertClose(
        kernels.download(kernels.convolve(from, kernel, bias)),
        Reference.forward(walk, random(1, x), random(3, w), random(4, 5), y));

    kernels.convolveBackward(from, kernels.upload(random(2, y), y), kernel, bias, false);
    Gradients expected = Reference.backward(walk, random(1, x), random(3, w), random(2, y), y);
    double[] all = gradients.data().asDouble();
    assertThat(Arrays.copyOf(all, 7)).containsOnly(0);
    assertClose(Arrays.copyOfRange(all, 7, 7 + size), expected.kernel());
    assertClose(Arrays.copyOfRange(all, 7 + size, all.length), expected.bias());
  }

  private static Parameter part(
      INDArray values, INDArray gradients, int offset, double[] numbers, long... shape) {
    var range = NDArrayIndex.interval(offset, offset + numbers.length);
    values.get(range).assign(Nd4j.createFromArray(numbers));
    return new Parameter(
        "part", values.get(range).reshape('c', shape), gradients.get(range).reshape('c', shape));
  }
}
