package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import org.junit.jupiter.api.Test;

class MaskedObjectsTest {
  /** Two objects with soft rims, and a soft pixel that is nearer to the second. */
  private static final AlphaMatte MASK =
      mask("3999300000", "3999301000", "0000003870", "0000000800");

  private static final AlphaMatte FIRST =
      mask("3999300000", "3999300000", "0000000000", "0000000000");

  private static final AlphaMatte SECOND =
      mask("0000000000", "0000001000", "0000003870", "0000000800");

  @Test
  void keepsAll() {
    assertThat(MaskedObjects.all().pick(MASK)).isSameAs(MASK);
  }

  @Test
  void keepsTheLargestWithItsRim() {
    assertThat(MaskedObjects.largest().pick(MASK)).isEqualTo(FIRST);
    assertThat(MaskedObjects.largest().pick(FIRST)).isSameAs(FIRST);
  }

  @Test
  void keepsTheOneAtAPoint() {
    assertThat(MaskedObjects.at(2, 1).pick(MASK)).isEqualTo(FIRST);
    assertThat(MaskedObjects.at(8, 2).pick(MASK)).isEqualTo(SECOND);
  }

  @Test
  void leavesOutRectanglesFirst() {
    AlphaMatte left =
        MaskedObjects.largest().excluding(2, 0, 1, 2).excluding(3, 0, 90, 90).pick(MASK);

    assertThat(left).isEqualTo(mask("3900000000", "3900000000", "0000000000", "0000000000"));
    assertThat(MaskedObjects.all().excluding(0, 0, 6, 2).pick(MASK))
        .isEqualTo(mask("0000000000", "0000001000", "0000003870", "0000000800"));
  }

  @Test
  void ofEqualOnesTheFirstIsTheLargest() {
    assertThat(MaskedObjects.largest().pick(mask("90090", "00000")))
        .isEqualTo(mask("90000", "00000"));
  }

  @Test
  void aMaskWithoutObjectsStaysAsItIs() {
    AlphaMatte soft = mask("0123", "3210");

    assertThat(MaskedObjects.largest().pick(soft)).isSameAs(soft);
    assertThatThrownBy(() -> MaskedObjects.at(1, 1).pick(soft))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("it has none at all");
  }

  @Test
  void namesTheNearestPixelOfAnObject() {
    assertThatThrownBy(() -> MaskedObjects.at(5, 2).pick(MASK))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "the point is 5,2, where the mask has no object, wanted one on an object, such as 7,2");
  }

  @Test
  void refusesPlacesOutside() {
    assertThatThrownBy(() -> MaskedObjects.at(10, 0).pick(MASK))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the point is 10,0, wanted one inside the picture of 10x4");
    assertThatThrownBy(() -> MaskedObjects.at(-1, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("x is -1, wanted at least 0");
    assertThatThrownBy(() -> MaskedObjects.all().excluding(0, 0, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("width is 0, wanted at least 1");
  }

  private static AlphaMatte mask(String... rows) {
    float[] values = new float[rows.length * rows[0].length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (rows[i / rows[0].length()].charAt(i % rows[0].length()) - '0') / 9f;
    }
    return AlphaMatte.of(rows[0].length(), rows.length, values);
  }
}
