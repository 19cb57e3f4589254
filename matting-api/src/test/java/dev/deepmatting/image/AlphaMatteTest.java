package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphaMatteTest {
  @TempDir private Path folder;

  @Test
  void givesItsValues() {
    AlphaMatte matte = AlphaMatte.of(2, 2, new float[] {0f, 0.25f, 0.5f, 1f});
    float[] row = new float[2];

    matte.readRow(1, row);

    assertThat(matte.alphaAt(1, 0)).isEqualTo(0.25f);
    assertThat(row).containsExactly(0.5f, 1f);
    assertThat(matte.toFloatArray()).containsExactly(0f, 0.25f, 0.5f, 1f);
    assertThat(matte).hasToString("AlphaMatte[2x2]");
  }

  @Test
  void readsARectangle() {
    AlphaMatte matte = AlphaMatte.of(3, 2, new float[] {0f, .1f, .2f, .3f, .4f, .5f});
    float[] target = {9f, 9f, 9f, 9f, 9f};

    matte.readRegion(1, 0, 2, 2, target);

    assertThat(target).containsExactly(.1f, .2f, .4f, .5f, 9f);
    assertThatThrownBy(() -> matte.readRegion(3, 0, 1, 1, target))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("x is 3, wanted 0 to 2");
    assertThatThrownBy(() -> matte.readRegion(0, 1, 1, 2, target))
        .hasMessage("height is 2, wanted 1 to 1");
    assertThatThrownBy(() -> matte.readRegion(0, 0, 3, 2, target))
        .hasMessage("target holds 5 elements, wanted at least 6");
  }

  @Test
  void roundsHalvesUp() {
    AlphaMatte matte = AlphaMatte.of(4, 1, new float[] {0.5f, 0.499f, 0.99999f, 0.0019f});

    assertThat(samples(matte.toGray8())).containsExactly(128, 127, 255, 0);
    assertThat(samples(matte.toGray16())).containsExactly(32768, 32702, 65534, 125);
  }

  @Test
  void keepsItsOwnCopy() {
    float[] values = {0.5f};
    AlphaMatte matte = AlphaMatte.of(1, 1, values);
    values[0] = 0f;
    matte.toFloatArray()[0] = 0f;

    assertThat(matte.alphaAt(0, 0)).isEqualTo(0.5f);
  }

  @Test
  void equalsByValue() {
    AlphaMatte matte = AlphaMatte.of(1, 1, new float[] {0f});

    assertThat(AlphaMatte.of(1, 1, new float[] {-0f})).isEqualTo(matte).hasSameHashCodeAs(matte);
    assertThat(AlphaMatte.of(1, 1, new float[] {1f})).isNotEqualTo(matte);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -0.001f, 1.001f, Float.POSITIVE_INFINITY})
  void refusesValuesOutside(float value) {
    assertThatThrownBy(() -> AlphaMatte.of(2, 1, new float[] {0f, value}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("values[1] is " + value + ", wanted 0 to 1");
  }

  @Test
  void refusesWrongLengthsAndCoordinates() {
    assertThatThrownBy(() -> AlphaMatte.of(2, 2, new float[5]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("values holds 5 elements, wanted exactly 4");
    AlphaMatte matte = AlphaMatte.of(1, 1, new float[1]);
    assertThatThrownBy(() -> matte.alphaAt(-1, 0)).hasMessage("x is -1, wanted 0 to 0");
    assertThatThrownBy(() -> matte.readRow(1, new float[1])).hasMessage("y is 1, wanted 0 to 0");
  }

  @Test
  void comesBackFromPngFiles() {
    AlphaMatte matte = AlphaMatte.of(3, 1, new float[] {0f, 0.2f, 1f});
    Path file = folder.resolve("alpha.png");

    matte.writePng(file);
    assertThat(ImageFiles.standard().readAlpha(file)).isEqualTo(matte);
    matte.writePng16(file);
    assertThat(ImageFiles.standard().readAlpha(file)).isEqualTo(matte);
    assertThat(ImageFiles.standard().readImage(file).bitDepth()).isEqualTo(16);
    assertThat(folder.toFile().list()).containsExactly("alpha.png");
  }

  @Test
  void saysThatTheFolderIsMissing() {
    Path file = folder.resolve("missing").resolve("alpha.png");

    assertThatThrownBy(() -> AlphaMatte.of(1, 1, new float[1]).writePng(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "file "
                + file
                + " cannot be written, wanted the folder "
                + file.getParent()
                + " to exist");
  }

  @Test
  void saysThatTheTargetIsADirectory() {
    assertThatThrownBy(() -> AlphaMatte.of(1, 1, new float[1]).writePng16(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("file " + folder + " is a directory, wanted a file to write");
  }

  @Test
  void leavesNothingBehindWhenWritingFails() {
    // Longer than any file system's names, so that only the final move fails.
    Path file = folder.resolve("a".repeat(300) + ".png");

    assertThatThrownBy(() -> AlphaMatte.of(1, 1, new float[1]).writePng(file))
        .isInstanceOf(MattingException.class)
        .hasMessageStartingWith("file " + file + " could not be written: ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writesIntoTheWorkingFolderByBareName() throws Exception {
    Path bare = Path.of("target-of-alpha-matte-test.png");
    try {
      AlphaMatte.of(1, 1, new float[1]).writePng(bare);
      assertThat(bare).isNotEmptyFile();
    } finally {
      Files.deleteIfExists(bare);
    }
  }

  @Test
  void writesRowsAsItWritesAll() throws Exception {
    float[] values = new float[70 * 50];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < 256 * 2 ? i / 511f : (float) Math.abs(Math.sin(i));
    }
    AlphaMatte matte = AlphaMatte.of(70, 50, values);
    Path whole = folder.resolve("whole.png");
    Path byRows = folder.resolve("rows.png");

    matte.writePng(whole);
    float[] row = new float[75];
    AlphaMatte.writePngByRows(
        ImageOutput.of(byRows),
        70,
        50,
        sink -> {
          for (int y = 0; y < 50; y++) {
            matte.readRow(y, row);
            sink.writeRow(y, row);
          }
        });

    BufferedImage expected = ImageIO.read(whole.toFile());
    BufferedImage found = ImageIO.read(byRows.toFile());
    assertThat(found.getType()).isEqualTo(expected.getType());
    assertThat(found.getRaster().getPixels(0, 0, 70, 50, (int[]) null))
        .isEqualTo(expected.getRaster().getPixels(0, 0, 70, 50, (int[]) null));
  }

  @Test
  void writesNoRowThatIsNoAlpha() {
    Path file = folder.resolve("rows.png");

    assertThatThrownBy(
            () ->
                AlphaMatte.writePngByRows(
                    ImageOutput.of(file),
                    2,
                    1,
                    sink -> sink.writeRow(0, new float[] {0f, Float.NaN})))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("values[1] is NaN, wanted 0 to 1");
    assertThat(folder).isEmptyDirectory();
  }

  private static int[] samples(BufferedImage image) {
    return image.getRaster().getPixels(0, 0, image.getWidth(), 1, (int[]) null);
  }
}
