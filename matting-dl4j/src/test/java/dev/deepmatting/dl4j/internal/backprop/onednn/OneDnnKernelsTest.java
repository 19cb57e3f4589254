package dev.deepmatting.dl4j.internal.backprop.onednn;

import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.frozen;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.random;
import static dev.deepmatting.dl4j.internal.backprop.onednn.Numbers.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.deepmatting.dl4j.internal.backprop.Activation;
import dev.deepmatting.dl4j.internal.backprop.Normalised;
import dev.deepmatting.dl4j.internal.backprop.Parameter;
import dev.deepmatting.dl4j.internal.backprop.Pooled;
import dev.deepmatting.error.EngineException;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneDnnKernelsTest {
  private static final int[] SHAPE = {1, 4, 8, 8};

  private final OneDnnKernels kernels = new OneDnnKernels();
  private final Parameter first = trained(random(3, 17, 4, 3, 3), 17, 4, 3, 3);
  private final Parameter second = trained(random(4, 3, 17, 5, 5), 3, 17, 5, 5);
  private final Parameter bias = trained(random(5, 17), 17);
  private final Parameter lastBias = trained(random(6, 3), 3);
  private final Parameter scale = trained(random(7, 17), 17);
  private final Parameter shift = trained(random(8, 17), 17);

  @AfterEach
  void close() {
    kernels.close();
  }

  @Test
  void theLibrariesLoadHere() {
    assertThat(OneDnnKernels.available()).isTrue();
  }

  @Test
  void everyStepUsesTheMemoryOfTheFirst() {
    step();
    long held = kernels.allocatedBytes();
    long peak = kernels.peakBytes();
    long tracked = Pointer.totalBytes();
    assertThat(held).isPositive();
    assertThat(peak).isPositive().isLessThanOrEqualTo(held);
    for (int round = 0; round < 50; round++) {
      step();
    }
    assertThat(kernels.allocatedBytes()).isEqualTo(held);
    assertThat(kernels.peakBytes()).isEqualTo(peak);
    // Less where the collector freed what other tests left.
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(tracked);
  }

  /** Forward and backward through every kind of layer. */
  private void step() {
    Activation input = kernels.upload(random(1, SHAPE), SHAPE);
    Activation convolved = kernels.convolve(input, first, bias);
    Normalised normalised = kernels.normalise(convolved, scale, shift, 1e-5);
    Pooled pooled = kernels.pool(normalised.output());
    Activation unpooled = kernels.unpool(pooled, pooled.output());
    Activation doubled = kernels.doubled(pooled.output());
    Activation sum = kernels.add(unpooled, doubled);
    Activation output = kernels.convolve(sum, second, lastBias);
    Activation rectified = kernels.rectify(output);
    kernels.download(rectified);
    backward(input, convolved, normalised, pooled, sum, rectified);
    for (Activation value :
        new Activation[] {input, convolved, unpooled, doubled, sum, output, rectified}) {
      kernels.release(value);
    }
    kernels.release(pooled);
    kernels.release(normalised);
  }

  private void backward(
      Activation input,
      Activation convolved,
      Normalised normalised,
      Pooled pooled,
      Activation sum,
      Activation rectified) {
    Activation upstream = kernels.upload(random(2, 1, 3, 8, 8), 1, 3, 8, 8);
    Activation last = kernels.rectifyBackward(rectified, upstream);
    Activation added = kernels.convolveBackward(sum, last, second, lastBias, true);
    Activation picked = kernels.unpoolBackward(pooled, added);
    Activation halved = kernels.doubledBackward(added);
    Activation both = kernels.add(picked, halved);
    Activation scattered = kernels.poolBackward(pooled, both);
    Activation before = kernels.normaliseBackward(convolved, normalised, scattered, scale, shift);
    Activation none = kernels.convolveBackward(input, before, first, bias, false);
    assertThat(none).isNull();
    for (Activation value :
        new Activation[] {upstream, last, added, picked, halved, both, scattered, before}) {
      kernels.release(value);
    }
  }

  @Test
  void aFailureNamesTheOperationAndItsShapes() {
    Activation input = kernels.upload(random(1, SHAPE), SHAPE);
    Activation other = kernels.upload(random(1, 1, 4, 8, 7), 1, 4, 8, 7);
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> kernels.add(input, other))
        .withMessageContaining("[1, 4, 8, 7]")
        .withMessageContaining("[1, 4, 8, 8]");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> kernels.upload(new double[0], 1, -2, 3, 4))
        .withMessage("oneDNN failed at the layout of [1, -2, 3, 4]: invalid arguments");
  }

  @Test
  void whatWasReleasedIsNotUsedAgain() {
    Activation input = kernels.upload(random(1, SHAPE), SHAPE);
    kernels.release(input);
    assertThatIllegalStateException().isThrownBy(() -> kernels.release(input));
    assertThatIllegalStateException().isThrownBy(() -> kernels.rectify(input));
  }

  @Test
  void closedKernelsComputeNothing() {
    Activation input = kernels.upload(random(1, SHAPE), SHAPE);
    kernels.close();
    kernels.close();
    assertThat(kernels.allocatedBytes()).isZero();
    assertThatIllegalStateException().isThrownBy(() -> kernels.rectify(input));
    assertThatIllegalStateException().isThrownBy(() -> kernels.download(input));
    assertThatIllegalStateException()
        .isThrownBy(() -> kernels.convolve(input, first, frozen(random(5, 17), 17)));
    assertThatIllegalStateException().isThrownBy(() -> kernels.upload(random(1, SHAPE), SHAPE));
  }
}
