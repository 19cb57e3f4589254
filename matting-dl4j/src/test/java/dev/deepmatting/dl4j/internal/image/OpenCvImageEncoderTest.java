package dev.deepmatting.dl4j.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.RgbImage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebP through the API's writer, which finds the encoder by ServiceLoader. */
class OpenCvImageEncoderTest {
  @TempDir private Path folder;

  @Test
  void writesColoursWithoutLoss() {
    RgbImage image = noise(37, 23);
    Path file = folder.resolve("colours.webp");

    ImageFiles.write(image.toBufferedImage(), file);

    assertThat(ImageFiles.standard().readImage(file)).isEqualTo(image);
  }

  @Test
  void writesTransparencyWithoutLoss() throws Exception {
    BufferedImage image = new BufferedImage(64, 9, BufferedImage.TYPE_INT_ARGB);
    Random random = new Random(4);
    for (int i = 0; i < 64 * 9; i++) {
      image.setRGB(i % 64, i / 64, random.nextInt() | 0x01000000);
    }
    Path file = folder.resolve("CLEAR.WEBP");

    ImageFiles.write(image, file);

    BufferedImage back = new OpenCvImageDecoder().decode(ImageInput.of(file));
    assertThat(back.getRGB(0, 0, 64, 9, null, 0, 64))
        .isEqualTo(image.getRGB(0, 0, 64, 9, null, 0, 64));
  }

  @Test
  void roundsSixteenBitsAndTakesGray() {
    Path file = folder.resolve("gray.webp");

    ImageFiles.write(AlphaMatte.of(3, 1, new float[] {0, 0.5f, 1}).toGray16(), file);

    assertThat(ImageFiles.standard().readAlpha(file))
        .isEqualTo(AlphaMatte.of(3, 1, new float[] {0, 128 / 255f, 1}));
  }

  @Test
  void refusesWhatTheFormatHasNoRoomFor() {
    BufferedImage image = new BufferedImage(16_384, 1, BufferedImage.TYPE_INT_RGB);

    assertThatThrownBy(() -> ImageFiles.write(image, folder.resolve("long.webp")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("image is 16384x1, wanted at most 16383 pixels a side for WebP");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isNamedWhereAnEndingIsRefused() {
    assertThatThrownBy(() -> ImageFiles.requireWritable(folder.resolve("a.gif"), false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("wanted one of .png, .tif, .tiff, .jpg, .jpeg, .webp");
    ImageFiles.requireWritable(folder.resolve("a.webp"), true);
  }

  private static RgbImage noise(int width, int height) {
    byte[] samples = new byte[3 * width * height];
    new Random(3).nextBytes(samples);
    return RgbImage.of8(width, height, samples);
  }
}
