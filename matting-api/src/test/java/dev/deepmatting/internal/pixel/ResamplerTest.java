package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerTest {
  private static final Affine TURN = Affine.rotation(30).then(Affine.translation(9, -3));

  @ParameterizedTest
  @EnumSource
  void leavesAnImageAtItsOwnSizeAsItIs(Kernel kernel) {
    RgbImage image = Pictures.colours(23, 17);
    AlphaMatte matte = Pictures.alpha(23, 17, (x, y) -> x * y / 400);

    Raster colours = Resampler.colours(image, Affine.IDENTITY, 23, 17, kernel);

    float[] samples = new float[23 * 17 * 3];
    image.readRegion(0, 0, 23, 17, samples);
    assertThat(colours.values()).isEqualTo(samples);
    assertThat(colours.toRgbImage()).isEqualTo(image);
    assertThat(Resampler.alpha(matte, Affine.IDENTITY, 23, 17, kernel).values())
        .isEqualTo(matte.toFloatArray());
  }

  @ParameterizedTest
  @EnumSource
  void flipsAndShiftsByWholePixelsExactly(Kernel kernel) {
    RgbImage image = Pictures.colours(20, 15);
    AlphaMatte matte = Pictures.alpha(20, 15);
    Affine flippedCrop = Affine.translation(3, 2).then(Affine.mirrorX(20));

    RgbImage colours = Resampler.colours(image, flippedCrop, 12, 10, kernel).toRgbImage();
    Raster alpha = Resampler.alpha(matte, flippedCrop, 12, 10, kernel);

    assertThat(colours)
        .isEqualTo(Pictures.colours(12, 10, (x, y, c) -> image.sample8(16 - x, y + 2, c)));
    for (int i = 0; i < 120; i++) {
      assertThat(alpha.values()[i]).isEqualTo(matte.alphaAt(16 - i % 12, i / 12 + 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void turnsUpsideDownWhateverTheScale(Kernel kernel) {
    RgbImage image = Pictures.colours(30, 24);
    RgbImage turned = Pictures.colours(30, 24, (x, y, c) -> image.sample8(x, 23 - y, c));
    Affine upsideDown = new Affine(1, 0, 0, 0, -1, 24);

    assertThat(Resampler.colours(image, upsideDown, 30, 24, kernel).toRgbImage()).isEqualTo(turned);
    for (int height : new int[] {11, 40}) {
      Affine fit = Pictures.fit(30, 24, 25, height);
      assertThat(Resampler.colours(image, fit.then(upsideDown), 25, height, kernel).values())
          .containsExactly(
              Resampler.colours(turned, fit, 25, height, kernel).values(), within(1e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource
  void turnsByQuartersExactly(Kernel kernel) {
    RgbImage image = Pictures.colours(90, 70);
    Affine quarter = Affine.rotation(90).then(Affine.translation(90, 0));

    RgbImage turned = Resampler.colours(image, quarter, 70, 90, kernel).toRgbImage();

    assertThat(turned)
        .isEqualTo(Pictures.colours(70, 90, (x, y, c) -> image.sample8(89 - y, x, c)));
  }

  @ParameterizedTest
  @EnumSource
  void stripsAndTilesGiveTheSameNumbers(Kernel kernel) {
    RgbImage image = Pictures.colours(90, 80);
    // So little shear that it changes nothing, but the way through.
    Affine scaled = Affine.scaling(0.83, 1.7).then(Affine.translation(-4, -2));
    Affine sheared = scaled.then(Affine.shear(1e-9, 0));

    float[] strips = Resampler.colours(image, scaled, 130, 75, kernel).values();
    float[] tiles = Resampler.colours(image, sheared, 130, 75, kernel).values();

    double worst = 0;
    for (int i = 0; i < strips.length; i++) {
      worst = Math.max(worst, Math.abs(tiles[i] - strips[i]));
    }
    assertThat(worst).isLessThan(3e-4);
  }

  @ParameterizedTest
  @EnumSource
  void turnsFineCheckersIntoFlatGrayWhenItShrinks(Kernel kernel) {
    RgbImage checkers = Pictures.colours(256, 256, (x, y, c) -> (x + y) % 2 * 254);

    Raster shrunk = Resampler.colours(checkers, Affine.scaling(8, 8), 32, 32, kernel);
    Affine turn = Affine.rotation(20).then(Affine.scaling(8, 8));
    Raster turned =
        Resampler.colours(
            checkers,
            Affine.translation(-8, -8).then(turn).then(Affine.translation(128, 128)),
            16,
            16,
            kernel);

    double worst = 0;
    for (int y = 4; y < 28; y++) {
      for (int x = 4; x < 28; x++) {
        worst = Math.max(worst, Math.abs(shrunk.values()[(y * 32 + x) * 3] - 127 / 255.0));
      }
    }
    assertThat(worst).isLessThan(1e-3);
    for (float value : turned.values()) {
      worst = Math.max(worst, Math.abs(value - 127 / 255.0));
    }
    assertThat(worst).isLessThan(2e-3);
  }

  @ParameterizedTest
  @EnumSource(names = {"BILINEAR", "AREA"})
  void keepsTheMeanAlphaOfHairWhenItShrinks(Kernel kernel) {
    AlphaMatte hair = Pictures.alpha(400, 320, ResamplerTest::hair);

    Raster half = Resampler.alpha(hair, Affine.scaling(2, 2), 200, 160, kernel);
    Raster odd = Resampler.alpha(hair, Pictures.fit(400, 320, 73, 61), 73, 61, kernel);

    assertThat(mean(half.values())).isCloseTo(mean(hair.toFloatArray()), within(1e-4));
    assertThat(mean(odd.values())).isCloseTo(mean(hair.toFloatArray()), within(1e-4));
  }

  /** Kernels with negative lobes keep the mean too, but clamping adds to it: see the oracle. */
  @ParameterizedTest
  @MethodSource("hairLines")
  void changesTheMeanAlphaOfHairOnlyByClamping(String line) {
    String[] words = line.split(" ");
    Kernel kernel = Kernel.valueOf(words[0]);
    AlphaMatte hair = Pictures.alpha(400, 320, ResamplerTest::hair);

    float[] before =
        SeparableResampler.resample(
                PixelSource.of(hair),
                new AxisTaps(kernel, 2, 0, 200, 400),
                new AxisTaps(kernel, 2, 0, 160, 320))
            .values();
    float[] after = Resampler.alpha(hair, Affine.scaling(2, 2), 200, 160, kernel).values();

    double source = Double.parseDouble(words[1]);
    assertThat(mean(hair.toFloatArray())).isCloseTo(source, within(1e-6));
    assertThat(mean(before)).isCloseTo(Double.parseDouble(words[2]), within(1e-6));
    assertThat(mean(before)).isCloseTo(source, within(1e-4));
    assertThat(mean(after)).isCloseTo(Double.parseDouble(words[3]), within(1e-6));
  }

  static List<String> hairLines() throws IOException {
    return Files.readAllLines(ResamplingVectorsTest.file("hair.txt"));
  }

  /** The tolerances are the kernels' own errors on this function, by the plain double sum. */
  @ParameterizedTest
  @CsvSource({"BILINEAR, 3.6e-3", "BICUBIC, 1.2e-4", "LANCZOS, 2.6e-3", "AREA, 3.7e-3"})
  void rotatesASmoothFunctionOntoItsTrueValues(Kernel kernel, double tolerance) {
    AlphaMatte waves = Pictures.alpha(160, 140, ResamplerTest::waves);
    Affine map =
        Affine.translation(-50, -50)
            .then(Affine.rotation(25))
            .then(Affine.shear(8, -5))
            .then(Affine.translation(80, 70));

    Raster rotated = Resampler.alpha(waves, map, 100, 100, kernel);

    double worst = 0;
    for (int i = 0; i < 10000; i++) {
      double x = i % 100 + 0.5;
      double y = i / 100 + 0.5;
      double wanted = waves(map.mappedX(x, y), map.mappedY(x, y));
      worst = Math.max(worst, Math.abs(rotated.values()[i] - wanted));
    }
    assertThat(worst).isLessThan(tolerance);
  }

  @ParameterizedTest
  @EnumSource
  void keepsAnOpaqueMatteOpaqueUpToItsBorder(Kernel kernel) {
    for (int size : new int[] {3, 7, 10, 31, 100}) {
      Raster scaled =
          Resampler.alpha(
              Pictures.opaque(13, 10),
              Pictures.fit(13, 10, size, size + 1),
              size,
              size + 1,
              kernel);

      assertThat(scaled.values())
          .hasSize(size * (size + 1))
          .containsOnly(new float[] {1}, within(1e-6f));
      assertThat(scaled.toAlphaMatte()).isEqualTo(Pictures.opaque(size, size + 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void fadesOutOverOnePixelBeyondTheBorder(Kernel kernel) {
    AlphaMatte opaque = Pictures.opaque(4, 4);

    Raster shifted = Resampler.alpha(opaque, Affine.translation(-2.25, 0), 8, 4, kernel);

    for (int y = 0; y < 4; y++) {
      assertThat(Arrays.copyOfRange(shifted.values(), 8 * y, 8 * y + 8))
          .containsExactly(new float[] {0, 0, 0.75f, 1, 1, 1, 0.25f, 0}, within(1e-6f));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheAreaOfAnOpaqueMatteThatIsTurned(Kernel kernel) {
    Affine map =
        Affine.translation(-50, -50).then(Affine.rotation(30)).then(Affine.translation(30, 20));

    Raster turned = Resampler.alpha(Pictures.opaque(60, 40), map, 100, 100, kernel);

    assertThat(mean(turned.values()) * 10000).isCloseTo(2400, within(2400 * 0.01));
  }

  @ParameterizedTest
  @EnumSource
  void takesTheNearestColourBeyondTheBorder(Kernel kernel) {
    RgbImage image = Pictures.colours(5, 4);

    for (Affine far :
        new Affine[] {
          Affine.translation(-1e12, 1e12),
          Affine.rotation(30).then(Affine.translation(-1e12, 1e12)),
          Affine.translation(-40, 40)
        }) {
      Raster result = Resampler.colours(image, far, 3, 3, kernel);
      assertThat(result.toRgbImage())
          .isEqualTo(Pictures.colours(3, 3, (x, y, c) -> image.sample8(0, 3, c)));
      assertThat(Resampler.alpha(Pictures.opaque(5, 4), far, 3, 3, kernel).values())
          .containsOnly(0f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesSourcesOfOnePixel(Kernel kernel) {
    RgbImage dot = Pictures.colours(1, 1, (x, y, c) -> 100 * c);

    for (Affine map : new Affine[] {Affine.IDENTITY, TURN, Affine.scaling(30, 1 / 30.0)}) {
      assertThat(Resampler.colours(dot, map, 3, 2, kernel).toRgbImage())
          .isEqualTo(Pictures.colours(3, 2, (x, y, c) -> 100 * c));
    }
  }

  @Test
  void reads16BitsAsTheyAre() {
    RgbImage image = RgbImage.of16(2, 1, new short[] {1000, 2000, 3000, 5000, 6000, (short) 65535});

    Raster middle = Resampler.colours(image, Affine.translation(0.5, 0), 1, 1, Kernel.BILINEAR);

    assertThat(middle.values())
        .containsExactly(
            new float[] {3000 / 65535f, 4000 / 65535f, 34267.5f / 65535f}, within(1e-7f));
  }

  @Test
  void staysBetween0And1WhereAKernelOvershoots() {
    RgbImage edge = Pictures.colours(20, 20, (x, y, c) -> x < 10 ? 0 : 255);

    for (Affine map : new Affine[] {Affine.scaling(0.4, 0.4), TURN}) {
      float[] sorted = Resampler.colours(edge, map, 50, 50, Kernel.LANCZOS).values();
      Arrays.sort(sorted);
      assertThat(sorted[0]).isZero();
      assertThat(sorted[sorted.length - 1]).isEqualTo(1f);
    }
  }

  @Test
  void readsOnlyWhatACropNeeds() {
    int[] most = {0, 0, 1000, 1000};
    PixelSource source =
        new PixelSource(
            1000,
            1000,
            1,
            (x, y, width, height, target) -> {
              assertThat(target.length).isLessThan(100 * 100);
              most[0] = Math.max(most[0], x + width);
              most[1] = Math.max(most[1], y + height);
              most[2] = Math.min(most[2], x);
              most[3] = Math.min(most[3], y);
            });

    SeparableResampler.resample(
        source,
        new AxisTaps(Kernel.BICUBIC, 2, 300, 20, 1000),
        new AxisTaps(Kernel.BICUBIC, 2, 400, 20, 1000));

    assertThat(most).containsExactly(343, 443, 297, 397);
    Affine turned = Affine.rotation(45).then(Affine.translation(500, 600));
    TiledResampler.resample(source, turned, 20, 20, Kernel.BILINEAR, pixel -> true);
    assertThat(most[0]).isBetween(514, 517);
    assertThat(most[1]).isBetween(628, 631);
  }

  @Test
  void readsLargeResultsTileByTile() {
    int[] widest = {0};
    PixelSource source =
        new PixelSource(
            4000,
            3000,
            3,
            (x, y, width, height, target) -> widest[0] = Math.max(widest[0], width * height));
    Affine turned = Affine.rotation(45).then(Affine.translation(2000, 500));

    TiledResampler.resample(source, turned, 900, 900, Kernel.BICUBIC, pixel -> true);

    // The diagonal of a tile of 64x64 and the kernel.
    assertThat(widest[0]).isBetween(90, 96);
  }

  @Test
  void refusesMapsAndSizesThatMakeNoSense() {
    RgbImage image = Pictures.colours(3, 3);

    assertThatThrownBy(() -> Resampler.colours(image, Affine.scaling(0, 1), 2, 2, Kernel.AREA))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "outputToSource is Affine[xx=0.0, xy=0.0, x0=0.0, yx=0.0, yy=1.0, y0=0.0], wanted a map"
                + " that has an inverse");
    assertThatThrownBy(() -> Resampler.colours(image, Affine.IDENTITY, 0, 2, Kernel.AREA))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("width is 0, wanted at least 1");
    assertThatThrownBy(() -> Resampler.colours(image, TURN, 2, -1, Kernel.AREA))
        .hasMessage("height is -1, wanted at least 1");
  }

  private static double waves(double x, double y) {
    return 0.5 + 0.3 * Math.sin(x / 4 + y / 9) + 0.15 * Math.cos(y / 5);
  }

  /** Strands thinner than a pixel, of soft profile. */
  private static double hair(double x, double y) {
    double distance = Math.abs(Math.IEEEremainder(x + 3 * Math.sin(y / 15), 7.3));
    return 0.8 * Math.exp(-distance * distance / 0.4);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
