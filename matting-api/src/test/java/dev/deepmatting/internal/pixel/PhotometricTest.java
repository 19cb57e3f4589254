package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of hsv.txt are those of Python's colorsys; see {@code make_vectors.py}. */
class PhotometricTest {
  @Test
  void shiftsHueSaturationAndValueAsColorsysDoes() throws IOException {
    List<String> lines = Files.readAllLines(ResamplingVectorsTest.file("hsv.txt"));

    assertThat(lines).hasSize(155);
    for (String line : lines) {
      double[] n = Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
      Raster pixel = pixels(1, (float) n[3], (float) n[4], (float) n[5]);

      Hsv.shift(pixel, n[0], n[1], n[2]);

      for (int channel = 0; channel < 3; channel++) {
        assertThat((double) pixel.values()[channel])
            .as("%s", line)
            .isCloseTo(n[6 + channel], within(5e-6));
      }
    }
  }

  @Test
  void measuresSaturationAndValueWhereAMaskCounts() {
    Raster rgb = pixels(3, 1f, 0.5f, 0.5f, 0.2f, 0.1f, 0f, 0f, 0f, 1f);
    Raster weights = new Raster(3, 1, 1);

    assertThat(Hsv.meanSaturation(rgb, weights)).isZero();
    weights.values()[0] = 1;
    weights.values()[1] = 0.5f;
    assertThat(Hsv.meanSaturation(rgb, weights)).isCloseTo(1 / 1.5, within(1e-7));
    assertThat(Hsv.meanValue(rgb, weights)).isCloseTo(1.1 / 1.5, within(1e-7));
  }

  @Test
  void addsNoiseOfTheGivenStrength() {
    Raster gray = new Raster(200, 100, 3);
    Arrays.fill(gray.values(), 0.5f);
    Random random = new Random(5);

    Noise.add(gray, 0.03, random::nextGaussian);

    double mean = mean(gray, 1, 0);
    assertThat(mean).isCloseTo(0.5, within(1e-3));
    assertThat(Math.sqrt(mean(gray, 2, mean))).isCloseTo(0.03, within(1e-3));
    assertThat(gray.values()[0]).isNotEqualTo(gray.values()[1]);
  }

  @Test
  void drawsNoiseInOrderAndClamps() {
    Raster raster = pixels(1, 0.2f, 0.9f, 0.1f);
    double[] next = {0};

    Noise.add(raster, 0.1, () -> next[0]++ == 2 ? -5 : next[0]);

    assertThat(raster.values()).containsExactly(new float[] {0.3f, 1f, 0f}, within(1e-6f));
    assertThat(next[0]).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 0, 0, 'hueDegrees is NaN, wanted a finite number'",
    "0, 1.5, 0, 'saturationShift is 1.5, wanted -1 to 1'",
    "0, 0, NaN, 'valueShift is NaN, wanted -1 to 1'"
  })
  void refusesWrongShifts(double hue, double saturation, double value, String message) {
    Raster raster = new Raster(1, 1, 3);

    assertThatThrownBy(() -> Hsv.shift(raster, hue, saturation, value))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWrongStrengths(double sigma) {
    Raster raster = new Raster(1, 1, 1);

    assertThatThrownBy(() -> Noise.add(raster, sigma, () -> 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("sigma is " + sigma + ", wanted a finite number from 0");
  }

  @Test
  void refusesWrongChannelsAndSizes() {
    Raster rgb = new Raster(2, 2, 3);

    assertThatThrownBy(() -> Hsv.shift(new Raster(1, 1, 1), 0, 0, 0))
        .hasMessage("channels is 1, wanted 3");
    assertThatThrownBy(() -> Hsv.meanValue(rgb, rgb)).hasMessage("channels is 3, wanted 1");
    assertThatThrownBy(() -> Hsv.meanSaturation(rgb, new Raster(1, 2, 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("weights is 1x2, wanted the rgb's size 2x2");
  }

  private static Raster pixels(int count, float... values) {
    Raster raster = new Raster(count, 1, 3);
    System.arraycopy(values, 0, raster.values(), 0, values.length);
    return raster;
  }

  private static double mean(Raster raster, int power, double centre) {
    double sum = 0;
    for (float value : raster.values()) {
      sum += Math.pow(value - centre, power);
    }
    return sum / raster.values().length;
  }
}
