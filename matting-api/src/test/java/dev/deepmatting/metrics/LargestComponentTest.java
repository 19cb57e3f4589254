package dev.deepmatting.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/** Of equally large components the one counts whose first pixel is first in column-major order. */
class LargestComponentTest {
  @Test
  void theFirstPixelMayLieInTheSmallerOfTheRunsThatWereJoined() {
    // Both have 7 pixels. The upper one begins in column 2, the lower one in column 3.
    String[] rows = {
      "....####...", //
      "..###......",
      "...........",
      "...#######.",
    };
    GrayPlane plane = plane(11, 4, (x, y) -> rows[y].charAt(x) == '#' ? 255 : 0);
    LargestComponent component = new LargestComponent(plane);

    assertThat(component.find(255)).isTrue();

    boolean[] row = new boolean[11];
    component.readRow(0, row);
    assertThat(row[4]).isTrue();
    component.readRow(3, row);
    assertThat(row).containsOnly(false);
  }

  @Test
  void keepsTheFirstPixelsOfMoreRunsThanItHasRoomForAtFirst() {
    int width = 81;
    int height = 81;
    // Single pixels, all of one size: the first of the first column counts.
    GrayPlane plane = plane(width, height, (x, y) -> (x + y) % 2 == 1 ? 255 : 0);
    LargestComponent component = new LargestComponent(plane);

    assertThat(component.find(128)).isTrue();
    boolean[] row = new boolean[width];
    component.readRow(1, row);
    assertThat(row[0]).isTrue();
    component.readRow(0, row);
    assertThat(row).containsOnly(false);
  }

  private static GrayPlane plane(int width, int height, IntBinaryOperator valueAt) {
    return GrayPlane.of(Planes.matte(width, height, valueAt));
  }
}
