package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrimapsTest {
  private static final int SIDE = 80;
  private static final Band BAND = Band.pixels(6);

  @Test
  void aSureEdgeGetsTheBandAlone() {
    Trimap trimap = Trimaps.fromMask(mask((x, y) -> x < 40 ? 0 : 255), BAND).trimap(halves(200));

    assertThat(unknownIn(trimap, 40)).isEqualTo(12);
    assertThat(trimap.valueAt(33, 40)).isEqualTo(Trimap.BACKGROUND);
    assertThat(trimap.valueAt(46, 40)).isEqualTo(Trimap.FOREGROUND);
  }

  @Test
  void anEdgeThatTheImageDoesNotShowGetsTwiceTheBand() {
    Trimap trimap = Trimaps.fromMask(mask((x, y) -> x < 40 ? 0 : 255), BAND).trimap(halves(100));

    assertThat(unknownIn(trimap, 40)).isEqualTo(24);
  }

  @Test
  void theBandIsWidenedOnlyWhereTheEdgeIsFaint() {
    RgbImage image = picture((x, y) -> y < 40 || x < 40 ? 100 : 220);

    Trimap trimap = Trimaps.fromMask(mask((x, y) -> x < 40 ? 0 : 255), BAND).trimap(image);

    assertThat(unknownIn(trimap, 10)).isEqualTo(24);
    assertThat(unknownIn(trimap, 70)).isEqualTo(12);
  }

  @Test
  void aRaggedEdgeIsInDoubt() {
    Trimap trimap =
        Trimaps.fromMask(mask((x, y) -> x < 40 + (y % 2 == 0 ? 0 : 8) ? 0 : 255), BAND)
            .trimap(halves(200));

    // Eight columns are ragged, and the band is on both sides of them.
    assertThat(unknownIn(trimap, 40)).isGreaterThan(8 + 12 + 4);
  }

  @Test
  void aLongRampIsInDoubtAndAnAntiAliasedEdgeIsNot() {
    Trimap sharp =
        Trimaps.fromMask(mask((x, y) -> x < 40 ? 0 : x == 40 ? 128 : 255), BAND)
            .trimap(halves(200));
    Trimap soft =
        Trimaps.fromMask(mask((x, y) -> Math.max(0, Math.min(255, (x - 28) * 10))), BAND)
            .trimap(halves(200));

    assertThat(unknownIn(sharp, 40)).isEqualTo(13);
    // 24 columns are between the thresholds.
    assertThat(unknownIn(soft, 40)).isGreaterThan(24 + 12);
  }

  @Test
  void theAlphaOfAnotherToolNeedNotReachTheEnds() {
    AlphaMatte alpha = mask((x, y) -> x < 38 ? 3 : x < 42 ? 128 : 251);

    Trimap trimap = Trimaps.fromAlpha(alpha, BAND).trimap(halves(100));

    assertThat(unknownIn(trimap, 40)).isEqualTo(4 + 12);
    assertThat(trimap.valueAt(0, 0)).isEqualTo(Trimap.BACKGROUND);
    assertThat(trimap.valueAt(79, 79)).isEqualTo(Trimap.FOREGROUND);
  }

  @Test
  void aCutOutGivesItsTransparency() {
    BufferedImage cutOut = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB_PRE);
    for (int x = 40; x < SIDE; x++) {
      for (int y = 0; y < SIDE; y++) {
        cutOut.setRGB(x, y, 0xff102030);
      }
    }

    Trimap trimap = Trimaps.fromCutOut(cutOut, BAND).trimap(halves(100));

    assertThat(unknownIn(trimap, 40)).isEqualTo(12);
    assertThatThrownBy(
            () -> Trimaps.fromCutOut(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), BAND))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("cutOut is a picture without transparency, wanted one with an alpha channel");
  }

  @Test
  void refusesPicturesOfAnotherSize() {
    RgbImage image = Scenes.plain(SIDE, SIDE + 1, 1, 2, 3);
    AlphaMatte mask = mask((x, y) -> x < 40 ? 0 : 255);

    assertThatThrownBy(() -> Trimaps.fromMask(mask, BAND).trimap(image))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mask is 80x80, wanted the image's size 80x81");
    assertThatThrownBy(() -> Trimaps.fromAlpha(mask, BAND).trimap(image))
        .hasMessage("alpha is 80x80, wanted the image's size 80x81");
    assertThatThrownBy(() -> Trimaps.fromScribbles(scribbles(), BAND).trimap(image))
        .hasMessage("scribbles is 80x80, wanted the image's size 80x81");
  }

  @ParameterizedTest
  @CsvSource({"0, background everywhere, above 0.05", "255, foreground everywhere, below 0.95"})
  void refusesMasksOfOneKind(int value, String what, String limit) {
    AlphaMatte mask = mask((x, y) -> value);

    assertThatThrownBy(() -> Trimaps.fromMask(mask, BAND).trimap(halves(100)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "mask is " + what + ", no value " + limit + "; wanted an object and its surroundings");
    assertThatThrownBy(() -> Trimaps.fromAlpha(mask, BAND).trimap(halves(100)))
        .hasMessageStartingWith("alpha is " + what);
  }

  @Test
  void refusesABandThatLeavesNothingUnknown() {
    TrimapSource source = Trimaps.fromMask(mask((x, y) -> x < 40 ? 0 : 255), Band.pixels(0));

    assertThatThrownBy(() -> source.trimap(halves(200)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "band is 0.0 pixels, up to twice that where the edge is in doubt, which leaves no pixel"
                + " unknown; wanted at least 1 pixel for a hard mask");
  }

  @Test
  void refusesABandThatLeavesNothingKnown() {
    TrimapSource source = Trimaps.fromMask(mask((x, y) -> x < 40 ? 0 : 255), Band.relative(1));

    assertThatThrownBy(() -> source.trimap(halves(200)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "band is 100.0 % of the shorter side, up to twice that where the edge is in doubt, which"
                + " leaves no pixel known; wanted a narrower one for this mask");
  }

  /** A large picture is segmented on a copy, which takes 3x3 pixels for one. */
  @Test
  void saysHowMuchBackgroundALargePictureNeeds() {
    RgbImage image = RgbImage.of8(1200, 600, new byte[3 * 1200 * 600]);

    assertThatThrownBy(() -> Trimaps.fromRectangle(0, 0, 1200, 599, BAND).trimap(image))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith(
            " in the image of 1200x600, wanted at least 3 columns or 3 rows on one side");
  }

  @ParameterizedTest
  @CsvSource({"255, 0, around it", "0, 255, on the object"})
  void refusesScribblesThatAReducedCopyCannotTellApart(int most, int least, String lost) {
    byte[] values = new byte[1200 * 600];
    Arrays.fill(values, (byte) Trimap.UNKNOWN);
    values[0] = (byte) least;
    values[1] = (byte) most;
    values[600] = (byte) most;
    RgbImage image = RgbImage.of8(1200, 600, new byte[3 * 1200 * 600]);
    TrimapSource source = Trimaps.fromScribbles(Trimap.of(1200, 600, values), BAND);

    assertThatThrownBy(() -> source.trimap(image))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "scribbles is so close together that no stroke "
                + lost
                + " is left at the 512x256 pixels that are segmented, wanted longer strokes,"
                + " further apart");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 5, 5", "0, -1, 5, 5", "0, 0, 0, 5", "0, 0, 5, -2"})
  void refusesRectanglesThatAreNone(int left, int top, int width, int height) {
    assertThatThrownBy(() -> Trimaps.fromRectangle(left, top, width, height, BAND))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "rectangle is %dx%d at x %d, y %d, wanted at least 1x1 from x 0, y 0 on"
                .formatted(width, height, left, top));
  }

  @ParameterizedTest
  @CsvSource({"70, 0, 11, 5", "0, 70, 5, 11", "90, 90, 5, 5", "1, 1, 2147483647, 2"})
  void refusesRectanglesOutsideTheImage(int left, int top, int width, int height) {
    TrimapSource source = Trimaps.fromRectangle(left, top, width, height, BAND);

    assertThatThrownBy(() -> source.trimap(halves(100)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "rectangle is %dx%d at x %d, y %d, wanted it inside the image of 80x80"
                .formatted(width, height, left, top));
  }

  @Test
  void refusesARectangleWithoutSurroundings() {
    TrimapSource source = Trimaps.fromRectangle(0, 0, SIDE, SIDE, BAND);

    assertThatThrownBy(() -> source.trimap(halves(100)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "rectangle is 80x80 at x 0, y 0, which leaves too little background around it in the image"
                + " of 80x80, wanted at least 1 columns or 1 rows on one side");
  }

  @ParameterizedTest
  @CsvSource({
    "128, 128, 'unmarked (128) everywhere, wanted strokes of 255 on the object and of 0 around it'",
    "0, 128, 'without a pixel of 255, wanted strokes on the object as well'",
    "255, 128, 'without a pixel of 0, wanted strokes around the object as well'",
    "255, 0, 'without a pixel of 128, wanted some unmarked ones, at least along the outline'"
  })
  void refusesScribblesThatSayTooLittle(int one, int other, String what) {
    byte[] values = {(byte) one, (byte) other};

    assertThatThrownBy(() -> Trimaps.fromScribbles(Trimap.of(2, 1, values), BAND))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("scribbles is " + what);
  }

  @Test
  void saysWhichDependencySegments() {
    String message =
        "no object segmenter is on the class path;"
            + " add the dependency dev.deepmatting:matting-dl4j";

    assertThatThrownBy(() -> Trimaps.fromRectangle(9, 9, 40, 40, BAND).trimap(halves(100)))
        .isInstanceOf(EngineException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Trimaps.fromScribbles(scribbles(), BAND).trimap(halves(9)))
        .isInstanceOf(EngineException.class)
        .hasMessage(message);
  }

  @Test
  void anyFunctionIsASource() {
    TrimapSource source = image -> Trimap.of(image.width(), image.height(), new byte[SIDE * SIDE]);

    assertThat(source.trimap(halves(100)).backgroundCount()).isEqualTo(SIDE * SIDE);
  }

  @Test
  void specksOfAMaskBecomeBackground() {
    AlphaMatte mask = mask((x, y) -> x >= 40 || speck(x, y, 4) ? 255 : 0);

    Trimap trimap = Trimaps.fromMask(mask, BAND).trimap(halves(200));

    assertThat(trimap.valueAt(12, 12)).isEqualTo(Trimap.BACKGROUND);
    assertThat(unknownIn(trimap, 12)).isEqualTo(12);
  }

  @Test
  void softPartsApartFromTheObjectBecomeBackground() {
    AlphaMatte mask = mask((x, y) -> x >= 40 ? 255 : speck(x, y, 12) ? 180 : 0);

    Trimap trimap = Trimaps.fromMask(mask, BAND).trimap(halves(200));

    assertThat(trimap.valueAt(12, 12)).isEqualTo(Trimap.BACKGROUND);
  }

  @Test
  void theCoreOfAPartStaysKnownWhereTheBandWouldCoverIt() {
    AlphaMatte mask = mask((x, y) -> x >= 40 || speck(x, y, 8) ? 255 : 0);

    Trimap trimap = Trimaps.fromMask(mask, BAND).trimap(halves(200));

    assertThat(trimap.valueAt(12, 12)).isEqualTo(Trimap.FOREGROUND);
    assertThat(trimap.valueAt(8, 12)).isEqualTo(Trimap.UNKNOWN);
  }

  @Test
  void aPartThinnerThanTheBandHasNoCore() {
    AlphaMatte mask = mask((x, y) -> x >= 40 || y >= 30 && y < 34 ? 255 : 0);

    Trimap trimap = Trimaps.fromMask(mask, BAND).trimap(halves(200));

    assertThat(trimap.valueAt(12, 32)).isEqualTo(Trimap.UNKNOWN);
  }

  @Test
  void whatTouchesNoForegroundIsTakenOutOfAMatteWithItsRim() {
    Trimap trimap = Trimap.of(9, 3, trimapRow(9, 3, "FUUUUUUUB"));
    AlphaMatte alpha =
        AlphaMatte.of(9, 3, rows(3, 1f, 0.6f, 0.08f, 0f, 0.05f, 0.4f, 0.05f, 0f, 0f));

    assertThat(Trimaps.withoutIslands(alpha, trimap).toFloatArray())
        .containsExactly(rows(3, 1f, 0.6f, 0.08f, 0f, 0f, 0f, 0f, 0f, 0f));
  }

  @Test
  void onlyGuessedTrimapsAreRough() {
    AlphaMatte mask = mask((x, y) -> x >= 40 ? 255 : 0);
    TrimapSource source = Trimaps.fromMask(mask, BAND);

    assertThat(source.isRough()).isTrue();
    assertThat(source.expanded(LabelExpansion.published()).isRough()).isTrue();
    assertThat(Trimaps.fromAlpha(mask, BAND).isRough()).isFalse();
  }

  private static byte[] trimapRow(int width, int height, String kinds) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      char kind = kinds.charAt(i % width);
      int value =
          kind == 'F' ? Trimap.FOREGROUND : kind == 'B' ? Trimap.BACKGROUND : Trimap.UNKNOWN;
      values[i] = (byte) value;
    }
    return values;
  }

  private static float[] rows(int count, float... row) {
    float[] values = new float[count * row.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = row[i % row.length];
    }
    return values;
  }

  @Test
  void aSpeckWhoseBandReachesTheObjectsStays() {
    AlphaMatte mask = mask((x, y) -> x >= 30 || speck(x, y, 4) ? 255 : 0);

    Trimap trimap = Trimaps.fromMask(mask, Band.pixels(8)).trimap(halves(200));

    assertThat(trimap.valueAt(12, 12)).isEqualTo(Trimap.UNKNOWN);
  }

  @Test
  void withoutForegroundNothingIsAnIsland() {
    AlphaMatte mask = mask((x, y) -> speck(x, y, 4) ? 255 : 0);

    Trimap trimap = Trimaps.fromMask(mask, BAND).trimap(halves(200));

    assertThat(trimap.foregroundCount()).isZero();
    assertThat(trimap.valueAt(12, 12)).isEqualTo(Trimap.UNKNOWN);
  }

  @Test
  void theAlphaOfAnotherToolKeepsItsIslands() {
    AlphaMatte alpha = mask((x, y) -> x >= 40 || speck(x, y, 4) ? 255 : 0);

    Trimap trimap = Trimaps.fromAlpha(alpha, BAND).trimap(halves(200));

    assertThat(trimap.valueAt(12, 12)).isEqualTo(Trimap.UNKNOWN);
  }

  @Test
  void anySourceCanBeTightened() {
    TrimapSource source = Trimaps.fromMask(mask((x, y) -> x < 40 ? 0 : 255), BAND);

    Trimap trimap = source.expanded(LabelExpansion.published()).trimap(halves(200));

    // 13 dilations meet, so that 5 columns are settled on each side.
    assertThat(unknownIn(trimap, 40)).isEqualTo(2);
    assertThat(trimap)
        .isEqualTo(LabelExpansion.published().expand(halves(200), source.trimap(halves(200))));
  }

  @Test
  void aTightenedSourceStillRefusesPicturesOfAnotherSize() {
    TrimapSource source = image -> Trimap.of(2, 1, new byte[2]);

    assertThatThrownBy(() -> source.expanded(LabelExpansion.published()).trimap(halves(200)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("trimap is 2x1, wanted the image's size 80x80");
  }

  private static long unknownIn(Trimap trimap, int row) {
    long unknown = 0;
    for (int x = 0; x < trimap.width(); x++) {
      unknown += trimap.isUnknown(x, row) ? 1 : 0;
    }
    return unknown;
  }

  /** A square around the pixel 12, 12. */
  private static boolean speck(int x, int y, int side) {
    return Math.abs(2 * (x - 12)) < side && Math.abs(2 * (y - 12)) < side;
  }

  private static AlphaMatte mask(IntBinaryOperator level) {
    float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = level.applyAsInt(i % SIDE, i / SIDE) / 255f;
    }
    return AlphaMatte.of(SIDE, SIDE, values);
  }

  /** Gray of 100 in the left half, of another level in the right one. */
  private static RgbImage halves(int right) {
    return picture((x, y) -> x < 40 ? 100 : right);
  }

  private static RgbImage picture(IntBinaryOperator level) {
    byte[] samples = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) level.applyAsInt(i / 3 % SIDE, i / 3 / SIDE);
    }
    return RgbImage.of8(SIDE, SIDE, samples);
  }

  /** One stroke on the object and one around it. */
  private static Trimap scribbles() {
    byte[] values = new byte[SIDE * SIDE];
    Arrays.fill(values, (byte) Trimap.UNKNOWN);
    values[0] = 0;
    values[SIDE * SIDE - 1] = (byte) Trimap.FOREGROUND;
    return Trimap.of(SIDE, SIDE, values);
  }
}
