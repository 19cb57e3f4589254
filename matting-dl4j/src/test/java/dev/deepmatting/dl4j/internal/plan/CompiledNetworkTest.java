package dev.deepmatting.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.tensor.PixelSet;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.internal.tensor.TensorCodec;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Variant;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompiledNetworkTest {
  private static final NetworkConfig CONFIG =
      NetworkConfig.builder(Variant.VGG16_BN).baseChannels(8).skip(true).build();

  private static final int SIDE = 1024;

  @Test
  void keepsTheSixteenPlansThatWereUsedLast() {
    try (CompiledNetwork network =
        new CompiledNetwork(Generated.weights(CONFIG), NumberType.FLOAT)) {
      for (int i = 1; i <= 20; i++) {
        run(network, 32, 32 * i);
        // With the one that told how weights are to lie.
        assertThat(network.planCount()).isEqualTo(Math.min(i + 1, 16));
      }
    }
  }

  /** A tensor of 8 channels has more than 2^31 values here. */
  @Test
  void describesPicturesBeyondWhatAnIntCounts() {
    try (CompiledNetwork network =
        new CompiledNetwork(Generated.weights(CONFIG), NumberType.FLOAT)) {
      double perPixel = network.runBytes(1024, 1024, false) / (1024.0 * 1024);

      assertThat(network.runBytes(17_024, 17_024, false) / (17_024.0 * 17_024))
          .isBetween(0.9 * perPixel, 1.1 * perPixel);
    }
  }

  @Test
  void givesBackWhatItKeepsOnlyIfThatIsTooMuch() {
    try (CompiledNetwork network =
        new CompiledNetwork(Generated.weights(CONFIG), NumberType.FLOAT)) {
      run(network, 64, 64);
      long held = network.heldBytes();
      network.holdAtMost(held);
      assertThat(network.heldBytes()).isEqualTo(held).isGreaterThanOrEqualTo(64 * 64);

      network.holdAtMost(held - 1);
      assertThat(network.heldBytes()).isZero();
      run(network, 64, 64);
      assertThat(network.heldBytes()).isEqualTo(held);
    }
  }

  @Test
  void whatARunUsesIsGivenBackAtItsEnd() {
    try (CompiledNetwork network =
        new CompiledNetwork(Generated.weights(CONFIG), NumberType.FLOAT)) {
      run(network, 64, 64);
      long held = network.heldBytes();
      FloatTensor input = new FloatTensor(new float[4 * 64 * 64], 1, 4, 64, 64);
      network.run(
          RunRequest.whole(input),
          done -> {
            network.holdAtMost(0);
            network.holdAtMost(held);
            assertThat(network.heldBytes()).isEqualTo(held);
          },
          () -> false);
      assertThat(network.heldBytes()).isZero();
    }
  }

  /** Where that takes no more memory than the parts, which were reckoned with. */
  @ParameterizedTest
  @CsvSource({"true, 1, 1", "true, 2, 2", "false, 1, 2"})
  @EnabledIf("dev.deepmatting.dl4j.fixture.Cpu#hasAvx2")
  void pixelsThatAreNearlyAllAreComputedAsTheWhole(boolean skip, int step, int plans) {
    NetworkConfig config =
        NetworkConfig.builder(Variant.VGG16_BN).baseChannels(16).skip(skip).build();
    try (CompiledNetwork network =
        new CompiledNetwork(Generated.weights(config), NumberType.FLOAT)) {
      PixelSet wanted = new PixelSet(480, 512);
      for (int i = 0; i < 480 * 512; i += step) {
        wanted.add(i / 512, i % 512);
      }
      FloatTensor input = new FloatTensor(new float[4 * 480 * 512], 1, 4, 480, 512);
      int before = network.planCount();
      network.run(pixels(input, wanted), done -> {}, () -> false);
      run(network, 480, 512);
      assertThat(network.planCount() - before).isEqualTo(plans);
    }
  }

  /** Such as an earlier process left there; a square multiplies some of it by zero. */
  @ParameterizedTest
  @EnumSource(RefinementHead.class)
  @EnabledIf("dev.deepmatting.dl4j.fixture.Cpu#hasAvx2")
  void whatWasInMemoryBeforeDoesNotCount(RefinementHead head) {
    NetworkConfig config =
        NetworkConfig.builder(Variant.VGG16_BN)
            .baseChannels(16)
            .skip(true)
            .refinementHead(head)
            .build();
    PixelSet wanted = new PixelSet(SIDE, SIDE);
    // Each one's square sees the next cells, which nothing else needs.
    for (int cell = 0; cell < SIDE / 32; cell += 3) {
      wanted.add(32 * cell + 28, 32 * cell + 28);
      wanted.add(32 * cell + 3, 900 - 32 * cell + 3);
    }
    FloatTensor input =
        new TensorCodec(config.trimapEncoding())
            .encode(Generated.image(SIDE, SIDE), Generated.trimap(SIDE, SIDE));
    try (CompiledNetwork network =
        new CompiledNetwork(Generated.weights(config), NumberType.FLOAT)) {
      FloatTensor first = network.run(pixels(input, wanted), done -> {}, () -> false);
      // All ones are no number.
      Pointer.memset(network.memory().take(network.heldBytes()), 0xff, network.heldBytes());
      network.memory().release();
      FloatTensor second = network.run(pixels(input, wanted), done -> {}, () -> false);
      wanted.forEachRun(
          (y, from, last) -> {
            for (int i = y * SIDE + from; i <= y * SIDE + last; i++) {
              assertThat(second.values()[i]).isEqualTo(first.values()[i]).isBetween(0f, 1f);
            }
          });
    }
  }

  private static RunRequest pixels(FloatTensor input, PixelSet wanted) {
    Window all = Window.whole(wanted.width(), wanted.height());
    return new RunRequest(input, all, Optional.of(wanted));
  }

  private static void run(CompiledNetwork network, int height, int width) {
    FloatTensor input = new FloatTensor(new float[4 * height * width], 1, 4, height, width);
    network.run(RunRequest.whole(input), done -> {}, () -> false);
  }
}
