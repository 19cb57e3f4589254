package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Colours that count by their alpha. */
class WeightedColoursTest {
  private static final int SIDE = 40;
  private static final Affine HALF = Affine.scaling(2, 2);
  private static final Affine TURNED = Affine.rotation(20).then(Affine.translation(3, -2));

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void areThePlainOnesWhereAllIsOpaque(Kernel kernel) {
    RgbImage image = image();
    float[] opaque = new float[SIDE * SIDE];
    Arrays.fill(opaque, 1);
    AlphaMatte alpha = AlphaMatte.of(SIDE, SIDE, opaque);

    for (Affine map : new Affine[] {Affine.IDENTITY, HALF, TURNED}) {
      float[] plain = Resampler.colours(image, map, 15, 12, kernel).values();
      float[] weighted = Resampler.colours(image, alpha, map, 15, 12, kernel).values();
      assertThat(weighted).containsExactly(plain, within(1e-5f));
    }
  }

  /** The definition, pixel by pixel, for a kernel whose weights are plain: a mean of 2x2 pixels. */
  @ParameterizedTest
  @EnumSource(value = Kernel.class, names = "AREA")
  void areMeansWeightedByAlpha(Kernel kernel) {
    RgbImage image = image();
    float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101) / 100f;
    }
    AlphaMatte alpha = AlphaMatte.of(SIDE, SIDE, values);

    Raster result = Resampler.colours(image, alpha, HALF, SIDE / 2, SIDE / 2, kernel);

    for (int y = 0; y < SIDE / 2; y++) {
      for (int x = 0; x < SIDE / 2; x++) {
        for (int channel = 0; channel < 3; channel++) {
          double sum = 0;
          double weight = 0;
          for (int i = 0; i < 4; i++) {
            double a = alpha.alphaAt(2 * x + i % 2, 2 * y + i / 2);
            sum += a * image.sample(2 * x + i % 2, 2 * y + i / 2, channel);
            weight += a;
          }
          assertThat((double) result.values()[3 * (y * SIDE / 2 + x) + channel])
              .isCloseTo(sum / weight, within(1e-5));
        }
      }
    }
  }

  private static RgbImage image() {
    byte[] samples = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i * 7919 % 251);
    }
    return RgbImage.of8(SIDE, SIDE, samples);
  }
}
