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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Every value of 8 and of 16 bits. */
  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void writesRowsAsItWritesAll(int bits, @TempDir Path folder) throws Exception {
    RgbImage image = everyValue(bits);
    float[] values = new float[256 * image.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 1000 / 999f;
    }
    AlphaMatte alpha = AlphaMatte.of(256, image.height(), values);
    Path whole = folder.resolve("whole.png");
    Path byRows = folder.resolve("rows.png");

    CutOut.of(image, alpha).writePng(whole);
    float[] row = new float[256];
    CutOut.writePngByRows(
        image,
        byRows,
        sink -> {
          for (int y = 0; y < image.height(); y++) {
            alpha.readRow(y, row);
            sink.writeRow(y, row);
          }
        });

    assertThat(argb(byRows)).isEqualTo(argb(whole));
  }

  private static RgbImage everyValue(int bits) {
    int height = bits == 8 ? 4 : 256;
    byte[] bytes = new byte[256 * height * 3];
    short[] shorts = new short[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i / 3 + i % 3 * 50);
      shorts[i] = (short) (i / 3 + i % 3 * 20_000);
    }
    return bits == 8 ? RgbImage.of8(256, height, bytes) : RgbImage.of16(256, height, shorts);
  }

  private static int[] argb(Path file) throws Exception {
    BufferedImage image = ImageIO.read(file.toFile());
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static CutOut cutOut() {
    return CutOut.naive(
        RgbImage.of8(3, 1, SAMPLES), AlphaMatte.of(3, 1, new float[] {0f, 0.5f, 1f}));
  }
}
