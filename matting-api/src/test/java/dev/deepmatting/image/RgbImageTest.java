package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RgbImageTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void copiesColoursOfEveryLayout(int type) {
    BufferedImage source = new BufferedImage(2, 2, type);
    source.setRGB(1, 0, 0x800a64fa);

    RgbImage image = RgbImage.of(source);

    assertThat(image.sample8(1, 0, 0)).isEqualTo(10);
    assertThat(image.sample8(1, 0, 1)).isEqualTo(100);
    assertThat(image.sample8(1, 0, 2)).isEqualTo(250);
    assertThat(image.bitDepth()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_4BYTE_ABGR_PRE})
  void dividesPremultipliedColoursByAlpha(int type) {
    BufferedImage source = new BufferedImage(1, 1, type);
    source.getRaster().setPixel(0, 0, new int[] {51, 102, 0, 102});

    RgbImage image = RgbImage.of(source);

    assertThat(image.sample8(0, 0, 0)).isEqualTo(128);
    assertThat(image.sample8(0, 0, 1)).isEqualTo(255);
    assertThat(image.sample8(0, 0, 2)).isZero();
  }

  @Test
  void scalesFiveAndSixBitSamples() {
    BufferedImage source = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_565_RGB);
    source.getRaster().setPixel(0, 0, new int[] {31, 32, 1});

    RgbImage image = RgbImage.of(source);

    assertThat(image.sample8(0, 0, 0)).isEqualTo(255);
    assertThat(image.sample8(0, 0, 1)).isEqualTo(130);
    assertThat(image.sample8(0, 0, 2)).isEqualTo(8);
  }

  @Test
  void takesGraySamplesAsTheyAre() {
    BufferedImage bytes = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    bytes.getRaster().setSample(0, 0, 0, 77);
    BufferedImage shorts = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    shorts.getRaster().setSample(0, 0, 0, 40000);

    assertThat(RgbImage.of(bytes).sample8(0, 0, 1)).isEqualTo(77);
    assertThat(RgbImage.of(shorts).sample(0, 0, 2)).isEqualTo(40000 / 65535f);
    assertThat(RgbImage.of(shorts).bitDepth()).isEqualTo(16);
  }

  /** Long rows are converted in pieces; the seams must not show. */
  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_INDEXED})
  void copiesRowsLongerThanAPiece(int type) {
    int width = 2 * PixelRows.PIECE + 3;
    BufferedImage source = new BufferedImage(width, 2, type);
    for (int x = 0; x < width; x++) {
      // Corners of the colour cube are in the standard palette too.
      source.setRGB(x, 1, (x % 3 == 0 ? 0xff0000 : 0) | (x % 5 == 0 ? 0xff : 0) | 0xff000000);
    }

    RgbImage image = RgbImage.of(source);

    for (int x = 0; x < width; x++) {
      assertThat(image.sample8(x, 0, 0)).isZero();
      assertThat(image.sample8(x, 1, 0)).isEqualTo(x % 3 == 0 ? 255 : 0);
      assertThat(image.sample8(x, 1, 1)).isZero();
      assertThat(image.sample8(x, 1, 2)).isEqualTo(x % 5 == 0 ? 255 : 0);
    }
  }

  @Test
  void convertsLinearRgbToSrgb() {
    ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
    BufferedImage source = component(linear, DataBuffer.TYPE_BYTE);
    source.getRaster().setPixel(0, 0, new int[] {55, 55, 55});

    // sRGB's curve: 55 / 255 linear is 0.5017 encoded.
    assertThat(RgbImage.of(source).sample(0, 0, 0)).isCloseTo(0.5017f, within(0.01f));
  }

  @Test
  void refusesFloatSamples() {
    ColorSpace colours = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    BufferedImage source = component(colours, DataBuffer.TYPE_FLOAT);

    assertThatThrownBy(() -> RgbImage.of(source))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("image has samples of DataBuffer type 4, wanted unsigned 8 or 16 bits");
  }

  @Test
  void roundsSixteenBitsToEight() {
    RgbImage image = RgbImage.of16(1, 1, new short[] {128, 129, (short) 65535});

    assertThat(image.sample8(0, 0, 0)).isZero();
    assertThat(image.sample8(0, 0, 1)).isEqualTo(1);
    assertThat(image.sample8(0, 0, 2)).isEqualTo(255);
    assertThat(image.toBufferedImage().getRGB(0, 0)).isEqualTo(0xff0001ff);
  }

  @Test
  void readsARowAsFractions() {
    RgbImage image = RgbImage.of8(1, 2, new byte[] {0, 0, 0, 51, (byte) 255, 102});
    float[] row = new float[3];

    image.readRow(1, row);

    assertThat(row).containsExactly(0.2f, 1f, 0.4f);
  }

  @Test
  void readsARowAs8Bits() {
    byte[] row = new byte[4];

    RgbImage.of8(1, 2, new byte[] {0, 0, 0, 51, (byte) 255, 102}).readRow8(1, row);
    assertThat(row).containsExactly(51, -1, 102, 0);

    RgbImage.of16(1, 1, new short[] {128, 129, (short) 65535}).readRow8(0, row);
    assertThat(row).containsExactly(0, 1, -1, 0);
  }

  @Test
  void readsARectangleAsFractions() {
    RgbImage narrow = RgbImage.of8(3, 3, counting(27));
    RgbImage wide = RgbImage.of16(3, 3, countingWide(27));
    float[] target = new float[13];

    narrow.readRegion(1, 1, 2, 2, target);

    assertThat(target)
        .containsExactly(
            12 / 255f, 13 / 255f, 14 / 255f, 15 / 255f, 16 / 255f, 17 / 255f, 21 / 255f, 22 / 255f,
            23 / 255f, 24 / 255f, 25 / 255f, 26 / 255f, 0f);
    wide.readRegion(2, 0, 1, 3, target);
    assertThat(target).startsWith(60006 / 65535f, 60007 / 65535f, 60008 / 65535f, 60015 / 65535f);
  }

  @Test
  void refusesRectanglesOutside() {
    RgbImage image = RgbImage.of8(3, 2, new byte[18]);
    float[] target = new float[17];

    assertThatThrownBy(() -> image.readRegion(-1, 0, 1, 1, target))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("x is -1, wanted 0 to 2");
    assertThatThrownBy(() -> image.readRegion(0, 2, 1, 1, target))
        .hasMessage("y is 2, wanted 0 to 1");
    assertThatThrownBy(() -> image.readRegion(1, 0, 3, 1, target))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("width is 3, wanted 1 to 2");
    assertThatThrownBy(() -> image.readRegion(0, 1, 1, 0, target))
        .hasMessage("height is 0, wanted 1 to 1");
    assertThatThrownBy(() -> image.readRegion(0, 0, 3, 2, target))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("target holds 17 elements, wanted at least 18");
  }

  @Test
  void keepsItsOwnCopy() {
    byte[] samples = {1, 2, 3};
    RgbImage image = RgbImage.of8(1, 1, samples);
    samples[0] = 9;

    assertThat(image.sample8(0, 0, 0)).isEqualTo(1);
    assertThat(image).isEqualTo(RgbImage.of8(1, 1, new byte[] {1, 2, 3}));
    assertThat(image).hasSameHashCodeAs(RgbImage.of8(1, 1, new byte[] {1, 2, 3}));
    assertThat(image).isNotEqualTo(RgbImage.of8(1, 1, samples));
    assertThat(image).hasToString("RgbImage[1x1, 8 bits]");
  }

  @Test
  void refusesWrongSizes() {
    assertThatThrownBy(() -> RgbImage.of8(0, 1, new byte[0]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("width is 0, wanted at least 1");
    assertThatThrownBy(() -> RgbImage.of16(1, -1, new short[0]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("height is -1, wanted at least 1");
    assertThatThrownBy(() -> RgbImage.of8(2, 2, new byte[4]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("interleaved holds 4 elements, wanted exactly 12");
    assertThatThrownBy(() -> RgbImage.of8(60000, 60000, new byte[4]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("image is 60000x60000, wanted at most 715827879 pixels");
  }

  @Test
  void refusesCoordinatesOutside() {
    RgbImage image = RgbImage.of8(1, 1, new byte[3]);

    assertThatThrownBy(() -> image.sample(1, 0, 0)).hasMessage("x is 1, wanted 0 to 0");
    assertThatThrownBy(() -> image.sample8(0, -1, 0)).hasMessage("y is -1, wanted 0 to 0");
    assertThatThrownBy(() -> image.sample8(0, 0, 3)).hasMessage("channel is 3, wanted 0 to 2");
    assertThatThrownBy(() -> image.readRow(0, new float[2]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("target holds 2 elements, wanted at least 3");
  }

  private static byte[] counting(int count) {
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = (byte) i;
    }
    return values;
  }

  private static short[] countingWide(int count) {
    short[] values = new short[count];
    for (int i = 0; i < count; i++) {
      values[i] = (short) (60000 + i);
    }
    return values;
  }

  private static BufferedImage component(ColorSpace colours, int transferType) {
    ComponentColorModel model =
        new ComponentColorModel(colours, false, false, Transparency.OPAQUE, transferType);
    WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
    return new BufferedImage(model, raster, false, null);
  }
}
