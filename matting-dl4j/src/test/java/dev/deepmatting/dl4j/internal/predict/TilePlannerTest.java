package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.tensor.Tile;
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
    return new TilePlanner(UnknownCells.of(trimap), side, false)
        .pieces().stream().map(Piece::tile).toList();
  }

  private static List<Piece> pieces(Trimap trimap, int side) {
    return new TilePlanner(UnknownCells.of(trimap), side, false).pieces();
  }

  @Test
  void nothingUnknownNeedsNoTile() {
    assertThat(tiles(trimap(500, 300), LARGE)).isEmpty();
  }

  @Test
  void oneUnknownPixelGetsItsCellAndItsSurroundings() {
    assertThat(tiles(trimap(1000, 800, new int[] {417, 353, 1, 1}), LARGE))
        .containsExactly(new Tile(416 - 128, 352 - 128, 32 + 256, 32 + 256));
  }

  @Test
  void surroundingsEndAtThePaddedPicture() {
    assertThat(tiles(trimap(330, 250, new int[] {329, 249, 1, 1}), LARGE))
        .containsExactly(new Tile(192, 96, 160, 160));
  }

  @Test
  void distantPartsAreComputedApartAndCloseOnesTogether() {
    int[] one = {40, 40, 20, 20};
    assertThat(tiles(trimap(1900, 1000, one, new int[] {1700, 900, 20, 20}), LARGE)).hasSize(2);
    assertThat(tiles(trimap(1900, 1000, one, new int[] {140, 40, 20, 20}), LARGE)).hasSize(1);
  }

  @Test
  void whereOnlySurroundingsAreComputedOneTileHoldsAllIfItFits() {
    Trimap trimap = trimap(1900, 1000, new int[] {40, 40, 20, 20}, new int[] {1700, 900, 20, 20});
    UnknownCells cells = UnknownCells.of(trimap);
    assertThat(new TilePlanner(cells, LARGE, true).pieces()).hasSize(1);
    assertThat(new TilePlanner(cells, 704, true).pieces())
        .hasSize(2)
        .allSatisfy(piece -> assertThat(piece.tile().width()).isLessThanOrEqualTo(704));
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
    assertThat(area).isLessThan(1920L * 1088 * 3 / 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 320, 704, LARGE})
  void everyUnknownPixelLiesInACoreWithItsSurroundings(int side) {
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
      List<Piece> pieces = pieces(trimap, side);
      for (Piece piece : pieces) {
        assertThat(piece.tile().width()).isLessThanOrEqualTo(side);
        assertThat(piece.tile().height()).isLessThanOrEqualTo(side);
        assertSurrounded(piece, side < 320 ? 96 : 128, Tile.whole(width, height));
      }
      for (int y = 0; y < height; y += 5) {
        for (int x = 0; x < width; x += 7) {
          assertThat(!trimap.isUnknown(x, y) || isInACore(x, y, pieces))
              .as("%d, %d of %dx%d", x, y, width, height)
              .isTrue();
        }
      }
    }
  }

  private static void assertSurrounded(Piece piece, int context, Tile picture) {
    Tile core = piece.core();
    int left = Math.max(0, core.left() - context);
    int top = Math.max(0, core.top() - context);
    int right = Math.min(picture.width(), core.right() + context);
    int bottom = Math.min(picture.height(), core.bottom() + context);
    assertThat(piece.tile()).isEqualTo(new Tile(left, top, right - left, bottom - top));
  }

  private static boolean isInACore(int x, int y, List<Piece> pieces) {
    return pieces.stream()
        .map(Piece::core)
        .anyMatch(
            core -> x >= core.left() && x < core.right() && y >= core.top() && y < core.bottom());
  }
}
