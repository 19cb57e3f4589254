package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class ComponentsTest {
  /** A step of pixels that share corners, and one in the last column beside the row below. */
  private static final String[] ROWS = {
    "#...#", //
    ".#...", //
    "#....", //
    "##..#"
  };

  @Test
  void cornersCountOnlyWhereTheyAreWanted() {
    Components.Labels sides = Components.labels(mask(), 5, false);
    Components.Labels corners = Components.labels(mask(), 5, true);

    assertThat(sides.count()).isEqualTo(5);
    assertThat(sides.largest()).isEqualTo(3);
    assertThat(corners.count()).isEqualTo(3);
    assertThat(corners.largest()).isEqualTo(5);
    assertThat(corners.labelOf(0)).isEqualTo(corners.labelOf(16));
    assertThat(corners.labelOf(4)).isNotEqualTo(corners.labelOf(0));
    assertThat(corners.labelOf(1)).isEqualTo(-1);
  }

  /** Of equally large ones the one counts whose first pixel is first in column-major order. */
  @Test
  void theFirstPixelMayLieInTheSmallerOfTheRunsThatWereJoined() {
    // Both have 7 pixels. The upper one begins in column 2, the lower one in column 3.
    String[] rows = {
      "....####...", //
      "..###......",
      "...........",
      "...#######.",
    };
    Components components = new Components(11, 4, false);

    find(components, (x, y) -> rows[y].charAt(x) == '#');
    int largest = components.largest();

    boolean[] row = new boolean[11];
    components.readRow(largest, 0, row);
    assertThat(row[4]).isTrue();
    components.readRow(largest, 3, row);
    assertThat(row).containsOnly(false);
  }

  @Test
  void keepsTheFirstPixelsOfMoreRunsThanItHasRoomForAtFirst() {
    int width = 81;
    int height = 81;
    // Single pixels, all of one size: the first of the first column counts.
    Components components = new Components(width, height, false);

    find(components, (x, y) -> (x + y) % 2 == 1);
    int largest = components.largest();
    boolean[] row = new boolean[width];
    components.readRow(largest, 1, row);
    assertThat(row[0]).isTrue();
    components.readRow(largest, 0, row);
    assertThat(row).containsOnly(false);
  }

  @Test
  void emptyMasksHaveNoLargest() {
    Components components = new Components(3, 2, true);

    find(components, (x, y) -> false);

    assertThat(components.largest()).isNegative();
    assertThat(Components.labels(new boolean[6], 3, true).largest()).isZero();
  }

  private static void find(Components components, BiPredicate<Integer, Integer> mask) {
    components.find(
        (y, row) -> {
          for (int x = 0; x < row.length; x++) {
            row[x] = mask.test(x, y);
          }
        });
  }

  private static boolean[] mask() {
    String text = String.join("", ROWS);
    boolean[] mask = new boolean[text.length()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = text.charAt(i) == '#';
    }
    return mask;
  }
}
