package dev.deepmatting.image;

import static dev.deepmatting.image.Samples.path;
import static dev.deepmatting.image.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours of profiles, against LittleCMS: see make_profiles.py. */
class ProfilesTest {
  static Stream<String> files() throws IOException {
    return Files.readAllLines(path("profiles/cases.txt")).stream();
  }

  /** Within a level of 8 bits, of which 16 bits have 257. */
  @ParameterizedTest
  @MethodSource("files")
  void areConvertedToSrgbAsLittleCmsDoes(String name) {
    RgbImage image = read("profiles/" + name);
    RgbImage right = read("profiles/" + name.replaceFirst("\\..*", "-srgb.png"));

    TiffFormsTest.assertClose(image, right, tolerance(name, image));
    assertThat(ImageFiles.readProperties(path("profiles/" + name)).iccProfile()).isEmpty();
  }

  private static int tolerance(String name, RgbImage image) {
    // Java's decoder of JPEG may differ from Pillow's by a level before.
    int levels = name.startsWith("jpeg") ? 3 : 1;
    return image.bitDepth() == 8 ? levels : 257 * levels;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png-rgb8", "png-rgba16", "png-gray8", "png-gray-alpha16", "png-palette"})
  void areTheSameRowByRow(String name) {
    RgbImage whole = read("profiles/" + name + ".png");
    float[] row = new float[3 * whole.width()];
    float[] right = new float[3 * whole.width()];

    try (ImageRowFile rows = ImageFiles.standard().openImage(path("profiles/" + name + ".png"))) {
      for (int y = 0; y < whole.height(); y++) {
        rows.readRow(y, row);
        whole.readRow(y, right);
        assertThat(row).isEqualTo(right);
      }
    }
  }

  /** Opacity is a number, and a curve for gray ink says nothing of it. */
  @ParameterizedTest
  @ValueSource(strings = {"png-gray8.png", "tiff-gray8.tif", "jpeg-gray.jpg"})
  void sayNothingOfMattesAndTrimaps(String name) {
    AlphaMatte matte = ImageFiles.standard().readAlpha(path("profiles/" + name));
    TrimapThresholds thresholds = new TrimapThresholds(60, 130);
    Trimap trimap = ImageFiles.standard().readTrimap(path("profiles/" + name), thresholds);

    // The gray of pixel i is 255 i / 383; JPEG is off by a level or two.
    for (int i = 0; i < 24 * 16; i++) {
      float right = (float) Math.floor(255 * i / 383.0);
      assertThat(255 * matte.alphaAt(i % 24, i / 24)).isBetween(right - 3, right + 3);
    }
    assertThat(trimap.valueAt(12, 7)).isEqualTo(Trimap.UNKNOWN);
    assertThat(trimap.valueAt(12, 8)).isEqualTo(Trimap.FOREGROUND);
  }
}
