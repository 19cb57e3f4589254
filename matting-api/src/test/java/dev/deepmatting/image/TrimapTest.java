package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrimapTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "25, 0", "26, 128", "128, 128", "229, 128", "230, 255", "255, 255"})
  void classifiesByTheDefaultThresholds(int gray, int expected) {
    assertThat(Trimap.of(1, 1, new byte[] {(byte) gray}).valueAt(0, 0)).isEqualTo(expected);
  }

  @Test
  void classifiesByGivenThresholds() {
    TrimapThresholds thresholds = new TrimapThresholds(0, 255);
    Trimap trimap = Trimap.of(4, 1, new byte[] {0, 1, (byte) 254, (byte) 255}, thresholds);
    byte[] row = new byte[4];

    trimap.readRow(0, row);

    assertThat(row).containsExactly(0, 128, 128, 255);
    assertThat(trimap.isUnknown(1, 0)).isTrue();
    assertThat(trimap.isUnknown(3, 0)).isFalse();
    assertThat(trimap).hasToString("Trimap[4x1, 2 unknown, 1 foreground, 1 background]");
  }

  @Test
  void roundsSixteenBitsBeforeItClassifies() {
    // 25.49 and 25.51 eight-bit steps.
    assertThat(Trimap.of(gray16(6551)).valueAt(0, 0)).isEqualTo(Trimap.BACKGROUND);
    assertThat(Trimap.of(gray16(6556)).valueAt(0, 0)).isEqualTo(Trimap.UNKNOWN);
  }

  @Test
  void takesLumaOfColours() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    image.setRGB(1, 0, 0x0000d9);
    image.setRGB(2, 0, 0xffffe0);

    Trimap trimap = Trimap.of(image);

    // Luma 76.2, 24.7 and 251.5.
    assertThat(trimap.valueAt(0, 0)).isEqualTo(Trimap.UNKNOWN);
    assertThat(trimap.valueAt(1, 0)).isEqualTo(Trimap.BACKGROUND);
    assertThat(trimap.valueAt(2, 0)).isEqualTo(Trimap.FOREGROUND);
  }

  @Test
  void laysTransparencyOverBlack() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xffffffff);
    image.setRGB(1, 0, 0x80ffffff);
    image.setRGB(2, 0, 0x00ffffff);

    Trimap trimap = Trimap.of(image);

    assertThat(trimap.valueAt(0, 0)).isEqualTo(Trimap.FOREGROUND);
    assertThat(trimap.valueAt(1, 0)).isEqualTo(Trimap.UNKNOWN);
    assertThat(trimap.valueAt(2, 0)).isEqualTo(Trimap.BACKGROUND);
  }

  @Test
  void needsNoKnownPixels() {
    Trimap trimap = Trimap.of(2, 1, new byte[] {100, 100});

    assertThat(trimap.unknownCount()).isEqualTo(2);
    assertThat(trimap.foregroundCount()).isZero();
    assertThat(trimap.backgroundCount()).isZero();
  }

  @Test
  void comesBackFromItsImage() {
    Trimap trimap = Trimap.of(3, 1, new byte[] {0, (byte) 128, (byte) 255});

    assertThat(Trimap.of(trimap.toBufferedImage(), new TrimapThresholds(0, 255)))
        .isEqualTo(trimap)
        .hasSameHashCodeAs(trimap);
  }

  @Test
  void refusesWrongArguments() {
    assertThatThrownBy(() -> Trimap.of(2, 2, new byte[3]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("values holds 3 elements, wanted exactly 4");
    Trimap trimap = Trimap.of(1, 1, new byte[1]);
    assertThatThrownBy(() -> trimap.valueAt(0, 1)).hasMessage("y is 1, wanted 0 to 0");
    assertThatThrownBy(() -> trimap.readRow(0, new byte[0]))
        .hasMessage("target holds 0 elements, wanted at least 1");
    assertThatThrownBy(() -> Trimap.of((BufferedImage) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("image");
  }

  @ParameterizedTest
  @CsvSource({"-1, 230", "25, 256", "100, 100", "200, 100"})
  void refusesWrongThresholds(int background, int foreground) {
    assertThatThrownBy(() -> new TrimapThresholds(background, foreground))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "thresholds are background %d, foreground %d,".formatted(background, foreground)
                + " wanted 0 <= background < foreground <= 255");
  }

  private static BufferedImage gray16(int sample) {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, sample);
    return image;
  }
}
