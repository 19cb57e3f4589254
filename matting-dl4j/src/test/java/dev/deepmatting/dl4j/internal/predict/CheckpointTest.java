package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Checkpoints;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.ImportReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints as other implementations save them, against what PyTorch computes with them. */
class CheckpointTest {
  private static final int WIDTH = 53;
  private static final int HEIGHT = 37;

  @ParameterizedTest
  @CsvSource({
    "seed.pth, , seed, 122",
    "seed-head.pth, , seed-head, 142",
    "classic.pth, false, classic.plain, 42",
    "classic.pth, true, classic.skip, 42",
    "classic-1x1.pth, false, classic-1x1.plain, 42",
    "classic-1x1.pth, true, classic-1x1.skip, 42",
    "classic-head.pth, false, classic-head.plain, 50",
    "classic-head.pth, true, classic-head.skip, 50",
  })
  void givesTheAlphaOfTheModuleThatPyTorchSaved(
      String file, Boolean skip, String golden, int loaded) {
    Matting.Builder builder = Matting.builder().model(Checkpoints.path(file));
    try (Matting matting = (skip == null ? builder : builder.skip(skip)).build()) {
      ImportReport report = matting.importReport().orElseThrow();
      assertThat(report.isExact()).isTrue();
      assertThat(report.loaded()).hasSize(loaded);
      assertUnknownIs(
          Checkpoints.tensors("alpha.safetensors").get(golden),
          matting.predict(Generated.image(WIDTH, HEIGHT), Generated.trimap(WIDTH, HEIGHT)));
    }
  }

  private static void assertUnknownIs(FloatTensor expected, AlphaMatte alpha) {
    Trimap trimap = Generated.trimap(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (trimap.valueAt(x, y) == Trimap.UNKNOWN) {
          assertThat(alpha.alphaAt(x, y))
              .isCloseTo(expected.values()[y * WIDTH + x], within(1e-4f));
        }
      }
    }
  }

  @Test
  void refusesAClassicCheckpointWithoutTheUsersWordOnSkip() {
    Path file = Checkpoints.path("classic.pth");
    assertThatThrownBy(() -> Matting.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model " + file + " is a checkpoint of a classic network (base 2")
        .hasMessageContaining("skip(true) or skip(false)");
  }

  @Test
  void saysThatAClassifierIsNoMattingNetwork() {
    Path file = Checkpoints.path("vgg16_bn.pth");
    assertThatThrownBy(() -> Matting.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "model "
                + file
                + " is not a matting network: it contains a classifier, VGG16 with batch normalisation,"
                + " torchvision's names");
  }
}
