package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.OneDnnEngine;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Variant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights that are finite, and so large that what comes of them is not. */
class OverflowTest {
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
}
