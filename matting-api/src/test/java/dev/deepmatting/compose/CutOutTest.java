package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutOutTest {
  private static final byte[] SAMPLES = {10, 20, 30, 40, 50, 60, 70, 80, 90};

  @Test
  void keepsColoursAndRoundsAlpha() {
    BufferedImage image = cutOut().toBufferedImage();

    assertThat(image.getRGB(0, 0)).isEqualTo(0x000a141e);
    assertThat(image.getRGB(1, 0)).isEqualTo(0x8028323c);
    assertThat(image.getRGB(2, 0)).isEqualTo(0xff46505a);
    assertThat(image.isAlphaPremultiplied()).isFalse();
  }

  @Test
  void writesPngWithTransparency(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("cut-out.png");

    cutOut().writePng(file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getRGB(0, 0)).isEqualTo(0x000a141e);
    assertThat(image.getRGB(1, 0)).isEqualTo(0x8028323c);
    assertThat(ImageFiles.standard().readImage(file)).isEqualTo(RgbImage.of8(3, 1, SAMPLES));
  }

  @Test
  void refusesDifferentSizes() {
    RgbImage image = RgbImage.of8(3, 1, SAMPLES);
    AlphaMatte alpha = AlphaMatte.of(1, 3, new float[3]);

    assertThatThrownBy(() -> CutOut.of(image, alpha))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("alpha is 1x3, wanted the image's size 3x1");
  }

  private static CutOut cutOut() {
    return CutOut.of(RgbImage.of8(3, 1, SAMPLES), AlphaMatte.of(3, 1, new float[] {0f, 0.5f, 1f}));
  }
}
