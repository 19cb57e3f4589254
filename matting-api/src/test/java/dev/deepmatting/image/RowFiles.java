package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** Compares files that are read by rows with the same files read whole. */
final class RowFiles {
  static final ImageFiles FILES = ImageFiles.standard();

  private RowFiles() {}

  static void assertSameAsWhole(Path file) {
    TrimapThresholds thresholds = new TrimapThresholds(60, 180);
    assertSameImage(file);
    Trimap whole = FILES.readTrimap(file, thresholds);
    byte[] row = new byte[whole.width()];
    byte[] expected = new byte[whole.width()];
    try (TrimapRowFile rows = FILES.openTrimap(file, thresholds)) {
      assertThat(rows.width()).isEqualTo(whole.width());
      assertThat(rows.height()).isEqualTo(whole.height());
      for (int y = 0; y < whole.height(); y++) {
        whole.readRow(y, expected);
        rows.readRow(y, row);
        assertThat(row).as("trimap row %d of %s", y, file).isEqualTo(expected);
      }
    }
  }

  private static void assertSameImage(Path file) {
    RgbImage whole = FILES.readImage(file);
    try (ImageRowFile rows = FILES.openImage(file)) {
      assertThat(rows.width()).isEqualTo(whole.width());
      assertThat(rows.height()).isEqualTo(whole.height());
      for (int y = 0; y < whole.height(); y++) {
        assertSameRow(rows, whole, y);
      }
    }
  }

  static void assertSameRow(ImageRows rows, RgbImage whole, int y) {
    float[] row = new float[3 * whole.width()];
    float[] expected = new float[3 * whole.width()];
    whole.readRow(y, expected);
    rows.readRow(y, row);
    assertThat(row).as("row %d", y).isEqualTo(expected);
  }

  /** Whether rows come one by one: keeping some takes less than keeping all. */
  static boolean isStreamed(Path file) {
    try (ImageRowFile rows = FILES.openImage(file)) {
      return rows.keptBytes(1) < rows.keptBytes(rows.height());
    }
  }
}
