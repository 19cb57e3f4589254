package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files by rows: an error that names the file, whole rows before it, never a hang. */
class ImageRowFileErrorsTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;
  private static final int ROW = 3 * WIDTH + 1;

  @TempDir private Path folder;
  private final byte[] rows = PngBytes.randomRows(WIDTH, HEIGHT, 8, PngBytes.RGB, new Random(5));

  @Test
  void refusesAFileThatIsCutShortAnywhere() throws Exception {
    byte[] png = png().data(rows, 500).end();
    for (int length = 0; length < png.length; length += 13) {
      Path file = Files.write(folder.resolve("cut" + length), Arrays.copyOf(png, length));

      assertThatThrownBy(() -> RowFiles.FILES.openImage(file))
          .as("%d bytes", length)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("file " + file + " ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 60, 700, 2000})
  void refusesAWrongChecksum(int at) throws Exception {
    byte[] png = png().data(rows, 500).end();
    png[at] ^= 1;

    refuses(png, "has a wrong checksum");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, I/O error reading PNG header",
    "5, -1, I/O error reading PNG header",
    "2147483647, 2147483647, wanted 1 to 200000000 in all",
    "200000001, 1, wanted 1 to 200000000 in all",
    "20000, 20000, wanted 1 to 200000000 in all"
  })
  void refusesAbsurdSizes(int width, int height, String reason) throws Exception {
    refuses(new PngBytes(width, height, 8, PngBytes.RGB).data(rows, 500).end(), reason);
  }

  @Test
  void obeysAnyLimit() throws Exception {
    Path file = write(png().data(rows, 500).end());

    assertThatThrownBy(() -> RowFiles.FILES.withMaxPixels(WIDTH * HEIGHT - 1).openImage(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("declares 40x30 pixels, wanted 1 to 1199 in all");
    try (ImageRowFile image = RowFiles.FILES.withMaxPixels(WIDTH * HEIGHT).openImage(file)) {
      assertThat(image.height()).isEqualTo(HEIGHT);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 8, 2", "0, 3, 2", "0, 32, 0", "0, 16, 3", "0, 8, 1", "0, 8, 7"})
  void leavesOddHeadersToTheReaderOfOtherFiles(int length, int depth, int colour) throws Exception {
    byte[] png = new PngBytes(WIDTH, HEIGHT, depth, colour).data(rows, 500).end();
    png[11] += (byte) length;

    refuses(png, "");
  }

  @Test
  void readsNoMoreRowsThanTheHeaderDeclares() throws Exception {
    byte[] bomb = Arrays.copyOf(rows, 50_000_000);
    Path file = write(png().data(bomb, 1 << 20).end());

    RowFiles.assertSameAsWhole(file);
  }

  @Test
  void saysThatRowsAreMissing() throws Exception {
    failsAt(20, png().data(Arrays.copyOf(rows, 20 * ROW + 7), 500).end(), "fewer rows");
    failsAt(0, png().end(), "fewer rows");
  }

  @Test
  void saysThatARowHasAnUnknownFilter() throws Exception {
    rows[12 * ROW] = 5;
    failsAt(12, png().data(rows, 500).end(), "PNG row has the unknown filter type 5");
  }

  @Test
  void saysThatDataAreNotDeflated() throws Exception {
    failsAt(0, png().chunk("IDAT", rows).end(), "incorrect header check");
    byte[] zlibWithDictionary = {0x78, (byte) 0xf9, 0, 0, 0, 0, 1, 2, 3};
    failsAt(0, png().chunk("IDAT", zlibWithDictionary).end(), "fewer rows");
  }

  @Test
  void dataEndWithTheirFirstChunks() throws Exception {
    byte[] data = PngBytes.deflate(rows);
    PngBytes png = png().chunk("IDAT", Arrays.copyOf(data, 2000)).chunk("tIME", new byte[7]);
    Path file = write(png.chunk("IDAT", Arrays.copyOfRange(data, 2000, data.length)).end());

    assertThatThrownBy(() -> readRows(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("fewer rows");
    assertThatThrownBy(() -> RowFiles.FILES.readImage(file))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void saysThatAPaletteIsMissing() throws Exception {
    refuses(new PngBytes(4, 4, 8, PngBytes.PALETTE).data(new byte[20], 500).end(), "");
  }

  /** Chunks are made whole again, so that the damage is in what they say. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 6})
  void mutatedDataRaiseInvalidInputAtMost(int colourType) throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] plain = PngBytes.randomRows(WIDTH, HEIGHT, 8, colourType, random);
      byte[] data = PngBytes.deflate(plain);
      data[random.nextInt(seed % 2 == 0 ? 20 : data.length)] ^= (byte) (1 + random.nextInt(255));
      PngBytes png = new PngBytes(WIDTH, HEIGHT, 8, colourType).chunk("PLTE", new byte[60]);
      Path file = write(png.chunk("IDAT", data).end());
      try {
        RowFiles.assertSameAsWhole(file);
      } catch (InvalidInputException expected) {
        assertThat(expected).hasMessageStartingWith("file " + file);
        assertThatThrownBy(() -> readRows(file)).isInstanceOf(InvalidInputException.class);
      }
    }
  }

  private void failsAt(int y, byte[] png, String reason) throws Exception {
    Path file = write(png);
    float[] row = new float[3 * WIDTH];
    try (ImageRowFile image = RowFiles.FILES.openImage(file)) {
      for (int good = 0; good < y; good++) {
        image.readRow(good, row);
      }
      // Again and again, not half a row the second time.
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> image.readRow(y, row))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageStartingWith("file " + file + " is damaged or cannot be decoded: ")
            .hasMessageContaining(reason);
      }
    }
  }

  private void refuses(byte[] png, String reason) throws Exception {
    Path file = write(png);
    assertThatThrownBy(() -> RowFiles.FILES.openImage(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + file + " ")
        .hasMessageContaining(reason);
  }

  private static void readRows(Path file) {
    try (ImageRowFile image = RowFiles.FILES.openImage(file)) {
      float[] row = new float[3 * image.width()];
      for (int y = 0; y < image.height(); y++) {
        image.readRow(y, row);
      }
    }
  }

  private Path write(byte[] png) throws Exception {
    return Files.write(Files.createTempFile(folder, "damaged", ".png"), png);
  }

  private static PngBytes png() {
    return new PngBytes(WIDTH, HEIGHT, 8, PngBytes.RGB);
  }
}
