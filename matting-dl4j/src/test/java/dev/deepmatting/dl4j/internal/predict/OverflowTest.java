package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.OneDnnEngine;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.model.ModelWriter;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.Variant;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that are finite, and so large that what comes of them is not. */
class OverflowTest {
  @TempDir Path folder;

  private static final NetworkConfig CONFIG =
      NetworkConfig.builder(Variant.VGG16_BN).baseChannels(4).build();

  private static NetworkWeights scaled(float factor) {
    NetworkWeights weights = Generated.weights(CONFIG);
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    new NetworkLayout(CONFIG)
        .tensors()
        .forEach(
            (name, shape) -> {
              float[] values = weights.tensor(name).values().clone();
              for (int i = 0; name.endsWith(".weight") && i < values.length; i++) {
                values[i] *= factor;
              }
              tensors.put(name, new FloatTensor(values, shape));
            });
    return NetworkWeights.of(CONFIG, tensors);
  }

  private static NetworkEngine engine(String name, NetworkWeights weights) {
    return name.equals("SameDiff")
        ? new SameDiffEngine(weights)
        : new OneDnnEngine(weights, Precision.FP32);
  }

  @ParameterizedTest
  @CsvSource({"oneDNN, 1e6", "SameDiff, 1e6", "SameDiff, 1e12", "SameDiff, 1e30"})
  void bothEnginesSayTheSame(String name, float factor) {
    try (Predictor predictor = Predictor.of(engine(name, scaled(factor)))) {
      assertThatThrownBy(
              () ->
                  predictor.predict(
                      Generated.image(96, 64), Generated.trimap(96, 64), ProgressListener.NONE))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "the network's numbers overflow, wanted finite ones; the model's weights are not"
                  + " those of a trained network");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ONEDNN, FP32, 1e6",
    "ONEDNN, FP32, 1e12",
    "ONEDNN, FP32, 1e30",
    "ONEDNN, AUTO, 1e12",
    "AUTO, FP32, 1e12",
    "AUTO, FP32, 1e30",
    "SAMEDIFF, FP32, 1e12"
  })
  void aModelFileOverflowsInTheSameWords(Engine engine, Precision precision, float factor) {
    Path file = folder.resolve("large.safetensors");
    ModelWriter.write(new Model(scaled(factor), ""), file, StorageType.FLOAT32);
    Trimap somewhere = Generated.trimap(320, 320);
    try (Matting matting =
        Matting.builder().model(file).engine(engine).precision(precision).build()) {
      assertThatThrownBy(() -> matting.predict(Generated.image(320, 320), somewhere))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith("the network's numbers overflow");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"builtin:dim-small", "builtin:dim-guided"})
  void trainedNetworksAreFarFromIt(String name) {
    NetworkWeights weights = ModelReader.read(WeightSource.parse(name)).model().weights();
    try (OneDnnEngine engine = new OneDnnEngine(weights, Precision.FP32)) {
      assertThat(engine.mayOverflow()).isFalse();
    }
  }

  @Test
  void freshWideNetworksAreFarFromIt() {
    NetworkConfig wide = NetworkConfig.builder(Variant.CLASSIC).build();
    try (OneDnnEngine engine = new OneDnnEngine(Generated.weights(wide), Precision.FP32)) {
      assertThat(engine.mayOverflow()).isFalse();
    }
  }
}
