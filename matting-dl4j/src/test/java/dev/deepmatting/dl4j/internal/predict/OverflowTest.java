package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deepmatting.dl4j.fixture.Cpu;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.OneDnnEngine;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.internal.weights.NumberBounds;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.network.Variant;
import dev.deepmatting.spi.EngineSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights that are finite, and so large that what comes of them is not. */
class OverflowTest {
  private static final String OVERFLOW =
      "the network's numbers overflow, wanted finite ones; the model's weights are not those of a"
          + " trained network";

  private static NetworkConfig config(Variant variant, int channels) {
    return NetworkConfig.builder(variant).baseChannels(channels).build();
  }

  private static NetworkWeights scaled(NetworkConfig config, float factor) {
    NetworkWeights weights = Generated.weights(config);
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    new NetworkLayout(config)
        .tensors()
        .forEach(
            (name, shape) -> {
              float[] values = weights.tensor(name).values().clone();
              for (int i = 0; name.endsWith(".weight") && i < values.length; i++) {
                values[i] *= factor;
              }
              tensors.put(name, new FloatTensor(values, shape));
            });
    return NetworkWeights.of(config, tensors);
  }

  private static void assertOverflows(NetworkEngine engine, Tiling tiling) {
    EngineSettings settings = new EngineSettings(Precision.FP32, tiling, Optional.empty());
    ImportReport report = new ImportReport(List.of(), List.of(), List.of(), List.of(), List.of());
    try (Predictor predictor = new Predictor(engine, settings, report)) {
      assertThatThrownBy(
              () ->
                  predictor.predict(
                      Generated.image(96, 64), Generated.trimap(96, 64), ProgressListener.NONE))
          .isInstanceOf(EngineException.class)
          .hasMessage(OVERFLOW);
    }
  }

  /** Networks of 16 channels are computed in parts where that is possible. */
  @ParameterizedTest
  @CsvSource({
    "VGG16_BN, 4, 1e6", "VGG16_BN, 4, 1e12", "VGG16_BN, 16, 1e6", "VGG16_BN, 16, 1e30",
    "CLASSIC, 4, 1e6", "CLASSIC, 4, 1e30", "CLASSIC, 16, 1e12", "CLASSIC, 32, 1e4"
  })
  void bothEnginesSayTheSame(Variant variant, int channels, float factor) {
    NetworkWeights weights = scaled(config(variant, channels), factor);
    for (Tiling tiling : List.of(Tiling.off(), Tiling.auto())) {
      assertOverflows(new OneDnnEngine(weights, Precision.FP32), tiling);
    }
    assertOverflows(new SameDiffEngine(weights), Tiling.off());
  }

  @ParameterizedTest
  @CsvSource({"VGG16_BN, 4, 1e6", "CLASSIC, 16, 1e30"})
  void brainFloatsDoTheSame(Variant variant, int channels, float factor) {
    assumeTrue(Cpu.computesBrainFloat(), "no 16-bit numbers here");
    NetworkWeights weights = scaled(config(variant, channels), factor);
    assertOverflows(new OneDnnEngine(weights, Precision.BF16), Tiling.off());
  }

  /** Large numbers that overflow nowhere are computed, with checks, as without them. */
  @Test
  void largeNumbersAreNoOverflow() {
    NetworkConfig config = config(Variant.CLASSIC, 16);
    NetworkWeights weights = scaled(config, 20);
    assertThat(NumberBounds.of(weights, (layer, folded) -> {}).areSafe()).isFalse();
    try (Predictor checked = Predictor.of(new OneDnnEngine(weights, Precision.FP32));
        Predictor other = Predictor.of(new SameDiffEngine(weights))) {
      RgbImage image = Generated.image(96, 64);
      Trimap trimap = Generated.trimap(96, 64);
      float[] alpha = checked.predict(image, trimap, ProgressListener.NONE).toFloatArray();
      assertThat(alpha)
          .containsExactly(
              other.predict(image, trimap, ProgressListener.NONE).toFloatArray(), within(1e-3f));
    }
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void networksAsTheyAreTrainedNeedNoChecks(Variant variant) {
    NumberBounds bounds =
        NumberBounds.of(Generated.weights(config(variant, 32)), (layer, folded) -> {});
    assertThat(bounds.areSafe()).isTrue();
    assertThat(bounds.mostBetween()).isGreaterThan(1e20f);
  }
}
