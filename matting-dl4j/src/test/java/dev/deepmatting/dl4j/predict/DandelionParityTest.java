package dev.deepmatting.dl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The embedded model on a real photograph against PyTorch's alpha of the same weights. */
class DandelionParityTest {
  private static final Path SAMPLES = Path.of("../matting-examples/samples");

  @Test
  void agreesWithPyTorchOnTheSameDecodedPixels() {
    check(
        Golden.path("dandelion-crop.png"),
        Golden.path("dandelion-crop-trimap.png"),
        "dim-small-dandelion-crop.png",
        1e-3f);
  }

  /** Two JPEG decoders may round a sample differently by one, which an alpha may amplify. */
  @Test
  void agreesWithPyTorchOnTheWholePhotograph() {
    check(
        SAMPLES.resolve("dandelion.jpg"),
        SAMPLES.resolve("dandelion-trimap.png"),
        "dim-small-dandelion.png",
        1e-3f);
  }

  private static void check(Path image, Path trimapFile, String golden, float tolerance) {
    AlphaMatte wanted = ImageFiles.standard().readAlpha(Golden.path(golden));
    Trimap trimap = ImageFiles.standard().readTrimap(trimapFile, TrimapThresholds.standard());
    try (Matting matting = Matting.load("builtin:dim-small")) {
      AlphaMatte alpha = matting.predict(image, trimapFile);
      float worst = 0;
      for (int y = 0; y < alpha.height(); y++) {
        for (int x = 0; x < alpha.width(); x++) {
          float difference = Math.abs(alpha.alphaAt(x, y) - wanted.alphaAt(x, y));
          if (trimap.isUnknown(x, y)) {
            worst = Math.max(worst, difference);
          } else {
            assertThat(alpha.alphaAt(x, y)).isEqualTo(trimap.valueAt(x, y) / 255f);
          }
        }
      }
      assertThat(worst).as("largest difference in unknown pixels").isLessThan(tolerance);
    }
  }
}
