package dev.deepmatting.dl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.tensor.Tile;
import dev.deepmatting.image.Trimap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePlannerTest {
  private static final int LARGE = 2048;

  private static Trimap trimap(int width, int height, int[]... unknown) {
    byte[] values = new byte[width * height];
    for (int[] box : unknown) {
      for (int y = box[1]; y < box[1] + box[3]; y++) {
        for (int x = box[0]; x < box[0] + box[2]; x++) {
          values[y * width + x] = (byte) Trimap.UNKNOWN;
        }
      }
    }
    return Trimap.of(width, height, values);
  }

  private static List<Tile> tiles(Trimap trimap, int side) {
    return new TilePlanner(UnknownCells.of(trimap), side)
        .pieces().stream().map(Piece::tile).toList();
  }

  @Test
  void nothingUnknownNeedsNoTile() {
    assertThat(tiles(trimap(500, 300), LARGE)).isEmpty();
  }

  @Test
  void oneUnknownPixelGetsItsCellAndItsSurroundings() {
    assertThat(tiles(trimap(1000, 800, new int[] {417, 353, 1, 1}), LARGE))
        .containsExactly(new Tile(416 - 96, 352 - 96, 32 + 192, 32 + 192));
  }

  @Test
  void surroundingsEndAtThePaddedPicture() {
    assertThat(tiles(trimap(330, 250, new int[] {329, 249, 1, 1}), LARGE))
        .containsExactly(new Tile(224, 128, 128, 128));
  }

  @Test
  void distantPartsAreComputedApartAndCloseOnesTogether() {
    int[] one = {40, 40, 20, 20};
    assertThat(tiles(trimap(1900, 1000, one, new int[] {1700, 900, 20, 20}), LARGE)).hasSize(2);
    assertThat(tiles(trimap(1900, 1000, one, new int[] {140, 40, 20, 20}), LARGE)).hasSize(1);
  }

  @Test
  void aFrameOfALargePictureIsComputedWithoutItsMiddle() {
    Trimap frame =
        trimap(
            1920,
            1088,
            new int[] {0, 0, 1920, 30},
            new int[] {0, 1058, 1920, 30},
            new int[] {0, 0, 30, 1088},
            new int[] {1890, 0, 30, 1088});
    long area = tiles(frame, LARGE).stream().mapToLong(Tile::area).sum();
    assertThat(area).isLessThan(1920L * 1088 / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 320, 704, LARGE})
  void everyUnknownPixelLiesInsideSomeTileWithItsSurroundings(int side) {
    Random random = new Random(side);
    for (int round = 0; round < 20; round++) {
      int width = 1 + random.nextInt(2400);
      int height = 1 + random.nextInt(1300);
      int[][] boxes = new int[1 + random.nextInt(12)][];
      for (int i = 0; i < boxes.length; i++) {
        int x = random.nextInt(width);
        int y = random.nextInt(height);
        boxes[i] =
            new int[] {x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y) / 4};
      }
      Trimap trimap = trimap(width, height, boxes);
      List<Tile> tiles = tiles(trimap, side);
      assertThat(tiles).allMatch(tile -> tile.width() <= side && tile.height() <= side);
      for (int y = 0; y < height; y += 5) {
        for (int x = 0; x < width; x += 7) {
          assertThat(!trimap.isUnknown(x, y) || isInside(x, y, tiles, Tile.whole(width, height)))
              .as("%d, %d of %dx%d", x, y, width, height)
              .isTrue();
        }
      }
    }
  }

  private static boolean isInside(int x, int y, List<Tile> tiles, Tile whole) {
    return tiles.stream()
        .anyMatch(
            tile ->
                reaches(x, tile.left(), tile.right(), whole.right())
                    && reaches(y, tile.top(), tile.bottom(), whole.bottom()));
  }

  private static boolean reaches(int at, int from, int to, int end) {
    return (from == 0 ? at >= 0 : at >= from + TilePlanner.CONTEXT)
        && (to == end ? at < to : at < to - TilePlanner.CONTEXT);
  }
}
