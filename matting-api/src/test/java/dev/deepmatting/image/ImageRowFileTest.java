package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which rows can be read when, and what they take. */
class ImageRowFileTest {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 200;

  @TempDir private Path folder;
  private Path file;
  private RgbImage whole;

  @BeforeEach
  void writeNoise() throws Exception {
    byte[] rows = PngBytes.randomRows(WIDTH, HEIGHT, 8, PngBytes.RGB, new Random(1));
    byte[] png = new PngBytes(WIDTH, HEIGHT, 8, PngBytes.RGB).data(rows, 8192).end();
    file = Files.write(folder.resolve("noise.png"), png);
    whole = RowFiles.FILES.readImage(file);
  }

  @Test
  void readsAnyRowAtAnyTime() {
    Random random = new Random(2);
    try (ImageRowFile rows = RowFiles.FILES.openImage(file)) {
      for (int i = 0; i < 200; i++) {
        if (i % 10 == 0) {
          rows.keep(1 + random.nextInt(2 * HEIGHT));
        }
        RowFiles.assertSameRow(rows, whole, random.nextInt(HEIGHT));
      }
    }
  }

  @Test
  void readsAnyPartOfARow() {
    Random random = new Random(3);
    Trimap known = RowFiles.FILES.readTrimap(file, TrimapThresholds.standard());
    try (ImageRowFile rows = RowFiles.FILES.openImage(file);
        TrimapRowFile trimap = RowFiles.FILES.openTrimap(file, TrimapThresholds.standard())) {
      for (int y = 0; y < HEIGHT; y++) {
        int x = random.nextInt(WIDTH);
        int width = 1 + random.nextInt(WIDTH - x);
        float[] expected = new float[3 * width];
        float[] found = new float[3 * width];
        byte[] expectedKnown = new byte[width];
        byte[] foundKnown = new byte[width];
        whole.readPart(x, y, width, expected);
        known.readPart(x, y, width, expectedKnown);
        rows.readPart(x, y, width, found);
        trimap.readPart(x, y, width, foundKnown);

        assertThat(found).isEqualTo(expected);
        assertThat(foundKnown).isEqualTo(expectedKnown);
      }
      assertThatThrownBy(() -> rows.readPart(1, 0, WIDTH, new float[3 * WIDTH]))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("width is 300, wanted 1 to 299");
      assertThatThrownBy(() -> trimap.readPart(0, 0, 3, new byte[2]))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("target holds 2 elements, wanted at least 3");
    }
  }

  /** A file that is gone cannot be decoded again: what is still read comes from the window. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void readsTheWindowAgainWithoutDecoding() throws Exception {
    float[] row = new float[3 * WIDTH];
    try (ImageRowFile rows = RowFiles.FILES.openImage(file)) {
      rows.keep(40);
      rows.readRow(100, row);
      Files.delete(file);
      for (int y = 100; y >= 60; y--) {
        RowFiles.assertSameRow(rows, whole, y);
      }
      rows.keep(20);
      assertThat(rows.keptBytes(1)).isLessThan(rows.keptBytes(20));
      RowFiles.assertSameRow(rows, whole, 80);
      rows.keep(50);
      RowFiles.assertSameRow(rows, whole, 130);
      RowFiles.assertSameRow(rows, whole, 80);
      assertThatThrownBy(() -> rows.readRow(79, row))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("file " + file + " is damaged or cannot be decoded: ");
    }
  }

  @Test
  void saysWhatTheWindowTakes() {
    try (ImageRowFile rows = RowFiles.FILES.openImage(file);
        ImageRowFile jpeg = RowFiles.FILES.openImage(Samples.path("baseline.jpg"))) {
      assertThat(rows.keptBytes(9)).isEqualTo(10L * 3 * WIDTH);
      assertThat(rows.keptBytes(Integer.MAX_VALUE)).isEqualTo((long) HEIGHT * 3 * WIDTH);
      assertThatThrownBy(() -> rows.keptBytes(0))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("rows is 0, wanted at least 1");
      assertThat(jpeg.keptBytes(1)).isEqualTo(3 * Samples.WIDTH * Samples.HEIGHT);
    }
  }

  @Test
  void anotherReaderHasItsOwnPlace() {
    try (ImageRowFile first = RowFiles.FILES.openImage(file)) {
      RowFiles.assertSameRow(first, whole, 50);
      try (ImageRowFile second = first.another()) {
        RowFiles.assertSameRow(second, whole, 0);
        RowFiles.assertSameRow(first, whole, 51);
      }
      RowFiles.assertSameRow(first, whole, 52);
    }
  }

  @Test
  void refusesRowsOutsideAndShortTargets() {
    try (ImageRowFile rows = RowFiles.FILES.openImage(file);
        TrimapRowFile trimap = RowFiles.FILES.openTrimap(file, TrimapThresholds.standard())) {
      float[] row = new float[3 * WIDTH];
      assertThatThrownBy(() -> rows.readRow(HEIGHT, row))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("y is 200, wanted 0 to 199");
      assertThatThrownBy(() -> rows.readRow(0, new float[899]))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("target holds 899 elements, wanted at least 900");
      assertThatThrownBy(() -> trimap.readRow(-1, new byte[WIDTH]))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("y is -1, wanted 0 to 199");
    }
  }

  @Test
  void isOfNoUseWhenClosed() {
    ImageRowFile rows = RowFiles.FILES.openImage(file);
    TrimapRowFile trimap = RowFiles.FILES.openTrimap(file, TrimapThresholds.standard());
    rows.close();
    rows.close();
    trimap.close();

    assertThatThrownBy(() -> rows.readRow(0, new float[3 * WIDTH]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this image file is closed; open it again");
    assertThatThrownBy(() -> trimap.readRow(0, new byte[WIDTH]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this trimap file is closed; open it again");
  }

  @Test
  void readsFromAnyFileSystem() throws Exception {
    Path zip = folder.resolve("images.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      for (String name : new String[] {"rgb8.png", "palette.png"}) {
        Path copy = Files.copy(Samples.path(name), files.getPath("/" + name));

        RowFiles.assertSameAsWhole(copy);
        assertThat(RowFiles.isStreamed(copy)).isTrue();
      }
    }
  }
}
