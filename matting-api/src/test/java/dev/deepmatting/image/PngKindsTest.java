package dev.deepmatting.image;

import static dev.deepmatting.image.PngBytes.GRAY;
import static dev.deepmatting.image.PngBytes.PALETTE;
import static dev.deepmatting.image.PngBytes.RGB;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of PNG file, by rows and by Java's own reader. */
class PngKindsTest {
  private static final int WIDTH = 37;
  private static final int HEIGHT = 11;

  @TempDir private Path folder;
  private final Random random = new Random(42);

  @ParameterizedTest
  @CsvSource({
    "0, 1", "0, 2", "0, 4", "0, 8", "0, 16", "2, 8", "2, 16", "3, 1", "3, 2", "3, 4", "3, 8",
    "4, 8", "4, 16", "6, 8", "6, 16"
  })
  void readsEveryColourTypeAndDepth(int colourType, int depth) throws Exception {
    int[][] sizes = {{1, 1}, {WIDTH, HEIGHT}, {2 * PixelRows.PIECE + 3, 6}};
    for (int[] size : sizes) {
      PngBytes png = new PngBytes(size[0], size[1], depth, colourType);
      if (colourType == PALETTE) {
        png.chunk("PLTE", bytes(3 << depth));
      }
      assertSame(png, PngBytes.randomRows(size[0], size[1], depth, colourType, random));
    }
  }

  @Test
  void readsSmoothRowsOfEveryFilter() throws Exception {
    byte[] rows = new byte[HEIGHT * (3 * WIDTH + 1)];
    for (int y = 0, at = 0; y < HEIGHT; y++) {
      rows[at++] = (byte) (y * 7 % 5);
      for (int x = 0; x < 3 * WIDTH; x++) {
        rows[at++] = (byte) (x % 4 - 2);
      }
    }
    assertSame(new PngBytes(WIDTH, HEIGHT, 8, RGB), rows);
  }

  /** Fewer colours and opacities than the depth has room for, or more. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, 1",
    "1, 1, 0",
    "2, 3, 2",
    "2, 4, 4",
    "4, 5, 3",
    "4, 16, 16",
    "4, 20, 18",
    "8, 3, 1",
    "8, 100, 40",
    "8, 256, 256",
    "8, 17, 90",
    "8, 256, 0"
  })
  void readsPalettesOfAnyLength(int depth, int colours, int opacities) throws Exception {
    PngBytes png = new PngBytes(WIDTH, HEIGHT, depth, PALETTE).chunk("PLTE", bytes(3 * colours));
    if (opacities > 0) {
      png.chunk("tRNS", bytes(opacities));
    }
    assertSame(png, PngBytes.randomRows(WIDTH, HEIGHT, depth, PALETTE, random));
  }

  /** Pixels of few values, so that many are of the transparent one. */
  @ParameterizedTest
  @CsvSource({"0, 8, 200", "0, 16, 51400", "2, 8, 200", "2, 16, 51400", "0, 8, 456", "2, 8, 456"})
  void readsATransparentColour(int colourType, int depth, int value) throws Exception {
    byte[] colour = new byte[colourType == RGB ? 6 : 2];
    for (int i = 0; i < colour.length; i += 2) {
      colour[i] = (byte) (value >> 8);
      colour[i + 1] = (byte) value;
    }
    byte[] rows = PngBytes.randomRows(WIDTH, HEIGHT, depth, colourType, random);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % (rows.length / HEIGHT) == 0 ? 0 : (byte) (rows[i] > -90 ? 200 : 3);
    }
    PngBytes png = new PngBytes(WIDTH, HEIGHT, depth, colourType);

    assertSame(png.chunk("tRNS", bytes(3)).chunk("tRNS", colour), rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void leavesATransparentLevelOfFewToJavasReader(int depth) throws Exception {
    byte[] rows = PngBytes.randomRows(WIDTH, HEIGHT, depth, GRAY, random);
    PngBytes png = new PngBytes(WIDTH, HEIGHT, depth, GRAY).chunk("tRNS", (byte) 0, (byte) 1);
    Path file = write(png.data(rows, 100).end());

    RowFiles.assertSameAsWhole(file);
    assertThat(RowFiles.isStreamed(file)).isFalse();
  }

  /** As Java's reader does: values are taken as sRGB whatever the file says. */
  @ParameterizedTest
  @CsvSource({"0, 8", "0, 16", "2, 8", "2, 16", "6, 8"})
  void takesNoNoticeOfColourChunks(int colourType, int depth) throws Exception {
    PngBytes png =
        new PngBytes(WIDTH, HEIGHT, depth, colourType)
            .chunk("gAMA", (byte) 0, (byte) 1, (byte) 0x86, (byte) 0xa0)
            .chunk("sRGB", (byte) 0)
            .chunk("cHRM", bytes(32))
            .chunk("pHYs", bytes(9))
            .chunk("tEXt", "Comment\0none".getBytes(StandardCharsets.ISO_8859_1))
            .chunk("prVt", bytes(70_000));

    assertSame(png, PngBytes.randomRows(WIDTH, HEIGHT, depth, colourType, random));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000_000})
  void readsDataInChunksOfAnySize(int chunkBytes) throws Exception {
    byte[] rows = PngBytes.randomRows(WIDTH, HEIGHT, 8, RGB, random);
    PngBytes png = new PngBytes(WIDTH, HEIGHT, 8, RGB).chunk("IDAT").data(rows, chunkBytes);
    Path file = write(png.chunk("IDAT").chunk("tIME", bytes(7)).end());

    RowFiles.assertSameAsWhole(file);
    assertThat(RowFiles.isStreamed(file)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb8.png",
        "rgba8.png",
        "rgb16.png",
        "rgba16.png",
        "gray1.png",
        "gray8.png",
        "gray16.png",
        "gray-alpha8.png",
        "palette.png",
        "trimap-palette.png"
      })
  void readsFilesOfOtherEncoders(String name) {
    RowFiles.assertSameAsWhole(Samples.path(name));
    assertThat(RowFiles.isStreamed(Samples.path(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "progressive.jpg",
        "orientation-6.jpg",
        "cmyk-adobe.jpg",
        "plain.tif",
        "orientation-8.tif",
        "rgb8.bmp",
        "palette.gif"
      })
  void readsOtherFormatsWhole(String name) {
    RowFiles.assertSameAsWhole(Samples.path(name));
    assertThat(RowFiles.isStreamed(Samples.path(name))).isFalse();
  }

  @Test
  void readsInterlacedFilesWhole() throws Exception {
    // Three passes of one pixel each: of row 0, of row 2, of row 1.
    byte[] data = {0, 10, 20, 30, 0, 40, 50, 60, 0, 70, 80, 90};
    Path file = write(new PngBytes(1, 3, 8, RGB, 1).data(data, 100).end());

    RowFiles.assertSameAsWhole(file);
    assertThat(RowFiles.isStreamed(file)).isFalse();
  }

  private void assertSame(PngBytes png, byte[] rows) throws Exception {
    Path file = write(png.data(rows, 1000).end());

    RowFiles.assertSameAsWhole(file);
    // A file of one row is as large as its window.
    assertThat(PngRowReader.open(ImageInput.of(file), Long.MAX_VALUE, ImageLoader.Use.COLOURS))
        .isPresent();
  }

  private Path write(byte[] png) throws Exception {
    return Files.write(Files.createTempFile(folder, "kind", ".png"), png);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
