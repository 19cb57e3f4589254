package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeImagesTest {
  private static final LayerSource SOFT = new Discs(170, 130, 24);
  private static final LayerSource HARD = new Discs(170, 134, 0);

  /** One foreground over one background at every place. */
  private record OnePicture(Foreground object, RgbImage background) implements LayerSource {
    @Override
    public int samplesPerEpoch() {
      return 1;
    }

    @Override
    public Layers layers(long place) {
      return new Layers("picture", object, background);
    }

    @Override
    public Foreground foreground(long number) {
      return object;
    }
  }

  static Stream<SampleSource> sources() {
    return Stream.of(
        WholeImages.of(SOFT, 1),
        WholeImages.of(HARD, 1),
        WholeImages.of(SOFT, 1).withLongestSide(99));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void mergedIsTheMattingEquation(SampleSource source) {
    MattingSample sample = source.sample(3);
    double worst = 0;
    for (int i = 0; i < 3 * sample.width() * sample.height(); i++) {
      int x = i / 3 % sample.width();
      int y = i / 3 / sample.width();
      double alpha = sample.alpha().alphaAt(x, y);
      double exact =
          alpha * sample.foreground().sample8(x, y, i % 3)
              + (1 - alpha) * sample.background().sample8(x, y, i % 3);
      worst = Math.max(worst, Math.abs(exact - sample.merged().sample8(x, y, i % 3)));
    }
    assertThat(worst).as("levels").isLessThanOrEqualTo(0.5 + 1e-4).isPositive();
    assertThat(sample.image()).isSameAs(sample.merged());
  }

  @ParameterizedTest
  @MethodSource("sources")
  void theTrimapNeverContradictsAlpha(SampleSource source) {
    MattingSample sample = source.sample(3);
    for (int i = 0; i < sample.width() * sample.height(); i++) {
      float alpha = sample.alpha().alphaAt(i % sample.width(), i / sample.width());
      int known = sample.trimap().valueAt(i % sample.width(), i / sample.width());
      assertThat(known == Trimap.FOREGROUND && alpha < 1).isFalse();
      assertThat(known == Trimap.BACKGROUND && alpha > 0).isFalse();
    }
    assertThat(sample.trimap().foregroundCount()).isPositive();
    assertThat(sample.trimap().backgroundCount()).isPositive();
    assertThat(sample.trimap().unknownCount()).isPositive();
  }

  @Test
  void theForegroundIsAsItComes() {
    for (long place : List.of(0L, 7L, 123L)) {
      Layers layers = SOFT.layers(place);

      MattingSample sample = WholeImages.of(SOFT, 1).sample(place);

      assertThat(sample.foreground()).isEqualTo(layers.foreground().colours());
      assertThat(sample.alpha()).isEqualTo(layers.foreground().alpha());
      assertThat(sample.name()).isEqualTo("disc " + place);
    }
  }

  @Test
  void sixteenBitsAndFloatsAreRoundedToEight() {
    short[] samples = {(short) 65535, 1000, 0, 0x7f80, 0x7f00, 1};
    Foreground fine =
        new Foreground(
            "fine", RgbImage.of16(2, 1, samples), AlphaMatte.of(2, 1, new float[] {0.3f, 1}));
    RgbImage background = Discs.colours(2, 1, (x, y) -> 0x102030);

    MattingSample sample = WholeImages.of(new OnePicture(fine, background), 1).sample(0);

    assertThat(sample.foreground())
        .isEqualTo(Discs.colours(2, 1, (x, y) -> x == 0 ? 0xff0400 : 0x7f7f00));
    assertThat(sample.alpha().toFloatArray()).containsExactly(77 / 255f, 1);
  }

  @Test
  void imagesInLightMixTheLightOfTheLayers() {
    RgbImage white = Discs.colours(2, 1, (x, y) -> 0xffffff);
    Foreground half = new Foreground("half", white, AlphaMatte.of(2, 1, new float[] {0.5f, 1}));
    RgbImage black = Discs.colours(2, 1, (x, y) -> 0);
    WholeImages source = WholeImages.of(new OnePicture(half, black), 1);

    MattingSample sample = source.inLight().sample(0);

    // IEC 61966-2-1: light of 128 / 255 is 1.055 * 0.50196^(1 / 2.4) - 0.055 = 0.7367 in samples.
    assertThat(sample.image()).isEqualTo(Discs.colours(2, 1, (x, y) -> x == 0 ? 0xbcbcbc : -1));
    assertThat(sample.merged()).isEqualTo(source.sample(0).image());
    assertThat(source.withLongestSide(99).inLight().withTrimap(TrimapPolicy.byDistance(3, 3)))
        .extracting(it -> it.sample(0).image())
        .isEqualTo(sample.image());
  }

  @Test
  void aSampleDependsOnSeedAndPlaceAlone() {
    WholeImages source = WholeImages.of(SOFT, 1);
    MattingSample sample = source.sample(4);
    source.sample(5);

    assertThat(source.sample(4)).isEqualTo(sample);
    assertThat(WholeImages.of(SOFT, 1).sample(4)).isEqualTo(sample);
    assertThat(source.sample(14).trimap()).isNotEqualTo(sample.trimap());
    assertThat(source.samplesPerEpoch()).isEqualTo(SOFT.samplesPerEpoch());
  }

  @Test
  void theSeedChangesTheTrimapAlone() {
    MattingSample one = WholeImages.of(SOFT, 1).sample(4);
    MattingSample other = WholeImages.of(SOFT, 2).sample(4);

    assertThat(other.trimap()).isNotEqualTo(one.trimap());
    assertThat(other.merged()).isEqualTo(one.merged());
    assertThat(other.alpha()).isEqualTo(one.alpha());
  }

  @Test
  void theTrimapGrowsFiveToFifteenPixelsBothWays() {
    List<int[]> widths =
        LongStream.range(0, 20)
            .mapToObj(WholeImages.of(HARD, 1)::sample)
            .map(WholeImagesTest::unknownOfTheMiddleRow)
            .toList();

    assertThat(widths)
        .allSatisfy(
            width -> {
              assertThat(width[0]).as("outwards").isBetween(5, 15);
              assertThat(width[1]).as("inwards").isBetween(5, 15);
            })
        .anySatisfy(width -> assertThat(width[0]).isNotEqualTo(width[1]));
    assertThat(widths.stream().map(width -> width[0]).distinct().count()).isGreaterThan(4);
  }

  @Test
  void takesAnotherTrimap() {
    WholeImages source = WholeImages.of(HARD, 1).withTrimap(TrimapPolicy.byDistance(3, 3));

    assertThat(unknownOfTheMiddleRow(source.sample(0))).containsExactly(3, 3);
    assertThatThrownBy(() -> source.withTrimap(null)).hasMessage("trimap");
  }

  /** Unknown pixels with alpha 0 left of the disc, and with alpha 1 in its left half. */
  private static int[] unknownOfTheMiddleRow(MattingSample sample) {
    int y = sample.height() / 2;
    int[] counts = new int[2];
    for (int x = 0; x < sample.width() / 2; x++) {
      if (sample.trimap().isUnknown(x, y)) {
        counts[Math.round(sample.alpha().alphaAt(x, y))]++;
      }
    }
    return counts;
  }

  @ParameterizedTest
  @CsvSource({"500, 300, 50", "500, 301, 49", "500, 400, 0"})
  void aBackgroundThatJustCoversIsCutOutAtItsMiddle(int width, int height, int top) {
    LayerSource source = new Discs(width, height, 9);
    RgbImage whole = source.layers(6).background();

    RgbImage background = WholeImages.of(source, 1).sample(6).background();

    assertThat(background)
        .isEqualTo(Discs.colours(width, height, (x, y) -> rgb(whole, x, y + top)));
  }

  private static int rgb(RgbImage image, int x, int y) {
    return image.sample8(x, y, 0) << 16 | image.sample8(x, y, 1) << 8 | image.sample8(x, y, 2);
  }

  /** The background of discs has 500x400 pixels, red x / 2 and blue y / 2, rounded down. */
  @ParameterizedTest
  @CsvSource({"120, 90, 0.24, 0, 3", "90, 90, 0.225, 11, 0", "600, 600, 1.5, 75, 0"})
  void aBackgroundIsScaledUntilItCovers(int width, int height, double scale, int left, int top) {
    RgbImage background = WholeImages.of(new Discs(width, height, 9), 1).sample(0).background();
    IntUnaryOperator red = x -> background.sample8(x, height / 2, 0);
    IntUnaryOperator blue = y -> background.sample8(width / 2, y, 2);

    assertThat(IntStream.range(2, width - 2))
        .allSatisfy(x -> assertThat(ramp(red, x)).isCloseTo(at(x, left, scale), within(1.0)));
    assertThat(IntStream.range(2, height - 2))
        .allSatisfy(y -> assertThat(ramp(blue, y)).isCloseTo(at(y, top, scale), within(1.0)));
  }

  private static double ramp(IntUnaryOperator level, int place) {
    return level.applyAsInt(place);
  }

  private static double at(int place, int margin, double scale) {
    double centre = (place + margin + 0.5) / scale;
    return (centre - 1) / 2;
  }

  @ParameterizedTest
  @CsvSource({"170, 170, 130", "1000, 170, 130", "85, 85, 65", "100, 100, 76", "16, 16, 12"})
  void theLongestSideIsALimit(int limit, int width, int height) {
    MattingSample sample = WholeImages.of(SOFT, 1).withLongestSide(limit).sample(0);

    assertThat(sample.width()).isEqualTo(width);
    assertThat(sample.height()).isEqualTo(height);
    assertThat(WholeImages.of(new Discs(130, 170, 24), 1).withLongestSide(limit).sample(0).height())
        .isEqualTo(width);
  }

  @Test
  void shrinksByAveragingOverAreas() {
    Foreground whole = SOFT.layers(2).foreground();
    MattingSample half = WholeImages.of(SOFT, 1).withLongestSide(85).sample(2);

    for (int i = 0; i < 85 * 65; i++) {
      int x = i % 85;
      int y = i / 85;
      double[] sums = sums(whole, 2 * x, 2 * y);
      assertThat(255.0 * half.alpha().alphaAt(x, y))
          .isCloseTo(255 * sums[0] / 4, within(0.5 + 1e-3));
      double blue = sums[0] > 0.01 ? sums[1] / sums[0] : sums[2] / 4;
      assertThat((double) half.foreground().sample8(x, y, 2)).isCloseTo(blue, within(0.5 + 1e-3));
    }
  }

  /** Of four pixels: alpha, alpha times blue, blue. */
  private static double[] sums(Foreground whole, int left, int top) {
    double[] sums = new double[3];
    for (int i = 0; i < 4; i++) {
      double alpha = whole.alpha().alphaAt(left + i % 2, top + i / 2);
      int blue = whole.colours().sample8(left + i % 2, top + i / 2, 2);
      sums[0] += alpha;
      sums[1] += alpha * blue;
      sums[2] += blue;
    }
    return sums;
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1})
  void refusesAnAlphaWithoutAnEdge(float everywhere) {
    float[] values = new float[20 * 20];
    Arrays.fill(values, everywhere);
    RgbImage colours = Discs.colours(20, 20, (x, y) -> 0);
    Foreground flat = new Foreground("flat.png", colours, AlphaMatte.of(20, 20, values));
    WholeImages source = WholeImages.of(new OnePicture(flat, colours), 1);

    assertThatThrownBy(() -> source.sample(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "alpha of flat.png is "
                + everywhere
                + " everywhere, wanted an object and its surroundings");
  }

  @Test
  void refusesALimitThatIsTooSmall() {
    assertThatThrownBy(() -> WholeImages.of(SOFT, 1).withLongestSide(15))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("longestSide is 15, wanted at least 16");
    assertThatThrownBy(() -> WholeImages.of(null, 1)).hasMessage("source");
  }

  @Test
  void printsEverySetting() {
    assertThat(WholeImages.of(SOFT, 7))
        .hasToString("whole images of their own size, trimap by distance 5.0 to 15.0, seed 7");
    assertThat(
            WholeImages.of(SOFT, 7)
                .withTrimap(TrimapPolicy.outwards(3, 3, 1, 2))
                .withLongestSide(640))
        .hasToString(
            "whole images of at most 640 pixels a side,"
                + " trimap outwards, ellipse 3 to 3, steps 1 to 2, seed 7");
  }
}
