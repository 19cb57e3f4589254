package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrimapFromMaskTest {
  private static final TrimapGenerator ONE_PIXEL = TrimapGenerator.byDistance(Band.pixels(1));
  private static final TrimapGenerator NO_PIXEL = TrimapGenerator.byDistance(Band.pixels(0));

  @ParameterizedTest
  @CsvSource({"1, .....??#####", "2, ....????####", "2.5, ....????####", "3, ...??????###"})
  void widensTheEdgeOfABinaryMask(double band, String trimap) {
    TrimapGenerator generator = TrimapGenerator.byDistance(Band.pixels(band));

    assertThat(Rows.text(generator.fromMask(Rows.matte("......######")))).isEqualTo(trimap);
  }

  @Test
  void measuresFromTheSoftZone() {
    assertThat(Rows.text(ONE_PIXEL.fromMask(Rows.matte("....159####")))).isEqualTo("...?????###");
    assertThat(Rows.text(NO_PIXEL.fromMask(Rows.matte("....159####")))).isEqualTo("....???####");
  }

  @Test
  void takesNearlyFullAndNearlyEmptyForKnown() {
    // 12, 13, 242 and 243 of 255.
    AlphaMatte mask =
        AlphaMatte.of(4, 1, new float[] {12 / 255f, 13 / 255f, 242 / 255f, 243 / 255f});

    assertThat(Rows.text(NO_PIXEL.fromMask(mask))).isEqualTo(".??#");
  }

  @Test
  void canTakeSoftValuesForAnEdgeAlone() {
    TrimapGenerator generator = ONE_PIXEL.withMaskThresholds(0.5, 0.5);

    assertThat(Rows.text(generator.fromMask(Rows.matte("..124567##")))).isEqualTo("....??####");
  }

  @Test
  void thresholdsMayBeAtTheEnds() {
    assertThat(Rows.text(NO_PIXEL.withMaskThresholds(0, 1).fromMask(Rows.matte(".159#"))))
        .isEqualTo(".???#");
    assertThat(Rows.text(ONE_PIXEL.withMaskThresholds(1, 1).fromMask(Rows.matte(".159#"))))
        .isEqualTo("...??");
  }

  @Test
  void widensByMorphology() {
    assertThat(Rows.text(TrimapGenerator.byMorphology(3, 2, 1).fromMask(Rows.matte("....5####"))))
        .isEqualTo("..????###");
    assertThat(Rows.text(TrimapGenerator.byMorphology(3, 2, 0).fromMask(Rows.matte("....####"))))
        .isEqualTo("..??####");
  }

  @Test
  void leavesNoKnownForegroundInThinObjects() {
    assertThat(Rows.text(ONE_PIXEL.fromMask(Rows.matte("...##...")))).isEqualTo("..????..");
  }

  @ParameterizedTest
  @CsvSource({
    "....., 'mask is background everywhere, no value above 0.05;"
        + " wanted an object and its surroundings'",
    "#####, 'mask is foreground everywhere, no value below 0.95;"
        + " wanted an object and its surroundings'",
  })
  void refusesMasksOfOneKind(String mask, String message) {
    assertThatThrownBy(() -> ONE_PIXEL.fromMask(Rows.matte(mask)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> TrimapGenerator.byMorphology(3, 1, 1).fromMask(Rows.matte(mask)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.9"})
  void refusesABandThatReachesNoPixel(double band) {
    TrimapGenerator generator = TrimapGenerator.byDistance(Band.pixels(band));

    assertThatThrownBy(() -> generator.fromMask(Rows.matte("..###")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "band is %s pixels outwards, %<s pixels inwards, which leaves no pixel unknown;"
                    .formatted(band)
                + " wanted at least 1 pixel for a hard mask");
  }

  @Test
  void refusesMorphologyThatReachesNoPixel() {
    assertThatThrownBy(() -> TrimapGenerator.byMorphology(3, 0, 0).fromMask(Rows.matte("..###")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "kernel is 3 with 0 dilations, 0 erosions, which leaves no pixel unknown;"
                + " wanted at least 1 pixel for a hard mask");
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0.5", "0.6, 0.5", "0.5, 1.1", "0, 0", "NaN, 0.5", "0.5, NaN"})
  void refusesWrongThresholds(double background, double foreground) {
    assertThatThrownBy(() -> ONE_PIXEL.withMaskThresholds(background, foreground))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "mask thresholds are background %s, foreground %s,".formatted(background, foreground)
                + " wanted 0 <= background <= foreground <= 1 and foreground above 0");
  }
}
