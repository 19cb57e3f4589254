package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.PngRowWriter.Layout;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PngRowWriterTest {
  @TempDir private Path folder;

  /** Rows that are flat, smooth, the same as the one above, or noise, so that all filters win. */
  @ParameterizedTest
  @CsvSource({
    "GRAY_8, 1, 1",
    "GRAY_8, 500, 90",
    "GRAY_16, 1, 1",
    "GRAY_16, 333, 90",
    "RGBA_8, 1, 1",
    "RGBA_8, 400, 150",
    "GRAY_8, 100000, 3"
  })
  void javasReaderFindsTheSamePixels(Layout layout, int width, int height) throws Exception {
    byte[][] rows = rows(width * bytes(layout), height, bytes(layout));
    Path file = folder.resolve("a.png");

    write(file, width, layout, rows);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    boolean wide = image.getRaster().getTransferType() == DataBuffer.TYPE_USHORT;
    assertThat(wide).isEqualTo(layout == Layout.GRAY_16);
    for (int y = 0; y < height; y++) {
      int[] samples = image.getRaster().getPixels(0, y, width, 1, (int[]) null);
      assertThat(samples).as("row %d", y).isEqualTo(samples(rows[y], wide));
    }
    // Checks every chunk's length and checksum.
    assertThat(ImageFiles.standard().readImage(file).height()).isEqualTo(height);
    assertThat(folder.toFile().list()).containsExactly("a.png");
  }

  @Test
  void writesNoMoreThanJavasWriterDoes() throws Exception {
    RgbImage image = Samples.read("baseline.jpg");
    byte[][] rows = new byte[image.height()][4 * image.width()];
    BufferedImage opaque =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_ARGB);
    opaque.createGraphics().drawImage(image.toBufferedImage(), 0, 0, null);
    for (int y = 0; y < rows.length; y++) {
      int[] pixels = opaque.getRaster().getPixels(0, y, image.width(), 1, (int[]) null);
      for (int i = 0; i < pixels.length; i++) {
        rows[y][i] = (byte) pixels[i];
      }
    }
    Path file = folder.resolve("rows.png");
    Path whole = folder.resolve("whole.png");

    write(file, image.width(), Layout.RGBA_8, rows);
    ImageFiles.writePng(opaque, whole);

    assertThat(Files.size(file)).isLessThanOrEqualTo(Files.size(whole) + Files.size(whole) / 20);
  }

  @ParameterizedTest
  @EnumSource
  void refusesRowsOfAnotherLength(Layout layout) {
    assertThatThrownBy(
            () -> write(folder.resolve("a.png"), 2, layout, new byte[1][2 * bytes(layout) - 1]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "row holds %d elements, wanted exactly %d", 2 * bytes(layout) - 1, 2 * bytes(layout));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writesAProfileOfItsKindOfPixelsAndTheResolution() throws Exception {
    Path colours = folder.resolve("colours.png");
    Path gray = folder.resolve("gray.png");
    ImageProperties properties =
        ImageProperties.none()
            .withIccProfile(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData())
            .withResolution(new Resolution(300, 72));

    for (Path file : new Path[] {colours, gray}) {
      Layout layout = file == gray ? Layout.GRAY_8 : Layout.RGBA_8;
      byte[] row = new byte[bytes(layout)];
      PngRowWriter.write(
          ImageOutput.of(file), 1, 1, layout, properties, writer -> writer.writeRow(0, row));
    }

    assertThat(PropertiesReader.declared(ImageInput.of(colours)).profile())
        .isEqualTo(properties.iccProfile().orElseThrow());
    assertThat(PropertiesReader.declared(ImageInput.of(gray)).profile()).isNull();
    assertThat(ImageFiles.readProperties(gray)).isEqualTo(properties.withoutIccProfile());
    // Another reader checks the chunks.
    assertThat(ImageIO.read(colours.toFile()).getWidth()).isEqualTo(1);
    assertThat(ImageFiles.standard().readImage(colours).width()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 'width is 0, wanted at least 1'",
    "1, -1, 'height is -1, wanted at least 1'",
    "2147483647, 1, 'width is 2147483647, wanted at most 268435447'"
  })
  void refusesSizesThatCannotBe(int width, int height, String message) {
    assertThatThrownBy(
            () ->
                PngRowWriter.write(
                    ImageOutput.of(folder.resolve("a.png")),
                    width,
                    height,
                    Layout.GRAY_8,
                    writer -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void aFileWithoutAllRowsIsNotThere() throws Exception {
    Path file = Files.writeString(folder.resolve("a.png"), "older");

    assertThatThrownBy(
            () ->
                PngRowWriter.write(
                    ImageOutput.of(file),
                    2,
                    3,
                    Layout.GRAY_8,
                    writer -> writer.writeRow(0, new byte[2])))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("file " + file + " has 1 rows, wanted 3");
    assertThat(file).hasContent("older");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0, 2"})
  void refusesRowsOutOfOrder(int first, int second) {
    Path file = folder.resolve("a.png");

    assertThatThrownBy(
            () ->
                PngRowWriter.write(
                    ImageOutput.of(file),
                    1,
                    2,
                    Layout.GRAY_8,
                    writer -> {
                      writer.writeRow(first, new byte[1]);
                      writer.writeRow(second, new byte[1]);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("row is ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesARowTooMany() {
    assertThatThrownBy(
            () ->
                PngRowWriter.write(
                    ImageOutput.of(folder.resolve("a.png")),
                    1,
                    1,
                    Layout.GRAY_8,
                    writer -> {
                      writer.writeRow(0, new byte[1]);
                      writer.writeRow(1, new byte[1]);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("row is 1 of 1, ");
  }

  @Test
  void anInterruptLeavesNothing() {
    try {
      assertThatThrownBy(
              () ->
                  PngRowWriter.write(
                      ImageOutput.of(folder.resolve("a.png")),
                      1,
                      1,
                      Layout.GRAY_8,
                      writer -> {
                        Thread.currentThread().interrupt();
                        writer.writeRow(0, new byte[1]);
                      }))
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessage("writing " + folder.resolve("a.png") + " was interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static void write(Path file, int width, Layout layout, byte[][] rows) {
    PngRowWriter.write(
        ImageOutput.of(file),
        width,
        rows.length,
        layout,
        writer -> {
          byte[] same = new byte[rows[0].length];
          for (int y = 0; y < rows.length; y++) {
            System.arraycopy(rows[y], 0, same, 0, same.length);
            writer.writeRow(y, same);
          }
        });
  }

  private static byte[][] rows(int length, int height, int step) {
    Random random = new Random(9);
    byte[][] rows = new byte[height][length];
    for (int y = 0; y < height; y++) {
      switch (y % 5) {
        case 0 -> random.nextBytes(rows[y]);
        case 1 -> rows[y] = rows[y - 1].clone();
        case 2 -> Arrays.fill(rows[y], (byte) y);
        default -> {
          for (int i = 0; i < length; i++) {
            rows[y][i] = (byte) (i / step * 3 + y + random.nextInt(2));
          }
        }
      }
    }
    return rows;
  }

  private static int[] samples(byte[] row, boolean wide) {
    int[] samples = new int[wide ? row.length / 2 : row.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = wide ? (row[2 * i] & 0xff) << 8 | row[2 * i + 1] & 0xff : row[i] & 0xff;
    }
    return samples;
  }

  private static int bytes(Layout layout) {
    return switch (layout) {
      case GRAY_8 -> 1;
      case GRAY_16 -> 2;
      case RGBA_8 -> 4;
    };
  }
}
