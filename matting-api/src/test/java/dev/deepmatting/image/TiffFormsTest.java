package dev.deepmatting.image;

import static dev.deepmatting.image.Samples.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms of TIFF that libtiff wrote, against what libtiff reads: see make_tiffs.py. */
class TiffFormsTest {
  static Stream<String> forms() throws IOException {
    return Files.readAllLines(path("tiff/cases.txt")).stream();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void areReadAsLibtiffReadsThem(String form) {
    String[] parts = form.split(" ");

    RgbImage image = Samples.read("tiff/" + parts[0] + ".tif");

    assertClose(image, Samples.read("tiff/" + parts[0] + ".png"), Integer.parseInt(parts[1]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refused-float | floating point samples, wanted whole numbers",
        "refused-half | floating point samples",
        "refused-signed | signed samples",
        "refused-complex | complex floating point samples",
        "refused-32-bits | samples of [32] bits, wanted 1 to 16",
        "refused-lab | CIE Lab colours, wanted gray, RGB, YCbCr, CMYK or a palette",
        "refused-zstd | compressed by Zstandard, wanted none, LZW",
        "refused-no-inks-of-cmyk | inks other than CMYK",
        "refused-cut-short | cut short",
        "refused-pages | 3 pages, wanted one picture in each file",
        "refused-preview-without-a-word | pages",
        "refused-dng | a raw photograph (DNG",
        "refused-raw | a raw photograph",
        "refused-previews-alone | previews alone",
        "refused-endless | have no end",
      })
  void areRefusedInWords(String name, String words) {
    assertThatThrownBy(() -> Samples.read("tiff/" + name + ".tif"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(name + ".tif")
        .hasMessageContaining(words);
  }

  @Test
  void areComparedWithThePixelLimitFirst() {
    assertThatThrownBy(
            () -> ImageFiles.standard().withMaxPixels(100).readImage(path("tiff/cmyk8.tif")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("declares 21x19 pixels");
  }

  /** A matte of 16 bits loses none of them. */
  @Test
  void giveMattesOfSixteenBits() {
    AlphaMatte matte = ImageFiles.standard().readAlpha(path("tiff/gray16-lzw-differences.tif"));
    AlphaMatte right = ImageFiles.standard().readAlpha(path("tiff/gray16-lzw-differences.png"));

    assertThat(matte).isEqualTo(right);
  }

  static void assertClose(RgbImage image, RgbImage right, int tolerance) {
    assertThat(image.bitDepth()).isEqualTo(right.bitDepth());
    assertThat(image.width()).isEqualTo(right.width());
    assertThat(image.height()).isEqualTo(right.height());
    int most = image.bitDepth() == 8 ? 255 : 65_535;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
          float difference = image.sample(x, y, channel) - right.sample(x, y, channel);
          assertThat(Math.abs(Math.round(most * difference)))
              .as("%d,%d,%d: %s", x, y, channel, image.sample(x, y, channel) * most)
              .isLessThanOrEqualTo(tolerance);
        }
      }
    }
  }
}
