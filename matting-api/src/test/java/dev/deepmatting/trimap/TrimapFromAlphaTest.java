package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrimapFromAlphaTest {
  @ParameterizedTest
  @CsvSource({
    "0,   ......????######",
    "0.9, ......????######",
    "1,   .....??????#####",
    "1.9, .....??????#####",
    "3,   ...??????????###",
    "99,  ????????????????",
  })
  void widensSoftPixelsOnBothSides(double band, String trimap) {
    AlphaMatte alpha = Rows.matte("......1579######");

    assertThat(Rows.text(TrimapGenerator.byDistance(Band.pixels(band)).fromAlpha(alpha)))
        .isEqualTo(trimap);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, .....#####",
    "1, 0, ....?#####",
    "0, 1, .....?####",
    "3, 2, ..?????###",
  })
  void widensAHardEdge(double outward, double inward, String trimap) {
    TrimapGenerator generator =
        TrimapGenerator.byDistance(Band.pixels(outward), Band.pixels(inward));

    assertThat(Rows.text(generator.fromAlpha(Rows.matte(".....#####")))).isEqualTo(trimap);
  }

  @ParameterizedTest
  @CsvSource({
    "1,    ...../..?../.???./..?../.....",
    "1.4,  ...../..?../.???./..?../.....",
    "1.42, ...../.???./.???./.???./.....",
    "2,    ..?../.???./?????/.???./..?..",
    "2.3,  .???./?????/?????/?????/.???.",
  })
  void measuresFromCentreToCentre(double band, String trimap) {
    AlphaMatte alpha = Rows.matte(".....", ".....", "..5..", ".....", ".....");

    assertThat(Rows.text(TrimapGenerator.byDistance(Band.pixels(band)).fromAlpha(alpha)))
        .isEqualTo(trimap.replace('/', '\n'));
  }

  @Test
  void aRelativeBandGrowsWithThePicture() {
    TrimapGenerator generator = TrimapGenerator.byDistance(Band.relative(0.5));

    assertThat(Rows.text(generator.fromAlpha(Rows.matte("....####", "....####"))))
        .isEqualTo("...??###\n...??###");
    assertThat(
            Rows.text(
                generator.fromAlpha(Rows.matte("....####", "....####", "....####", "....####"))))
        .startsWith("..????##\n");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 9, 9, ....??####",
    "3, 0, 0, ....??####",
    "3, 1, 1, ...????###",
    "3, 2, 0, ..????####",
    "3, 0, 2, ....????##",
    "5, 1, 1, ..??????##",
    "2, 1, 1, ....???###",
    "5, 9, 9, ??????????",
  })
  void widensByMorphology(int kernel, int dilations, int erosions, String trimap) {
    TrimapGenerator generator = TrimapGenerator.byMorphology(kernel, dilations, erosions);

    assertThat(Rows.text(generator.fromAlpha(Rows.matte("....55####")))).isEqualTo(trimap);
  }

  @Test
  void aKernelOfThreeIsACross() {
    AlphaMatte alpha = Rows.matte(".....", ".....", "..5..", ".....", ".....");

    assertThat(Rows.text(TrimapGenerator.byMorphology(3, 1, 0).fromAlpha(alpha)))
        .isEqualTo(".....\n..?..\n.???.\n..?..\n.....");
  }

  @Test
  void roundsToEightBitsFirst() {
    AlphaMatte alpha = AlphaMatte.of(4, 1, new float[] {0.0019f, 0.002f, 0.998f, 0.9981f});

    assertThat(Rows.text(TrimapGenerator.byDistance(Band.pixels(0)).fromAlpha(alpha)))
        .isEqualTo(".??#");
  }

  @ParameterizedTest
  @CsvSource({"..../...., ..../....", "####/####, ####/####", "5555/5555, ????/????"})
  void takesMattesOfOneKind(String alpha, String trimap) {
    AlphaMatte matte = Rows.matte(alpha.split("/"));
    String expected = trimap.replace('/', '\n');

    assertThat(Rows.text(TrimapGenerator.byDistance(Band.pixels(3)).fromAlpha(matte)))
        .isEqualTo(expected);
    assertThat(Rows.text(TrimapGenerator.byMorphology(5, 3, 3).fromAlpha(matte)))
        .isEqualTo(expected);
  }

  @Test
  void theThresholdsOfMasksDoNotMatter() {
    TrimapGenerator generator =
        TrimapGenerator.byDistance(Band.pixels(0)).withMaskThresholds(0.5, 0.5);

    assertThat(Rows.text(generator.fromAlpha(Rows.matte("..159##")))).isEqualTo("..???##");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 'kernel is 0, wanted 1 to 9999'",
    "10000, 1, 1, 'kernel is 10000, wanted 1 to 9999'",
    "3, -1, 1, 'dilations is -1, wanted at least 0'",
    "3, 1, -1, 'erosions is -1, wanted at least 0'"
  })
  void refusesNumbersOutOfRange(int kernel, int dilations, int erosions, String message) {
    assertThatThrownBy(() -> TrimapGenerator.byMorphology(kernel, dilations, erosions))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void saysWhatItDoes() {
    assertThat(TrimapGenerator.byDistance(Band.pixels(3), Band.relative(0.5)))
        .hasToString(
            "TrimapGenerator[band is 3.0 pixels outwards, 50.0 % of the shorter side inwards,"
                + " mask thresholds are 0.05 and 0.95]");
    assertThat(TrimapGenerator.byMorphology(3, 2, 1).withMaskThresholds(0, 0.5))
        .hasToString(
            "TrimapGenerator[kernel is 3 with 2 dilations, 1 erosions,"
                + " mask thresholds are 0.0 and 0.5]");
  }
}
