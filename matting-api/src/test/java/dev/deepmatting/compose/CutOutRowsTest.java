package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.ImageRowFile;
import dev.deepmatting.image.ImageRows;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutOutRowsTest {
  @TempDir private Path folder;

  /** Sizes with and without levels that are not in memory, in one band of the whole and several. */
  @ParameterizedTest
  @CsvSource({"1, 1, 8", "40, 33, 8", "1, 300, 8", "700, 5, 8", "530, 611, 8", "260, 1100, 16"})
  void writesRowsAsItWritesAll(int width, int height, int bits) throws Exception {
    SoftScene scene = SoftScene.of(width, height, bits);
    Path whole = folder.resolve("whole.png");
    Path byRows = folder.resolve("rows.png");

    CutOut.of(scene.image(), scene.alpha()).writePng(whole);
    CutOut.writePngByRows(scene.image(), byRows, ImageProperties.none(), sink -> fill(sink, scene));

    int[] wanted = argb(whole);
    int[] given = argb(byRows);
    int different = 0;
    for (int i = 0; i < wanted.length; i++) {
      different += wanted[i] == given[i] ? 0 : 1;
      assertThat(given[i] >>> 24).isEqualTo(wanted[i] >>> 24);
      for (int shift = 0; shift < 24; shift += 8) {
        assertThat((given[i] >> shift & 0xff) - (wanted[i] >> shift & 0xff)).isBetween(-1, 1);
      }
    }
    // Bands may turn the rounding of a few pixels at their borders.
    assertThat(different).isLessThanOrEqualTo(wanted.length / 10_000);
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void readsAFileAlmostInOrder() throws Exception {
    SoftScene scene = SoftScene.of(530, 611, 8);
    Path image = folder.resolve("image.png");
    ImageFiles.writePng(scene.image().toBufferedImage(), image);
    Path file = folder.resolve("cut-out.png");
    try (ImageRowFile rows = ImageFiles.standard().openImage(image)) {
      Counting counting = new Counting(rows);

      CutOut.writePngByRows(counting, file, ImageProperties.none(), sink -> fill(sink, scene));

      assertThat(counting.furthestBack).isLessThanOrEqualTo(counting.kept);
      assertThat(counting.kept).isLessThan(40);
    }
    assertThat(argb(file)).hasSize(530 * 611);
  }

  @Test
  void refusesRowsOutOfOrderAndMissingOnes() {
    SoftScene scene = SoftScene.of(5, 4, 8);
    Path file = folder.resolve("rows.png");

    assertRefused(scene, file, sink -> sink.writeRow(1, new float[5]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("row is 1 of 4, wanted 0 next in file " + file);
    assertRefused(scene, file, sink -> sink.writeRow(0, new float[5]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("file " + file + " has 1 rows, wanted 4");
    assertRefused(scene, file, sink -> sink.writeRow(0, new float[] {0, 2, 0, 0, 0}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("values[1] is 2.0, wanted 0 to 1");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anInterruptLeavesNothing() {
    SoftScene scene = SoftScene.of(5, 4, 8);
    try {
      assertRefused(
              scene,
              folder.resolve("rows.png"),
              sink -> {
                Thread.currentThread().interrupt();
                fill(sink, scene);
              })
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessageEndingWith(" was interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      SoftScene scene, Path file, Consumer<AlphaSink> rows) {
    return assertThatThrownBy(
        () -> CutOut.writePngByRows(scene.image(), file, ImageProperties.none(), rows));
  }

  private static void fill(AlphaSink sink, SoftScene scene) {
    float[] row = new float[scene.image().width()];
    for (int y = 0; y < scene.image().height(); y++) {
      scene.alpha().readRow(y, row);
      sink.writeRow(y, row);
    }
  }

  private static int[] argb(Path file) throws Exception {
    BufferedImage image = ImageIO.read(file.toFile());
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** How far rows go back, but for beginning again. */
  private static final class Counting implements ImageRows {
    private final ImageRows rows;
    private int furthest;
    private int furthestBack;
    private int kept;

    Counting(ImageRows rows) {
      this.rows = rows;
    }

    @Override
    public int width() {
      return rows.width();
    }

    @Override
    public int height() {
      return rows.height();
    }

    @Override
    public void readRow(int y, float[] target) {
      furthest = y == 0 && kept > 0 && furthest == height() - 1 ? 0 : Math.max(furthest, y);
      furthestBack = Math.max(furthestBack, furthest - y);
      rows.readRow(y, target);
    }

    @Override
    public void keep(int count) {
      kept = count;
      rows.keep(count);
    }

    @Override
    public long keptBytes(int count) {
      return rows.keptBytes(count);
    }
  }
}
