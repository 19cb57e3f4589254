package dev.deepmatting.dl4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of the network against PyTorch's alpha of the same weights and pictures. */
class NetworkParityTest {
  private static final float TOLERANCE = 1e-4f;
  private static final Map<String, FloatTensor> GOLDEN = Golden.tensors("network.safetensors");
  private static final Map<String, FloatTensor> GUIDED = Golden.tensors("guided.safetensors");

  @ParameterizedTest
  @MethodSource("dev.deepmatting.dl4j.fixture.Forms#every")
  void givesPyTorchsAlphaAtSidesOfWholeStridesAndOthers(NetworkConfig config) {
    try (NetworkEngine sameDiff = new SameDiffEngine(Generated.weights(config));
        NetworkEngine oneDnn = new OneDnnEngine(Generated.weights(config), Precision.FP32)) {
      for (NetworkEngine engine : List.of(sameDiff, oneDnn)) {
        compare(engine, "even", 64, 64);
        compare(engine, "odd", 53, 37);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deepmatting.dl4j.fixture.Forms#guided")
  void givesPyTorchsAlphaOfAGuidedNetwork(NetworkConfig config) {
    givesPyTorchsAlphaAtSidesOfWholeStridesAndOthers(config);
  }

  private static void compare(NetworkEngine engine, String size, int width, int height) {
    NetworkConfig config = engine.config();
    FloatTensor input = Generated.input(config, width, height);
    FloatTensor alpha = engine.run(RunRequest.whole(input), ProgressListener.NONE);
    FloatTensor golden =
        (config.guides().isEmpty() ? GOLDEN : GUIDED).get(key(config) + "." + size);
    float worst = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float ours = alpha.values()[y * alpha.size(3) + x];
        worst = Math.max(worst, Math.abs(ours - golden.values()[y * width + x]));
      }
    }
    assertThat(worst).as(key(config) + "." + size).isLessThan(TOLERANCE);
  }

  private static String key(NetworkConfig config) {
    return String.join(
        ".",
        config.variant().id(),
        config.upsampling().id(),
        config.skip() ? "skip" : "plain",
        config.refinementHead().id(),
        "bridge" + config.bridgeKernel());
  }
}
