package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ForegroundEstimationTest {
  @ParameterizedTest
  @CsvSource({"97, 700", "640, 61", "1, 600", "2, 2"})
  void doesNotDependOnThreads(int width, int height) {
    SoftScene scene = SoftScene.of(width, height, 16);
    EstimatedLayers one = builder().threads(1).build().estimate(scene.image(), scene.alpha());

    for (int threads : new int[] {2, 3, 8}) {
      EstimatedLayers many =
          builder().threads(threads).build().estimate(scene.image(), scene.alpha());
      assertThat(many.foreground()).isEqualTo(one.foreground());
      assertThat(many.background()).isEqualTo(one.background());
    }
  }

  /** Bands of 40 rows have six times as many borders as they really have. */
  @Test
  void bandsLeaveNoTrace() {
    SoftScene scene = SoftScene.of(300, 520, 16);
    EstimatedLayers whole =
        builder().bandHeight(520).build().estimate(scene.image(), scene.alpha());
    EstimatedLayers bands = builder().bandHeight(40).build().estimate(scene.image(), scene.alpha());

    Difference foreground = Difference.of(bands.foreground(), whole.foreground());
    Difference background = Difference.of(bands.background(), whole.background());
    assertThat(foreground.largest()).isLessThan(0.01 / 255);
    assertThat(background.largest()).isLessThan(0.01 / 255);
    assertThat(foreground.mean()).isLessThan(0.00001 / 255);
  }

  @Test
  void manyIterationsInBandsLeaveNoTraceEither() {
    SoftScene scene = SoftScene.of(60, 400, 16);
    EstimatedLayers whole = many().bandHeight(400).build().estimate(scene.image(), scene.alpha());
    EstimatedLayers bands = many().bandHeight(50).build().estimate(scene.image(), scene.alpha());

    assertThat(Difference.of(bands.foreground(), whole.foreground()).largest())
        .isLessThan(0.5 / 255);
  }

  private static ForegroundEstimation.Builder many() {
    return builder().bigIterations(30);
  }

  /** The last step against the nearest of many pairs on the line of those that compose. */
  @Test
  void givesTheNearestColoursThatCompose() {
    SoftScene scene = SoftScene.of(40, 30, 16);
    EstimatedLayers swept = builder().exact(false).build().estimate(scene.image(), scene.alpha());
    EstimatedLayers exact = ForegroundEstimation.standard().estimate(scene.image(), scene.alpha());

    for (int i = 0; i < 3 * 40 * 30; i++) {
      int x = i / 3 % 40;
      int y = i / 3 / 40;
      float front = swept.foreground().sample(x, y, i % 3);
      float back = swept.background().sample(x, y, i % 3);
      double picture = scene.image().sample(x, y, i % 3);
      double least = leastDistance(front, back, scene.alpha().alphaAt(x, y), picture);
      double distance =
          Math.hypot(
              exact.foreground().sample(x, y, i % 3) - front,
              exact.background().sample(x, y, i % 3) - back);
      assertThat(distance).isCloseTo(least, within(1e-3));
    }
  }

  private static double leastDistance(double front, double back, double a, double picture) {
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step <= 2000; step++) {
      double other = step / 2000.0;
      double f = a > 0.5 ? (picture - (1 - a) * other) / a : other;
      double b = a > 0.5 ? other : (picture - a * other) / (1 - a);
      if (f >= -1e-6 && f <= 1 + 1e-6 && b >= -1e-6 && b <= 1 + 1e-6) {
        least = Math.min(least, Math.hypot(f - front, b - back));
      }
    }
    return least;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "2, 1", "1, 33", "257, 1", "31, 3", "128, 64"})
  void recomposesPicturesOfAnySize(int width, int height) {
    SoftScene scene = SoftScene.of(width, height, 8);

    EstimatedLayers layers = ForegroundEstimation.standard().estimate(scene.image(), scene.alpha());

    assertThat(layers.foreground().width()).isEqualTo(width);
    assertThat(layers.foreground().height()).isEqualTo(height);
    assertThat(layers.foreground().bitDepth()).isEqualTo(8);
    RgbImage again = Scenes.compose(layers.foreground(), scene.alpha(), layers.background());
    // The layers are rounded to 8 bits.
    assertThat(Difference.of(again, scene.image()).largest()).isLessThan(0.75 / 255);
  }

  @Test
  void keepsWhatIsSurelyOfOneLayer() {
    SoftScene scene = SoftScene.of(90, 80, 8);

    EstimatedLayers layers = ForegroundEstimation.standard().estimate(scene.image(), scene.alpha());

    // At the very edge a pixel follows its softer neighbours.
    Difference.Weight inside = alpha -> alpha == 1 ? 1 : 0;
    Difference.Weight outside = alpha -> alpha == 0 ? 1 : 0;
    assertThat(Difference.of(layers.foreground(), scene.image(), scene.alpha(), inside).mean())
        .isLessThan(0.5 / 255);
    assertThat(Difference.of(layers.background(), scene.image(), scene.alpha(), outside).mean())
        .isLessThan(0.5 / 255);
  }

  /** The paper's symmetry: who is in front is a matter of the matte alone. */
  @Test
  void theInvertedMatteSwapsTheLayers() {
    SoftScene scene = SoftScene.of(70, 50, 16);
    float[] values = scene.alpha().toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 - values[i];
    }

    EstimatedLayers layers = ForegroundEstimation.standard().estimate(scene.image(), scene.alpha());
    EstimatedLayers swapped =
        ForegroundEstimation.standard().estimate(scene.image(), AlphaMatte.of(70, 50, values));

    assertThat(Difference.of(swapped.background(), layers.foreground()).mean())
        .isLessThan(0.01 / 255);
    assertThat(Difference.of(swapped.foreground(), layers.background()).mean())
        .isLessThan(0.01 / 255);
  }

  @Test
  void moreRegularisationIsSmoother() {
    SoftScene scene = SoftScene.of(64, 64, 16);

    EstimatedLayers rough = builder().exact(false).build().estimate(scene.image(), scene.alpha());
    EstimatedLayers smooth =
        builder().exact(false).regularisation(1).build().estimate(scene.image(), scene.alpha());

    assertThat(roughness(smooth.foreground())).isLessThan(0.95 * roughness(rough.foreground()));
  }

  private static double roughness(RgbImage image) {
    double sum = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 1; x < image.width(); x++) {
        sum += Math.abs(image.sample(x, y, 0) - image.sample(x - 1, y, 0));
      }
    }
    return sum;
  }

  @Test
  void refusesDifferentSizes() {
    SoftScene scene = SoftScene.of(4, 3, 8);
    AlphaMatte other = SoftScene.of(3, 4, 8).alpha();

    assertThatThrownBy(() -> ForegroundEstimation.standard().estimate(scene.image(), other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("alpha is 3x4, wanted the image's size 4x3");
  }

  static Stream<Arguments> badSettings() {
    return Stream.of(
        bad(b -> b.regularisation(0), "regularisation is 0.0, wanted 1e-7 to 1"),
        bad(b -> b.regularisation(1.5), "regularisation is 1.5, wanted 1e-7 to 1"),
        bad(b -> b.regularisation(Double.NaN), "regularisation is NaN, wanted 1e-7 to 1"),
        bad(b -> b.smallIterations(0), "smallIterations is 0, wanted 1 to 1000"),
        bad(b -> b.bigIterations(1001), "bigIterations is 1001, wanted 1 to 1000"),
        bad(b -> b.smallSize(-1), "smallSize is -1, wanted at least 0"),
        bad(b -> b.gradientWeight(-0.1), "gradientWeight is -0.1, wanted 0 to 1000"),
        bad(b -> b.gradientWeight(Double.NaN), "gradientWeight is NaN, wanted 0 to 1000"),
        bad(b -> b.threads(0), "threads is 0, wanted at least 1"));
  }

  private static Arguments bad(Consumer<ForegroundEstimation.Builder> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void refusesBadSettings(Consumer<ForegroundEstimation.Builder> change, String message) {
    assertThatThrownBy(() -> change.accept(builder()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void tellsItsSettings() {
    assertThat(builder().threads(3))
        .extracting(builder -> builder.build().toString())
        .isEqualTo(
            "ForegroundEstimation[regularisation=1.0E-5, smallIterations=10, bigIterations=2,"
                + " smallSize=32, gradientWeight=1.0, exact=true, threads=3]");
  }

  private static ForegroundEstimation.Builder builder() {
    return ForegroundEstimation.builder();
  }
}
