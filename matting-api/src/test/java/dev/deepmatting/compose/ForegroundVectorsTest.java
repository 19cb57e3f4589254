package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an implementation of the paper in NumPy; see make_foregrounds.py. */
class ForegroundVectorsTest {
  /** A fiftieth of a step of 8 bits: the project's bound is a whole step. */
  private static final double MEAN = 0.02 / 255;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soft-edge",
        "hard-edge",
        "fur",
        "noise",
        "steps",
        "smoke",
        "stripes",
        "row",
        "column",
        "tall",
        "pixel",
        "nothing",
        "everything"
      })
  void estimatesWhatThePaperDoes(String name) {
    RgbImage image = wide(read(name));
    AlphaMatte alpha = ImageFiles.standard().readAlpha(file(name + "-alpha"));

    EstimatedLayers layers =
        ForegroundEstimation.builder().exact(false).build().estimate(image, alpha);

    Difference foreground = Difference.of(layers.foreground(), read(name + "-foreground"));
    Difference background = Difference.of(layers.background(), read(name + "-background"));
    assertThat(foreground.mean()).isLessThan(MEAN);
    assertThat(background.mean()).isLessThan(MEAN);
  }

  /** The same picture in 16 bits, so that the layers are not rounded to 8. */
  private static RgbImage wide(RgbImage image) {
    short[] samples = new short[3 * image.width() * image.height()];
    for (int y = 0, at = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          samples[at++] = (short) (257 * image.sample8(x, y, channel));
        }
      }
    }
    return RgbImage.of16(image.width(), image.height(), samples);
  }

  private static RgbImage read(String name) {
    return ImageFiles.standard().readImage(file(name));
  }

  private static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(ForegroundVectorsTest.class.getResource(name + ".png"), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
