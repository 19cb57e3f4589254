package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.pixel.Raster;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraTest {
  private static final RgbImage GRADIENT =
      Discs.colours(256, 64, (x, y) -> x << 16 | 128 << 8 | 4 * y);

  @Test
  void givesTheSamePictureForTheSameDrawsAndAnotherForOthers() {
    RgbImage first = ImageSteps.camera().apply(GRADIENT, SampleRandom.of(1, 1));

    assertThat(ImageSteps.camera().apply(GRADIENT, SampleRandom.of(1, 1))).isEqualTo(first);
    assertThat(ImageSteps.camera().apply(GRADIENT, SampleRandom.of(1, 2))).isNotEqualTo(first);
  }

  @Test
  void thePictureStaysMuchAsItIs() {
    for (int seed = 0; seed < 30; seed++) {
      RgbImage picture = ImageSteps.camera().apply(GRADIENT, SampleRandom.of(seed, 1));
      double dark = mean(picture, 0, 40);
      double bright = mean(picture, 200, 240);
      assertThat(dark).isLessThan(60);
      assertThat(bright).isBetween(150.0, 255.0);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.05, 0.5})
  void noiseHasTheVarianceOfASensor(double light) {
    Raster raster = even(light);
    SensorNoise.of(1e-3, 4e-6, false, SampleRandom.of(3, 0)).addTo(raster);

    assertThat(mean(raster.values())).isCloseTo(light, within(5e-4));
    assertThat(variance(raster.values())).isCloseTo(1e-3 * light + 4e-6, within(2e-5));
  }

  /** Of the mean of n neighbours the variance is 1/n; the numbers are for a flat picture. */
  @Test
  void aMosaicsNoiseComesInSpecks() {
    Raster raster = even(0.5);
    SensorNoise.of(2e-3, 0, true, SampleRandom.of(3, 0)).addTo(raster);
    float[] green = channel(raster, 1);
    float[] red = channel(raster, 0);

    // Half of the pixels have their own value, half the mean of four.
    assertThat(variance(green)).isCloseTo(1e-3 * (0.5 + 0.5 / 4), within(3e-5));
    // A quarter has its own, half the mean of two, a quarter that of four.
    assertThat(variance(red)).isCloseTo(1e-3 * (0.25 + 0.5 / 2 + 0.25 / 4), within(3e-5));
    assertThat(neighbours(red, raster.width())).isGreaterThan(2e-4);
  }

  @Test
  void aBlurIsTheSumOfWeightedNeighbours() {
    Raster dot = new Raster(15, 15, 1);
    dot.values()[7 * 15 + 7] = 1;
    Lens.blur(0.8).apply(dot);

    double sum = IntStream.rangeClosed(-2, 2).mapToDouble(CameraTest::gaussian).sum();
    for (int y = -2; y <= 2; y++) {
      for (int x = -2; x <= 2; x++) {
        assertThat((double) dot.values()[(7 + y) * 15 + 7 + x])
            .isCloseTo(gaussian(x) * gaussian(y) / sum / sum, within(1e-6));
      }
    }
  }

  private static double gaussian(int distance) {
    return Math.exp(-distance * distance / (2 * 0.8 * 0.8));
  }

  @Test
  void aBlurLeavesAnEvenPictureUpToItsBorderAsItIs() {
    Raster raster = new Raster(3, 2, 3);
    Arrays.fill(raster.values(), 0.25f);
    Lens.blur(1.3).apply(raster);

    for (float value : raster.values()) {
      assertThat(value).isCloseTo(0.25f, within(1e-6f));
    }
  }

  @Test
  void developmentKeepsBlackAndTheOrderOfGrays() {
    for (int seed = 0; seed < 20; seed++) {
      Development development = Development.draw(SampleRandom.of(seed, 0));
      RgbImage grays = Discs.colours(256, 1, (x, y) -> x << 16 | x << 8 | x);
      Raster light = development.light(grays);
      development.develop(light);
      float[] green = channel(light, 1);

      assertThat(green[0]).isZero();
      assertThat(green[255]).isBetween(0.8f, 1f);
      assertThat(green).isSorted();
    }
  }

  @Test
  void lightBeyondBothEndsIsCutOff() {
    Development development = Development.draw(SampleRandom.of(1, 0));
    Raster light = new Raster(1, 1, 3);
    System.arraycopy(new float[] {-0.5f, 7, Float.MAX_VALUE}, 0, light.values(), 0, 3);
    development.develop(light);

    assertThat(light.values()).containsExactly(0, 1, 1);
  }

  private static Raster even(double light) {
    Raster raster = new Raster(256, 256, 3);
    Arrays.fill(raster.values(), (float) light);
    return raster;
  }

  private static float[] channel(Raster raster, int channel) {
    float[] values = new float[raster.width() * raster.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = raster.values()[3 * i + channel];
    }
    return values;
  }

  private static double mean(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  private static double variance(float[] values) {
    double mean = mean(values);
    return IntStream.range(0, values.length)
        .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
        .average()
        .orElseThrow();
  }

  /** The covariance of a pixel and the next one. */
  private static double neighbours(float[] values, int width) {
    double mean = mean(values);
    return IntStream.range(0, values.length)
        .filter(i -> i % width < width - 1)
        .mapToDouble(i -> (values[i] - mean) * (values[i + 1] - mean))
        .average()
        .orElseThrow();
  }

  private static double mean(RgbImage picture, int from, int to) {
    return IntStream.range(from, to)
        .mapToDouble(x -> picture.sample8(x, 32, 0))
        .average()
        .orElseThrow();
  }
}
