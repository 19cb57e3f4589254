package dev.deepmatting.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TileRunTest {
  @Test
  void everyWantedTileIsInOneRunAndPartsAreNoLargerThanAllowed() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int rows = 1 + random.nextInt(9);
      int columns = 1 + random.nextInt(30);
      boolean[][] wanted = new boolean[rows][columns];
      List<List<Integer>> expected = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          wanted[row][column] = random.nextInt(3) > 0;
          if (wanted[row][column]) {
            expected.add(List.of(row, column));
          }
        }
      }
      int longest = 1 + random.nextInt(6);
      int least = 1 + random.nextInt(4);
      List<Integer> sizes = List.of(10 * least, 3 * least, least);
      List<List<TileRun>> parts =
          TileRun.parts(rows, columns, (row, column) -> wanted[row][column], longest, sizes);
      assertThat(tiles(parts, longest, 10 * least)).isEqualTo(expected);
      int places = parts.stream().mapToInt(part -> smallest(sizes, TileRun.tiles(part))).sum();
      assertThat(places).isLessThan(expected.size() + least);
    }
  }

  private static int smallest(List<Integer> sizes, int tiles) {
    return sizes.stream().filter(size -> size >= tiles).reduce((one, other) -> other).orElseThrow();
  }

  private static List<List<Integer>> tiles(List<List<TileRun>> parts, int longest, int most) {
    List<List<Integer>> tiles = new ArrayList<>();
    for (List<TileRun> part : parts) {
      int place = 0;
      for (TileRun run : part) {
        assertThat(run.place()).isEqualTo(place);
        assertThat(run.count()).isBetween(1, longest);
        for (int i = 0; i < run.count(); i++) {
          tiles.add(List.of(run.row(), run.left() + i));
        }
        place += run.count();
      }
      assertThat(TileRun.tiles(part)).isEqualTo(place).isBetween(1, most);
    }
    return tiles;
  }
}
