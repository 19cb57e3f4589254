package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Checkpoints;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.weights.torch.TorchCheckpoint;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Variant;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published networks at full width, against what PyTorch computes with the same weights. */
@Tag("long")
class FullWidthCheckpointTest {
  private static final int SIDE = 64;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"VGG16_BN, false, BARE, seed", "CLASSIC, true, LOGIT_RESIDUAL, classic"})
  void givesTheAlphaOfPyTorch(Variant variant, boolean skip, RefinementHead head, String golden)
      throws IOException {
    NetworkConfig config = NetworkConfig.builder(variant).skip(skip).refinementHead(head).build();
    Path file = folder.resolve("checkpoint.pth");
    TorchCheckpoint.write(file, "module.", Generated.weights(config).tensors());
    Trimap trimap = Generated.trimap(SIDE, SIDE);
    float[] expected = Checkpoints.tensors("alpha-full.safetensors").get(golden).values();
    try (Matting matting = Matting.builder().model(file).skip(skip).build()) {
      assertThat(matting.network()).contains(config);
      AlphaMatte alpha = matting.predict(Generated.image(SIDE, SIDE), trimap);
      for (int i = 0; i < SIDE * SIDE; i++) {
        if (trimap.isUnknown(i % SIDE, i / SIDE)) {
          assertThat(alpha.alphaAt(i % SIDE, i / SIDE)).isCloseTo(expected[i], within(1e-4f));
        }
      }
    }
  }
}
