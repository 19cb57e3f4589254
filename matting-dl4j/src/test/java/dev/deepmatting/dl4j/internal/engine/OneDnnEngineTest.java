package dev.deepmatting.dl4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Alphas;
import dev.deepmatting.dl4j.fixture.Cpu;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.tensor.PixelSet;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.network.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiled plans against SameDiff; narrow networks against PyTorch are elsewhere. */
class OneDnnEngineTest {
  /** Weights drawn at random flip maxima and steep sigmoids; a trained network is far closer. */
  private static final double MEAN_TOLERANCE_BF16 = 0.05;

  /** Of the first block; beside them lies what the other blocks keep for the decoder. */
  private static final long TWO_FEATURES = 2L * 64 * Float.BYTES * 640 * 640;

  private static List<NetworkConfig> wider() {
    List<NetworkConfig> configs = new ArrayList<>();
    for (int base : new int[] {3, 20, 32}) {
      for (Upsampling upsampling : Upsampling.values()) {
        for (boolean skip : new boolean[] {false, true}) {
          configs.add(
              NetworkConfig.builder(skip ? Variant.VGG16_BN : Variant.CLASSIC)
                  .baseChannels(base)
                  .upsampling(upsampling)
                  .skip(skip)
                  .refinementHead(skip ? RefinementHead.LOGIT_RESIDUAL : RefinementHead.NONE)
                  .guides(guides(base, upsampling, skip))
                  .build());
        }
      }
    }
    return configs;
  }

  /** Some of those that unpool, of each width: of these alone parts are computed. */
  private static List<String> guides(int base, Upsampling upsampling, boolean skip) {
    boolean guided = upsampling == Upsampling.MAX_UNPOOL && skip == (base == 20);
    return guided ? List.of("graph", "knn") : List.of();
  }

  @ParameterizedTest
  @MethodSource("wider")
  void givesTheAlphaOfSameDiff(NetworkConfig config) {
    try (NetworkEngine sameDiff = new SameDiffEngine(Generated.weights(config));
        NetworkEngine oneDnn = new OneDnnEngine(Generated.weights(config), Precision.FP32)) {
      for (FloatTensor input : List.of(input(config, 96, 160), input(config, 32, 32))) {
        FloatTensor alpha = oneDnn.run(RunRequest.whole(input), ProgressListener.NONE);
        FloatTensor wanted = sameDiff.run(RunRequest.whole(input), ProgressListener.NONE);
        assertThat(alpha.shape()).isEqualTo(wanted.shape());
        Alphas.assertSame(alpha.values(), wanted.values());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("wider")
  void aWindowHoldsTheAlphaOfTheWhole(NetworkConfig config) {
    Window window = new Window(24, 64, 104, 136);
    int margin = reach(NetworkEngine.WINDOW_REACH);
    for (Precision precision : Cpu.precisions()) {
      try (NetworkEngine engine = new OneDnnEngine(Generated.weights(config), precision)) {
        FloatTensor input = input(config, 256, 128);
        FloatTensor whole = engine.run(RunRequest.whole(input), ProgressListener.NONE);
        FloatTensor part =
            engine.run(new RunRequest(input, window, Optional.empty()), ProgressListener.NONE);
        assertThat(part.shape()).containsExactly(1, 1, 136, 104);
        // The window ends where the input ends at the right only.
        Window inner = new Window(margin, margin, 104 - margin, 136 - 2 * margin);
        float[] wanted = window.cut(whole).values();
        compare(
            inner.cut(part).values(),
            inner.cut(new FloatTensor(wanted, 1, 1, 136, 104)).values(),
            precision);
      }
    }
  }

  /** Windows have sides of eights. */
  private static int reach(int pixels) {
    return (pixels + Window.STEP - 1) / Window.STEP * Window.STEP;
  }

  /** Other kernels sum in another order; half the bits round what comes of it. */
  private static void compare(float[] alpha, float[] wanted, Precision precision) {
    if (precision == Precision.FP32) {
      Alphas.assertSame(alpha, wanted);
    } else {
      assertThat(alpha).containsExactly(wanted, within(1e-3f));
    }
  }

  @ParameterizedTest
  @MethodSource("wider")
  @EnabledIf("dev.deepmatting.dl4j.fixture.Cpu#computesBrainFloat")
  void isCloseInHalfTheBits(NetworkConfig config) {
    try (NetworkEngine exact = new OneDnnEngine(Generated.weights(config), Precision.FP32);
        NetworkEngine rough = new OneDnnEngine(Generated.weights(config), Precision.BF16)) {
      // High enough for strips.
      FloatTensor input = input(config, 256, 96);
      FloatTensor alpha = rough.run(RunRequest.whole(input), ProgressListener.NONE);
      FloatTensor wanted = exact.run(RunRequest.whole(input), ProgressListener.NONE);
      assertThat(mean(alpha, wanted)).isBetween(1e-7, MEAN_TOLERANCE_BF16);
    }
  }

  @Test
  @Tag("long")
  void givesTheAlphaOfSameDiffAtFullWidth() {
    for (Variant variant : Variant.values()) {
      NetworkConfig config =
          NetworkConfig.builder(variant)
              .skip(variant == Variant.CLASSIC)
              .refinementHead(RefinementHead.BARE)
              .build();
      try (NetworkEngine sameDiff = new SameDiffEngine(Generated.weights(config));
          NetworkEngine oneDnn = new OneDnnEngine(Generated.weights(config), Precision.FP32)) {
        FloatTensor input = input(config, 320, 352);
        Alphas.assertSame(
            oneDnn.run(RunRequest.whole(input), ProgressListener.NONE).values(),
            sameDiff.run(RunRequest.whole(input), ProgressListener.NONE).values());
      }
    }
  }

  @Test
  void keepsNoMoreThanAFewPlansAndGivesTheSameAgain() {
    NetworkConfig config =
        NetworkConfig.builder(Variant.VGG16_BN).baseChannels(4).skip(true).build();
    try (NetworkEngine engine = new OneDnnEngine(Generated.weights(config), Precision.FP32)) {
      FloatTensor input = input(config, 64, 32);
      float[] first = engine.run(RunRequest.whole(input), ProgressListener.NONE).values();
      for (int size = 1; size <= 20; size++) {
        engine.run(RunRequest.whole(input(config, 32 * size, 32)), ProgressListener.NONE);
      }
      assertThat(engine.run(RunRequest.whole(input), ProgressListener.NONE).values())
          .containsExactly(first);
    }
  }

  private static List<NetworkConfig> inParts() {
    return wider().stream()
        .filter(config -> config.upsampling() == Upsampling.MAX_UNPOOL)
        .filter(config -> config.encoderChannels(1) >= 16)
        .toList();
  }

  private static Stream<Arguments> inPartsWithEachPrecision() {
    return inParts().stream()
        .flatMap(
            config -> Cpu.precisions().stream().map(precision -> Arguments.of(config, precision)));
  }

  /** Pixels so far apart that each layer's parts hold all that they depend on. */
  @ParameterizedTest
  @MethodSource("inPartsWithEachPrecision")
  void pixelsWhoseSurroundingsAreThePictureHaveItsAlpha(NetworkConfig config, Precision precision) {
    try (NetworkEngine engine = new OneDnnEngine(Generated.weights(config), precision)) {
      FloatTensor input = input(config, 256, 320);
      float[] whole = engine.run(RunRequest.whole(input), ProgressListener.NONE).values();
      PixelSet wanted = new PixelSet(256, 320);
      int[][] places = {{0, 0}, {60, 200}, {128, 130}, {131, 133}, {255, 319}, {190, 20}};
      for (int[] place : places) {
        wanted.add(place[0], place[1]);
      }
      FloatTensor alpha = engine.run(pixels(input, wanted), ProgressListener.NONE);
      assertThat(alpha.shape()).containsExactly(1, 1, 256, 320);
      compare(at(places, alpha.values()), at(places, whole), precision);
    }
  }

  private static float[] at(int[][] places, float[] alpha) {
    float[] values = new float[places.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = alpha[places[i][0] * 320 + places[i][1]];
    }
    return values;
  }

  /** Down to one value at the deepest level, and to layers narrower than a block. */
  @ParameterizedTest
  @MethodSource("inPartsWithEachPrecision")
  void allPartsOfSmallAndLongPicturesHaveTheAlphaOfTheWhole(
      NetworkConfig config, Precision precision) {
    try (NetworkEngine engine = new OneDnnEngine(Generated.weights(config), precision)) {
      for (int[] size : new int[][] {{32, 32}, {32, 1024}, {672, 32}, {96, 64}}) {
        FloatTensor input = input(config, size[0], size[1]);
        // Every second pixel: of all of them the engine would compute the whole.
        PixelSet wanted = new PixelSet(size[0], size[1]);
        for (int i = 0; i < size[0] * size[1]; i += 2) {
          wanted.add(i / size[1], i % size[1]);
        }
        compare(
            everySecond(engine.run(pixels(input, wanted), ProgressListener.NONE)),
            everySecond(engine.run(RunRequest.whole(input), ProgressListener.NONE)),
            precision);
      }
    }
  }

  private static float[] everySecond(FloatTensor alpha) {
    float[] values = new float[alpha.values().length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = alpha.values()[2 * i];
    }
    return values;
  }

  /** So that the memory that a prediction reckoned with is what it takes. */
  @ParameterizedTest
  @MethodSource("inPartsWithEachPrecision")
  void kernelsLieForPartsAsTheyLieForTheWhole(NetworkConfig config, Precision precision) {
    try (NetworkEngine engine = new OneDnnEngine(Generated.weights(config), precision)) {
      long loaded = engine.weightBytes();
      PixelSet wanted = new PixelSet(512, 512);
      wanted.add(1, 1);
      engine.run(pixels(input(config, 512, 512), wanted), ProgressListener.NONE);
      assertThat(engine.weightBytes()).isEqualTo(loaded);
    }
  }

  /** What an earlier run left in memory must not be seen. */
  @ParameterizedTest
  @MethodSource("inPartsWithEachPrecision")
  void aPixelsAlphaDoesNotHangOnEarlierRuns(NetworkConfig config, Precision precision) {
    PixelSet wanted = new PixelSet(320, 480);
    wanted.add(100, 90);
    wanted.add(103, 95);
    float[] alone = new float[2];
    try (NetworkEngine engine = new OneDnnEngine(Generated.weights(config), precision)) {
      FloatTensor input = input(config, 320, 480);
      for (int round = 0; round < 3; round++) {
        float[] alpha = engine.run(pixels(input, wanted), ProgressListener.NONE).values();
        float[] both = {alpha[100 * 480 + 90], alpha[103 * 480 + 95]};
        if (round == 0) {
          alone = both;
        }
        assertThat(both).containsExactly(alone);
        int channels = config.inputChannels();
        float[] none = new float[channels * 320 * 480];
        Arrays.fill(none, Float.NaN);
        engine.run(
            RunRequest.whole(new FloatTensor(none, 1, channels, 320, 480)), ProgressListener.NONE);
      }
    }
  }

  @Test
  @EnabledIf("dev.deepmatting.dl4j.fixture.Cpu#hasAvx2")
  void networksThatUnpoolAreComputedInPartsUnlessTheyAreVeryNarrow() {
    for (NetworkConfig config : wider()) {
      for (Precision precision : Cpu.precisions()) {
        try (NetworkEngine engine = new OneDnnEngine(Generated.weights(config), precision)) {
          assertThat(engine.computesParts()).isEqualTo(inParts().contains(config));
        }
      }
    }
  }

  /** The least channels with which the last convolution of the decoder goes by tiles. */
  @ParameterizedTest
  @EnumSource(Upsampling.class)
  void tilesMayWriteOverTheFeatureThatTheyRead(Upsampling upsampling) {
    NetworkConfig config =
        NetworkConfig.builder(Variant.CLASSIC)
            .baseChannels(48)
            .upsampling(upsampling)
            .skip(true)
            .build();
    FloatTensor input = input(config, 160, 96);
    PixelSet left = new PixelSet(160, 96);
    for (int i = 0; i < 160 * 48; i++) {
      left.add(i / 48, i % 48);
    }
    try (NetworkEngine sameDiff = new SameDiffEngine(Generated.weights(config));
        NetworkEngine oneDnn = new OneDnnEngine(Generated.weights(config), Precision.FP32)) {
      float[] wanted = sameDiff.run(RunRequest.whole(input), ProgressListener.NONE).values();
      Alphas.assertSame(
          oneDnn.run(RunRequest.whole(input), ProgressListener.NONE).values(), wanted);
      if (oneDnn.computesParts()) {
        float[] parts = oneDnn.run(pixels(input, left), ProgressListener.NONE).values();
        Alphas.assertSame(leftHalf(parts), leftHalf(wanted));
      }
    }
  }

  private static float[] leftHalf(float[] alpha) {
    float[] half = new float[160 * 48];
    for (int y = 0; y < 160; y++) {
      System.arraycopy(alpha, 96 * y, half, 48 * y, 48);
    }
    return half;
  }

  @Test
  void needsLittleMoreMemoryThanItsTwoLargestTensors() {
    NetworkConfig config = NetworkConfig.builder(Variant.CLASSIC).skip(true).build();
    try (NetworkEngine engine = new OneDnnEngine(Generated.weights(config), Precision.FP32)) {
      // Beside the first feature lie the next ones, and some tiles between their transforms.
      assertThat(engine.estimate(false).bytes(640 * 640))
          .isBetween(TWO_FEATURES, TWO_FEATURES * 6 / 5);
    }
  }

  @Test
  @EnabledIf("dev.deepmatting.dl4j.fixture.Cpu#computesBrainFloat")
  void needsStillLessInHalfTheBits() {
    NetworkConfig config = NetworkConfig.builder(Variant.CLASSIC).skip(true).build();
    try (NetworkEngine engine = new OneDnnEngine(Generated.weights(config), Precision.BF16)) {
      assertThat(engine.estimate(false).bytes(640 * 640))
          .isBetween(TWO_FEATURES / 2, TWO_FEATURES * 9 / 10);
      assertThat(engine.weightBytes()).isBetween(56_000_000L, 66_000_000L);
    }
  }

  @Test
  void refusesToRunOnceClosed() {
    NetworkConfig config = NetworkConfig.builder(Variant.VGG16_BN).baseChannels(4).build();
    NetworkEngine engine = new OneDnnEngine(Generated.weights(config), Precision.FP32);
    engine.close();
    engine.close();
    FloatTensor input = input(config, 32, 32);
    assertThatThrownBy(() -> engine.run(RunRequest.whole(input), ProgressListener.NONE))
        .isInstanceOf(IllegalStateException.class);
  }

  private static RunRequest pixels(FloatTensor input, PixelSet wanted) {
    Window all = Window.whole(wanted.width(), wanted.height());
    return new RunRequest(input, all, Optional.of(wanted));
  }

  private static FloatTensor input(NetworkConfig config, int height, int width) {
    return Generated.input(config, width, height);
  }

  private static double mean(FloatTensor alpha, FloatTensor wanted) {
    double sum = 0;
    for (int i = 0; i < wanted.values().length; i++) {
      sum += Math.abs(alpha.values()[i] - wanted.values()[i]);
    }
    return sum / wanted.values().length;
  }
}
