package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;

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
    Components sides = Components.of(mask(), 5);
    Components corners = Components.withCorners(mask(), 5);

    assertThat(sides.count()).isEqualTo(5);
    assertThat(sides.largest()).isEqualTo(3);
    assertThat(corners.count()).isEqualTo(3);
    assertThat(corners.largest()).isEqualTo(5);
    assertThat(corners.labelOf(0)).isEqualTo(corners.labelOf(16));
    assertThat(corners.labelOf(4)).isNotEqualTo(corners.labelOf(0));
    assertThat(corners.labelOf(1)).isEqualTo(-1);
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
