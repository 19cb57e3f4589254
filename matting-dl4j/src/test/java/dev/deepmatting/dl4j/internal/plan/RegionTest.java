package dev.deepmatting.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.plan.Region.Part;
import dev.deepmatting.dl4j.internal.tensor.PixelSet;
import dev.deepmatting.dl4j.internal.tensor.Tile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionTest {
  private static final int HEIGHT = 512;
  private static final int WIDTH = 640;

  private static PixelSet pixel(int y, int x) {
    PixelSet pixels = new PixelSet(HEIGHT, WIDTH);
    pixels.add(y, x);
    return pixels;
  }

  @Test
  void theEncoderComputesTheSurroundings() {
    Grid cells = new Region(pixel(200, 300), false).cells(Part.ENCODER, 1);
    int reach = Tile.CONTEXT / Region.CELL;
    for (int row = 0; row < cells.rows(); row++) {
      for (int column = 0; column < cells.columns(); column++) {
        boolean near = Math.abs(row - 200 / 32) <= reach && Math.abs(column - 300 / 32) <= reach;
        assertThat(cells.at(row, column)).isEqualTo(near);
      }
    }
  }

  /** By going down from the pixel: which pixels of each level it hangs on. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "200, 300, false",
    "203, 301, true",
    "511, 639, true",
    "255, 320, false"
  })
  void theDecoderComputesAllThatAPixelHangsOn(int y, int x, boolean head) {
    Region region = new Region(pixel(y, x), head);
    int reach = head ? 6 : 2;
    int top = y - reach;
    int bottom = y + reach;
    int left = x - reach;
    int right = x + reach;
    for (int level = 1; level <= 5; level++) {
      Grid tiles = region.tiles(level);
      for (int row = Math.max(0, top); row <= Math.min((HEIGHT >> level - 1) - 1, bottom); row++) {
        for (int column = Math.max(0, left);
            column <= Math.min((WIDTH >> level - 1) - 1, right);
            column++) {
          assertThat(tiles.at(row / 4, column / 4)).as("%d: %d, %d", level, row, column).isTrue();
        }
      }
      top = Math.floorDiv(top - 2, 2);
      bottom = Math.floorDiv(bottom + 2, 2);
      left = Math.floorDiv(left - 2, 2);
      right = Math.floorDiv(right + 2, 2);
    }
  }

  @Test
  void aPixelNeedsFewTiles() {
    Region region = new Region(pixel(200, 300), false);
    int[] most = {0, 4, 9, 16, 25, 36};
    for (int level = 1; level <= 5; level++) {
      int[] count = {0};
      region.tiles(level).forEach((row, column) -> count[0]++);
      assertThat(count[0]).as("level %d", level).isBetween(1, most[level]);
    }
  }
}
