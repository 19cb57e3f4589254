package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BandTest {
  @Test
  void pixelsAreTheSameInAnyPicture() {
    assertThat(Band.pixels(2.5).pixelsIn(10, 1000)).isEqualTo(2.5);
    assertThat(Band.pixels(0).pixelsIn(1, 1)).isZero();
  }

  @Test
  void aShareIsOfTheShorterSide() {
    assertThat(Band.relative(0.25).pixelsIn(10, 1000)).isEqualTo(2.5);
    assertThat(Band.relative(0.25).pixelsIn(1000, 10)).isEqualTo(2.5);
    assertThat(Band.relative(1).pixelsIn(30, 40)).isEqualTo(30);
  }

  @Test
  void equalBandsAreEqual() {
    assertThat(Band.pixels(0)).isEqualTo(Band.pixels(-0.0)).hasSameHashCodeAs(Band.pixels(-0.0));
    assertThat(Band.pixels(1)).isNotEqualTo(Band.relative(1)).isNotEqualTo(Band.pixels(2));
  }

  @Test
  void saysWhatItIs() {
    assertThat(Band.pixels(10)).hasToString("10.0 pixels");
    assertThat(Band.relative(0.25)).hasToString("25.0 % of the shorter side");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWrongPixels(double pixels) {
    assertThatThrownBy(() -> Band.pixels(pixels))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("band is " + pixels + " pixels, wanted 0 or more");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, 1.1})
  void refusesWrongShares(double share) {
    assertThatThrownBy(() -> Band.relative(share))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("band is " + share + " of the shorter side, wanted 0 to 1");
  }

  @Test
  void refusesPicturesWithoutPixels() {
    assertThatThrownBy(() -> Band.relative(0.1).pixelsIn(0, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("picture is 0x3, wanted at least 1x1");
  }
}
