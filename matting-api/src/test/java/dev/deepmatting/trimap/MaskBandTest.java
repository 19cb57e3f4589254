package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.pixel.Affine;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Resampler;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskBandTest {
  private static final int SIDE = 160;
  private static final double RADIUS = 40;

  @ParameterizedTest
  @ValueSource(doubles = {-7, -3, 0, 3, 7})
  void reachesTheObjectsEdgeFromAMaskThatIsOff(double off) {
    Discs truth = Discs.of(SIDE, RADIUS);

    Trimap trimap = MaskBand.trimap(truth.image(), Discs.of(SIDE, RADIUS + off).mask());

    assertThat(truth.scene().wrong(trimap)).isZero();
  }

  @Test
  void isThinnerWhereTheMaskIsRight() {
    Discs truth = Discs.of(SIDE, RADIUS);

    long right = MaskBand.trimap(truth.image(), truth.mask()).unknownCount();
    long off = MaskBand.trimap(truth.image(), Discs.of(SIDE, RADIUS - 7).mask()).unknownCount();

    assertThat(right).isLessThan((long) (0.9 * off));
  }

  @Test
  void measuresHowFarThePicturesEdgeIs() {
    AlphaMatte small = Discs.of(SIDE, RADIUS - 7).mask();
    int rightmost = SIDE / 2 + (int) RADIUS - 8;

    EdgeSlack off = EdgeSlack.of(Discs.of(SIDE, RADIUS).image(), small);
    EdgeSlack exact = EdgeSlack.of(Discs.of(SIDE, RADIUS - 7).image(), small);
    EdgeSlack unseen = EdgeSlack.of(Scenes.plain(SIDE, SIDE, 90, 90, 90), small);

    assertThat(off.outwards(rightmost, SIDE / 2)).isBetween(6.0, 9.0);
    assertThat(exact.outwards(rightmost, SIDE / 2)).isLessThanOrEqualTo(2);
    assertThat(exact.inwards(rightmost, SIDE / 2)).isLessThanOrEqualTo(2);
    assertThat(unseen.outwards(rightmost, SIDE / 2)).isEqualTo(EdgeSlack.REACH);
    assertThat(unseen.inwards(rightmost, SIDE / 2)).isEqualTo(EdgeSlack.REACH);
  }

  @Test
  void isRightAboutDrawnScenes() {
    for (SceneFamily family : new SceneFamily[] {SceneFamily.FUR, SceneFamily.HOLES}) {
      Scenes scene = Scenes.drawn(3, 0, family);

      Trimap trimap = MaskBand.trimap(scene.image(), enlargedFrom(96, scene.alpha()));

      assertThat(scene.wrong(trimap)).as(scene.name()).isLessThan(0.03);
    }
  }

  @Test
  void forgetsSpecksAndLeavesSmallHolesOpen() {
    Discs truth = Discs.of(SIDE, RADIUS);
    float[] mask = truth.mask().toFloatArray();
    mask[8 * SIDE + 8] = 1;
    mask[SIDE / 2 * SIDE + SIDE / 2] = 0;

    Trimap trimap = MaskBand.trimap(truth.image(), AlphaMatte.of(SIDE, SIDE, mask));

    assertThat(trimap.valueAt(8, 8)).isEqualTo(Trimap.BACKGROUND);
    assertThat(trimap.valueAt(SIDE / 2, SIDE / 2)).isEqualTo(Trimap.UNKNOWN);
  }

  @Test
  void keepsSoftPartsOfAnotherColourUnknown() {
    Discs truth = Discs.of(SIDE, RADIUS);
    float[] mask = truth.mask().toFloatArray();
    float[] samples = new float[3 * SIDE * SIDE];
    truth.image().readRegion(0, 0, SIDE, SIDE, samples);
    byte[] painted = new byte[samples.length];
    for (int i = 0; i < painted.length; i++) {
      painted[i] = (byte) Math.round(255 * samples[i]);
    }
    for (int y = 76; y < 84; y++) {
      for (int x = 70; x < 90; x++) {
        mask[y * SIDE + x] = 0.6f;
        painted[3 * (y * SIDE + x)] = 20;
        painted[3 * (y * SIDE + x) + 2] = (byte) 240;
      }
    }

    Trimap trimap =
        MaskBand.trimap(RgbImage.of8(SIDE, SIDE, painted), AlphaMatte.of(SIDE, SIDE, mask));

    assertThat(trimap.valueAt(80, 80)).isEqualTo(Trimap.UNKNOWN);
  }

  @Test
  void staysWithinLimits() {
    RgbImage gray = Scenes.plain(SIDE, SIDE, 90, 90, 90);
    AlphaMatte mask = Discs.of(SIDE, RADIUS).mask();

    long free = MaskBand.trimap(gray, mask).unknownCount();

    assertThat(within(gray, mask, 0, 1000)).isEqualTo(free);
    assertThat(within(gray, mask, 9, 9)).isGreaterThan((long) (16 * 2 * Math.PI * RADIUS));
    assertThat(within(gray, mask, 2, 2)).isLessThan((long) (5 * 2 * Math.PI * RADIUS));
    assertThatThrownBy(() -> within(gray, mask, 5, 4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "band is 5.0 pixels at least and 4.0 pixels at most, wanted the narrower one first");
  }

  private static long within(RgbImage image, AlphaMatte mask, double least, double most) {
    MaskBand.Limits limits = new MaskBand.Limits(Band.pixels(least), Band.pixels(most));
    return MaskBand.trimap(image, mask, limits).unknownCount();
  }

  @Test
  void wantsAnObjectAndItsSurroundings() {
    assertThatThrownBy(() -> MaskBand.trimap(Scenes.plain(9, 7, 1, 2, 3), filled(9, 7, 0)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mask is below 0.5 everywhere, wanted an object and its surroundings");
    assertThatThrownBy(() -> MaskBand.trimap(Scenes.plain(1, 1, 1, 2, 3), filled(1, 1, 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mask is 0.5 or more everywhere, wanted an object and its surroundings");
  }

  @Test
  void wantsTheImagesSize() {
    assertThatThrownBy(() -> MaskBand.trimap(Scenes.plain(9, 7, 1, 2, 3), filled(7, 9, 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("mask is 7x9");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void worksOnNarrowPictures(int height) {
    float[] mask = new float[1000 * height];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % 1000 < 500 ? 1 : 0;
    }

    Trimap trimap =
        MaskBand.trimap(Scenes.plain(1000, height, 9, 9, 9), AlphaMatte.of(1000, height, mask));

    assertThat(trimap.valueAt(500, 0)).isEqualTo(Trimap.UNKNOWN);
    assertThat(trimap.valueAt(0, 0)).isEqualTo(Trimap.FOREGROUND);
    assertThat(trimap.valueAt(999, 0)).isEqualTo(Trimap.BACKGROUND);
  }

  @Test
  void endsWhenInterrupted() {
    Discs truth = Discs.of(SIDE, RADIUS);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> MaskBand.trimap(truth.image(), truth.mask()))
          .isInstanceOf(MattingInterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static AlphaMatte enlargedFrom(int side, AlphaMatte alpha) {
    AlphaMatte small = resized(alpha, side, side, Kernel.AREA);
    return resized(small, alpha.width(), alpha.height(), Kernel.BILINEAR);
  }

  private static AlphaMatte resized(AlphaMatte alpha, int width, int height, Kernel kernel) {
    Affine map = Affine.scaling(alpha.width() / (double) width, alpha.height() / (double) height);
    return Resampler.alpha(alpha, map, width, height, kernel).toAlphaMatte();
  }

  private static AlphaMatte filled(int width, int height, float value) {
    float[] values = new float[width * height];
    Arrays.fill(values, value);
    return AlphaMatte.of(width, height, values);
  }
}
