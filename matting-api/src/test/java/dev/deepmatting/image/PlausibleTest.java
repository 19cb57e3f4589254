package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trimaps whose values cannot be meant. */
class PlausibleTest {
  private static final ImageFiles FILES = ImageFiles.standard();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, 8, 1 of 255", "2, 8, 2 of 255", "9, 8, 9 of 255", "2, 16, 2 of 65535"})
  void numbersOfClassesAreNoTrimap(int highest, int bits, String told) {
    Path file = file(highest, bits);

    assertThatThrownBy(() -> FILES.readTrimap(file, TrimapThresholds.standard()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("trimap has " + told + " as its highest value")
        .hasMessageContaining("wanted 0 background, 128 unknown, 255 foreground");
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 1 of 255", "2, 8, 2 of 255", "9, 8, 9 of 255"})
  void neitherAreTheyWhereRowsAreRead(int highest, int bits, String told) {
    Path file = file(highest, bits);

    assertThatThrownBy(() -> FILES.openTrimap(file, TrimapThresholds.standard()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + file + ": trimap has " + told);
    try (TrimapRowFile rows = FILES.openTrimap(file, new TrimapThresholds(0, 1))) {
      byte[] row = new byte[3];
      rows.readRow(0, row);
      assertThat(row).contains(Trimap.FOREGROUND);
    }
  }

  @Test
  void thresholdsMayBeForClasses() {
    Trimap trimap = FILES.readTrimap(file(2, 8), new TrimapThresholds(0, 2));

    assertThat(trimap.foregroundCount()).isEqualTo(1);
    assertThat(trimap.unknownCount()).isEqualTo(1);
  }

  @Test
  void blackThinAndWhiteMayBeMeant() {
    assertThat(FILES.readTrimap(file(10, 8), TrimapThresholds.standard()).backgroundCount())
        .isEqualTo(3);
    assertThat(FILES.readTrimap(file(0, 8), TrimapThresholds.standard()).backgroundCount())
        .isEqualTo(3);
    assertThat(FILES.readTrimap(file(255, 8), TrimapThresholds.standard()).foregroundCount())
        .isEqualTo(1);
  }

  /** Black, half of the highest, the highest. */
  private Path file(int highest, int bits) {
    BufferedImage image =
        new BufferedImage(
            3, 1, bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, highest / 2, highest});
    Path file = folder.resolve("a.png");
    ImageFiles.writePng(image, file);
    return file;
  }
}
