package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneTest {
  @Test
  void halfIsTheMeanOfSquaresAndOfWhatThereIsAtTheBorder() {
    Plane half = new Plane(3, 3, 1, new float[] {1, 3, 8, 5, 7, 2, 4, 6, 9}).half();

    assertThat(half.width()).isEqualTo(2);
    assertThat(half.values()).containsExactly(4, 5, 5, 9);
  }

  @Test
  void lightIsThatOfSrgbAndClamped() {
    Plane light = new Plane(2, 2, 1, new float[] {-0.1f, 0.5f, 1, 1.2f}).light();

    assertThat(light.values()[0]).isZero();
    assertThat(light.values()[1]).isCloseTo(0.2140411f, within(1e-5f));
    assertThat(light.values()[2]).isEqualTo(1);
    assertThat(light.values()[3]).isEqualTo(1);
  }

  @Test
  void halvesChannelsOneByOne() {
    Plane half = new Plane(2, 1, 3, new float[] {1, 2, 3, 5, 6, 7}).half();

    assertThat(half.values()).containsExactly(3, 4, 5);
  }

  /** A ramp stays a ramp where it is not cut off. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void enlargedPixelsKeepTheirPlace(int scale) {
    Plane ramp = new Plane(7, 5, 1);
    for (int i = 0; i < ramp.values().length; i++) {
      ramp.values()[i] = place(i % 7, 1) + 10 * place(i / 7, 1);
    }

    Plane large = ramp.enlarged(7 * scale - 1, 5 * scale, scale);

    for (int y = scale; y < 4 * scale; y++) {
      for (int x = scale; x < 6 * scale; x++) {
        assertThat(large.values()[y * large.width() + x])
            .isCloseTo(place(x, scale) + 10 * place(y, scale), within(1e-4f));
      }
    }
    assertThat(large.values()[0]).isEqualTo(ramp.values()[0]);
  }

  /** The middle of a pixel, in pixels of the small plane. */
  private static float place(int pixel, int scale) {
    return (pixel + 0.5f) / scale;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 3, 3", "20, 11, 3", "5, 1, 1"})
  void smoothsByAGaussianWithReplicatedBorders(int width, int height, int channels) {
    Random random = new Random(1);
    Plane plane = new Plane(width, height, channels);
    for (int i = 0; i < plane.values().length; i++) {
      plane.values()[i] = random.nextFloat();
    }
    try (Workers workers = new Workers(2)) {
      Plane smooth = plane.smoothed(workers);
      Plane sharp = plane.sharpened(workers);

      for (int i = 0; i < plane.values().length; i++) {
        float wanted = (float) smooth(plane, i);
        assertThat(smooth.values()[i]).isCloseTo(wanted, within(1e-5f));
        assertThat(sharp.values()[i]).isCloseTo(2 * plane.values()[i] - wanted, within(1e-5f));
      }
    }
  }

  /** 9x9 pixels weighted by exp(-d^2 / (2 * 0.5^2)). */
  private static double smooth(Plane plane, int at) {
    int x = at / plane.channels() % plane.width();
    int y = at / plane.channels() / plane.width();
    double sum = 0;
    double weights = 0;
    for (int down = -4; down <= 4; down++) {
      for (int across = -4; across <= 4; across++) {
        int u = Math.max(0, Math.min(plane.width() - 1, x + across));
        int v = Math.max(0, Math.min(plane.height() - 1, y + down));
        double weight = Math.exp(-2.0 * (down * down + across * across));
        int from = (v * plane.width() + u) * plane.channels() + at % plane.channels();
        sum += weight * plane.values()[from];
        weights += weight;
      }
    }
    return sum / weights;
  }

  @Test
  void tooSmallPicturesArePaddedByTheirBorderAndCroppedAgain() {
    Plane plane = new Plane(2, 1, 1, new float[] {1, 2});

    Plane padded = PictureRows.padded(plane);

    assertThat(padded.values()).containsExactly(1, 2, 2, 1, 2, 2, 1, 2, 2);
    assertThat(PictureRows.cropped(padded, 2, 1).values()).containsExactly(1, 2);
    assertThat(PictureRows.padded(padded)).isSameAs(padded);
  }
}
