package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegArtefactsTest {
  private static final int[] COLOUR = {250, 20, 60};

  private final RgbImage picture = Pictures.colours(40, 24, JpegArtefactsTest::sample);

  /** The pictures are those of libjpeg-turbo, whose transforms round a little differently. */
  @ParameterizedTest
  @ValueSource(ints = {15, 60, 95})
  void looksAsAfterAnotherCodecOfTheSameQuality(int quality) {
    RgbImage wanted =
        ImageFiles.standard().readImage(ResamplingVectorsTest.file("jpeg-" + quality + ".png"));

    RgbImage result = JpegArtefacts.apply(picture, quality);

    assertThat(difference(result, wanted)).isLessThan(0.5);
    assertThat(difference(result, picture)).isGreaterThan(4 * difference(result, wanted));
  }

  @Test
  void losesMoreAtLowerQuality() {
    double[] lost =
        IntStream.of(100, 90, 50, 20, 1)
            .mapToDouble(quality -> difference(JpegArtefacts.apply(picture, quality), picture))
            .toArray();

    for (int i = 1; i < lost.length; i++) {
      assertThat(lost[i]).isGreaterThan(lost[i - 1]);
    }
  }

  @Test
  void givesTheSameTwice() {
    assertThat(JpegArtefacts.apply(picture, 30)).isEqualTo(JpegArtefacts.apply(picture, 30));
  }

  @Test
  void halvesTheResolutionOfColours() throws IOException {
    byte[] file = JpegArtefacts.encode(picture.toBufferedImage(), 75);

    int frame = 0;
    while ((file[frame] & 0xff) != 0xff || (file[frame + 1] & 0xff) != 0xc0) {
      frame++;
    }
    // Sampling factors of luma and both chromas in the header of the baseline frame.
    assertThat(new byte[] {file[frame + 11], file[frame + 14], file[frame + 17]})
        .containsExactly(0x22, 0x11, 0x11);
  }

  @Test
  void takesTheSmallestAnd16Bits() {
    RgbImage dot =
        RgbImage.of16(1, 1, new short[] {(short) 0x8080, (short) 0x8080, (short) 0x8080});

    RgbImage result = JpegArtefacts.apply(dot, 90);

    assertThat(result.bitDepth()).isEqualTo(8);
    assertThat(result.sample8(0, 0, 1)).isBetween(126, 130);
  }

  @Test
  void refusesWhatJpegCannotHold() {
    assertThatThrownBy(() -> JpegArtefacts.apply(picture, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("quality is 0, wanted 1 to 100");
    assertThatThrownBy(() -> JpegArtefacts.apply(picture, 101))
        .hasMessage("quality is 101, wanted 1 to 100");
    RgbImage tall = RgbImage.of8(1, 65501, new byte[3 * 65501]);
    assertThatThrownBy(() -> JpegArtefacts.apply(tall, 50))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("image is 1x65501, wanted at most 65500 pixels per side");
  }

  private static int sample(int x, int y, int channel) {
    if (x >= 10 && x < 30 && y >= 6 && y < 18) {
      return COLOUR[channel];
    }
    return channel == 0 ? 6 * x : channel == 1 ? 10 * y : 3 * x + 4 * y;
  }

  /** The mean absolute difference in levels of 8 bits. */
  private static double difference(RgbImage one, RgbImage other) {
    assertThat(one.width()).isEqualTo(other.width());
    assertThat(one.height()).isEqualTo(other.height());
    long sum = 0;
    for (int i = 0; i < one.width() * one.height() * 3; i++) {
      int x = i / 3 % one.width();
      int y = i / 3 / one.width();
      sum += Math.abs(one.sample8(x, y, i % 3) - other.sample8(x, y, i % 3));
    }
    return sum / (3.0 * one.width() * one.height());
  }
}
