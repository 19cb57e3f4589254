package dev.deepmatting.image;

import static dev.deepmatting.image.Samples.HEIGHT;
import static dev.deepmatting.image.Samples.WIDTH;
import static dev.deepmatting.image.Samples.path;
import static dev.deepmatting.image.Samples.read;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What files say beside their pixels, and where: see make_containers.py. */
class ContainersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnPngUpright(int orientation) {
    String name = "containers/orientation-" + orientation + ".png";

    assertPicture(read(name));
    assertThat(trimap(name)).isEqualTo(trimap("rgb8.png"));
    try (ImageRowFile rows = ImageFiles.standard().openImage(path(name))) {
      float[] row = new float[3 * WIDTH];
      rows.readRow(3, row);
      assertThat(row[3 * 5 + 1]).isEqualTo(45 / 255f);
    }
    try (TrimapRowFile rows =
        ImageFiles.standard().openTrimap(path(name), TrimapThresholds.standard())) {
      assertThat(rows.width()).isEqualTo(WIDTH);
    }
  }

  private static Trimap trimap(String name) {
    return ImageFiles.standard().readTrimap(path(name), new TrimapThresholds(60, 200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orientation-9", "exif-damaged", "stray-rgba-trns", "stray-trns-after", "stray-trns-length",
        "stray-trns-twice", "stray-rgb-plte", "stray-sbit", "stray-iccp", "stray-text"
      })
  void doNotHinderPixels(String name) {
    assertPicture(read("containers/" + name + ".png"));
  }

  @ParameterizedTest
  @CsvSource({
    "stray-rgba16-trns, rgba16",
    "stray-gray-alpha-trns, gray-alpha8",
    "stray-gray-plte, gray8",
    "stray-palette-trns, palette"
  })
  void doNotHinderPixelsOfOtherKinds(String name, String plain) {
    assertThat(read("containers/" + name + ".png")).isEqualTo(read(plain + ".png"));
  }

  /** The first of two counts, in memory and row by row. */
  @Test
  void haveOneTransparentColour() {
    Trimap whole = trimap("containers/stray-trns-twice.png");

    try (TrimapRowFile rows =
        ImageFiles.standard()
            .openTrimap(path("containers/stray-trns-twice.png"), new TrimapThresholds(60, 200))) {
      byte[] row = new byte[WIDTH];
      byte[] right = new byte[WIDTH];
      for (int y = 0; y < HEIGHT; y++) {
        rows.readRow(y, row);
        whole.readRow(y, right);
        assertThat(row).isEqualTo(right);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "canvas, 24, 16, 5, 3",
    "canvas-comment, 24, 16, 5, 3",
    "canvas-none, 10, 8, 0, 0",
    "canvas-small, 15, 11, 5, 3"
  })
  void giveGifItsCanvas(String name, int width, int height, int left, int top) {
    RgbImage image = read("containers/" + name + ".gif");

    assertThat(image.width()).isEqualTo(width);
    assertThat(image.height()).isEqualTo(height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside = x >= left && x < left + 10 && y >= top && y < top + 8;
        assertThat(image.sample8(x, y, 0)).isEqualTo(inside ? 255 : 0);
        assertThat(image.sample8(x, y, 2)).isZero();
      }
    }
  }

  @Test
  void sayThatAGifMoves() {
    assertThatThrownBy(() -> read("containers/animation.gif"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("animation.gif is an animation, wanted a still image");
  }

  @Test
  void compareTheCanvasWithThePixelLimit() {
    assertThatThrownBy(
            () -> ImageFiles.standard().withMaxPixels(100).readImage(path("containers/canvas.gif")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("declares 24x16 pixels");
  }

  static Stream<String> markers() throws IOException {
    return Files.readAllLines(path("containers/markers.txt")).stream();
  }

  @ParameterizedTest
  @MethodSource("markers")
  void giveJpegTheColoursThatLibjpegGives(String line) {
    String[] parts = line.split(" ");

    RgbImage image = read("containers/" + parts[0]);

    TiffFormsTest.assertClose(image, read("containers/markers-" + parts[1] + ".png"), 2);
  }

  private static void assertPicture(RgbImage image) {
    assertThat(image).isEqualTo(read("rgb8.png"));
  }
}
