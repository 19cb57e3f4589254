package dev.deepmatting.image;

import static dev.deepmatting.image.Samples.HEIGHT;
import static dev.deepmatting.image.Samples.WIDTH;
import static dev.deepmatting.image.Samples.path;
import static dev.deepmatting.image.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of file that can be read, against the formula its pixels were made from. */
class ImageFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"rgb8.png", "rgba8.png", "rgb8.bmp", "plain.tif"})
  void readsEightBitColourExactly(String name) {
    RgbImage image = read(name);

    assertThat(image.bitDepth()).isEqualTo(8);
    assertLargestDifference(image, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb16.png", "rgba16.png"})
  void readsSixteenBitColourExactly(String name) {
    RgbImage image = read(name);

    assertThat(image.bitDepth()).isEqualTo(16);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int channel = 0; channel < 3; channel++) {
          float expected = Samples.wide(Samples.rgb(x, y, channel)) / 65535f;
          assertThat(image.sample(x, y, channel)).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gray8.png", "gray-alpha8.png"})
  void readsEightBitGrayWithoutConversion(String name) {
    RgbImage image = read(name);

    assertGray(image, (x, y) -> Samples.gray(x, y));
    assertThat(image.bitDepth()).isEqualTo(8);
  }

  @Test
  void readsSixteenBitGrayWithoutConversion() {
    RgbImage image = read("gray16.png");

    assertThat(image.bitDepth()).isEqualTo(16);
    assertThat(image.sample(5, 3, 0)).isEqualTo((257 * 53 + 7) / 65535f);
    assertThat(image.sample(5, 3, 2)).isEqualTo(image.sample(5, 3, 0));
  }

  @Test
  void readsOneBitGray() {
    assertGray(read("gray1.png"), (x, y) -> (x + y) % 2 * 255);
  }

  @Test
  void readsGrayJpegWithoutConversion() {
    RgbImage image = read("gray.jpg");

    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(Math.abs(image.sample8(x, y, 1) - Samples.gray(x, y))).isLessThanOrEqualTo(4);
      }
    }
  }

  @Test
  void readsPalettePng() {
    RgbImage image = read("palette.png");

    for (int x = 0; x < WIDTH; x++) {
      assertThat(image.sample8(x, 9, 0)).isEqualTo(10 * x);
      assertThat(image.sample8(x, 9, 1)).isEqualTo(15);
      assertThat(image.sample8(x, 9, 2)).isEqualTo(255 - 10 * x);
    }
  }

  @Test
  void readsPaletteGif() {
    assertLargestDifference(read("palette.gif"), 40);
  }

  @ParameterizedTest
  @CsvSource({"baseline, 2", "progressive, 2", "cmyk-adobe, 3", "cmyk-plain, 3", "ycck, 3"})
  void readsJpegAsOpenCvDoes(String name, int tolerance) {
    RgbImage image = read(name + ".jpg");
    RgbImage reference = read(name + "-reference.png");

    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(image.sample8(x, y, channel))
              .isBetween(
                  reference.sample8(x, y, channel) - tolerance,
                  reference.sample8(x, y, channel) + tolerance);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsJpegAndTiffUpright(int orientation) {
    assertLargestDifference(read("orientation-" + orientation + ".jpg"), 8);
    assertLargestDifference(read("orientation-" + orientation + ".tif"), 0);
  }

  @Test
  void turnsTrimapsLikeImages() {
    TrimapThresholds thresholds = new TrimapThresholds(60, 200);
    Trimap upright = ImageFiles.standard().readTrimap(path("orientation-1.tif"), thresholds);
    Trimap turned = ImageFiles.standard().readTrimap(path("orientation-6.tif"), thresholds);

    assertThat(turned).isEqualTo(upright);
    assertThat(turned.unknownCount()).isPositive();
  }

  @Test
  void readsTrimapWithPalette() {
    Trimap trimap =
        ImageFiles.standard().readTrimap(path("trimap-palette.png"), TrimapThresholds.standard());

    assertThat(trimap.backgroundCount()).isEqualTo(8 * HEIGHT);
    assertThat(trimap.unknownCount()).isEqualTo(8 * HEIGHT);
    assertThat(trimap.foregroundCount()).isEqualTo(8 * HEIGHT);
    assertThat(trimap.valueAt(8, 0)).isEqualTo(Trimap.UNKNOWN);
  }

  @Test
  void laysTransparentTrimapOverBlack() {
    Trimap trimap =
        ImageFiles.standard().readTrimap(path("gray-alpha8.png"), new TrimapThresholds(103, 104));

    // Column 20, row 7: gray 207 with opacity 150 of 255 gives 121.8; row 9: 209 * 120 / 255 = 98.4
    assertThat(trimap.valueAt(20, 7)).isEqualTo(Trimap.FOREGROUND);
    assertThat(trimap.valueAt(20, 9)).isEqualTo(Trimap.BACKGROUND);
  }

  @Test
  void readsAlphaOfEightAndSixteenBits() {
    assertThat(ImageFiles.standard().readAlpha(path("gray8.png")).alphaAt(5, 3))
        .isEqualTo(53 / 255f);
    assertThat(ImageFiles.standard().readAlpha(path("gray16.png")).alphaAt(5, 3))
        .isEqualTo((257 * 53 + 7) / 65535f);
  }

  @Test
  void readsFromAnyFileSystem(@TempDir Path folder) throws Exception {
    Path zip = folder.resolve("images.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path copy = Files.copy(path("rgb8.png"), files.getPath("/rgb8.png"));

      assertThat(ImageFiles.standard().readImage(copy)).isEqualTo(read("rgb8.png"));
    }
  }

  @Test
  void readsWithoutContextClassLoader() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try {
      assertThat(read("cmyk-adobe.jpg").width()).isEqualTo(WIDTH);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void assertGray(RgbImage image, IntBinaryOperator expected) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(image.sample8(x, y, channel)).isEqualTo(expected.applyAsInt(x, y));
        }
      }
    }
  }

  private static void assertLargestDifference(RgbImage image, int tolerance) {
    assertThat(image.width()).isEqualTo(WIDTH);
    assertThat(image.height()).isEqualTo(HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int channel = 0; channel < 3; channel++) {
          int expected = Samples.rgb(x, y, channel);
          assertThat(image.sample8(x, y, channel))
              .as("x %d, y %d, channel %d", x, y, channel)
              .isBetween(expected - tolerance, expected + tolerance);
        }
      }
    }
  }
}
