package dev.deepmatting.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.plan.Blocks.Block;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlocksTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void everyWantedCellLiesInABlockAndEveryBlockInTheLayer(int level) {
    Random random = new Random(level);
    for (int round = 0; round < 100; round++) {
      Grid cells = cells(random);
      int side = Region.CELL >> level - 1;
      int height = cells.rows() * side;
      int width = cells.columns() * side;
      Blocks form = Blocks.of(level, height, width);
      List<Block> blocks = form.cover(cells);
      Set<List<Integer>> covered = new HashSet<>();
      for (Block block : blocks) {
        assertThat(block.top()).isBetween(0, height - form.height());
        assertThat(block.left()).isBetween(0, width - form.width());
        for (int y = block.top() / side; y < (block.top() + form.height()) / side; y++) {
          for (int x = block.left() / side; x < (block.left() + form.width()) / side; x++) {
            covered.add(List.of(y, x));
          }
        }
      }
      cells.forEach((row, column) -> assertThat(covered).contains(List.of(row, column)));
      assertThat(blocks).doesNotHaveDuplicates();
    }
  }

  private static Grid cells(Random random) {
    Grid cells = new Grid(1 + random.nextInt(12), 1 + random.nextInt(20));
    for (int i = random.nextInt(8); i > 0; i--) {
      int top = random.nextInt(cells.rows());
      int left = random.nextInt(cells.columns());
      cells.add(top, left, top + random.nextInt(3), left + random.nextInt(5));
    }
    return cells;
  }
}
