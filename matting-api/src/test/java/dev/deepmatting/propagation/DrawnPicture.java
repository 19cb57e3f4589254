package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.colour.LightCurve;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.TrimapGenerator;
import java.util.Random;
import java.util.function.IntBinaryOperator;

/**
 * A picture to make a matte of, drawn by a formula.
 *
 * @param image the picture
 * @param trimap its trimap
 * @param truth its matte, null where nobody knows
 */
record DrawnPicture(RgbImage image, Trimap trimap, AlphaMatte truth) {
  private static final int STRANDS = 9;

  /** A body with strands around it; unknown as far as a band around what is soft reaches. */
  static DrawnPicture hair(int width, int height, double band) {
    return hair(width, height, band, false);
  }

  /**
   * The same.
   *
   * @param light whether colours mix in amounts of light, as in photographs, not in samples
   */
  static DrawnPicture hair(int width, int height, double band, boolean light) {
    float[] alphas = new float[width * height];
    byte[] samples = new byte[3 * width * height];
    Random random = new Random(4);
    for (int i = 0; i < alphas.length; i++) {
      int x = i % width;
      int y = i / width;
      double alpha = hair(x - 0.5 * width, y - 0.5 * height, 0.5 * Math.min(width, height));
      alphas[i] = (float) alpha;
      for (int c = 0; c < 3; c++) {
        double front = 60 + 30 * c + 10 * Math.sin(0.3 * x + 0.1 * y);
        double back = 200 - 30 * c - 60.0 * x / width + 40.0 * y / height + 8 * Math.sin(0.07 * x);
        double level = mixed(alpha, front, back, light) + 3 * random.nextGaussian();
        samples[3 * i + c] = (byte) Math.max(0, Math.min(255, Math.round(level)));
      }
    }
    AlphaMatte truth = AlphaMatte.of(width, height, alphas);
    Trimap trimap =
        TrimapGenerator.byDistance(Band.pixels(band), Band.pixels(band)).fromAlpha(truth);
    return new DrawnPicture(RgbImage.of8(width, height, samples), trimap, truth);
  }

  private static double mixed(double alpha, double front, double back, boolean light) {
    if (!light) {
      return alpha * front + (1 - alpha) * back;
    }
    double amount = alpha * light(front) + (1 - alpha) * light(back);
    return 255 * LightCurve.toSample((float) amount);
  }

  private static double light(double level) {
    return LightCurve.toLinear((float) (level / 255));
  }

  /** Opacity at a place from the middle: soft strands of several lengths around a disc. */
  private static double hair(double x, double y, double size) {
    double radius = Math.hypot(x, y);
    double turn = Math.atan2(y, x) / (2 * Math.PI) + 0.5 + 0.02 * Math.sin(8 * radius / size);
    double strand = STRANDS * turn;
    double spacing = 2 * Math.PI * radius / STRANDS;
    double away = Math.abs(strand - Math.floor(strand) - 0.5) * spacing;
    double length = size * (0.75 + 0.2 * Math.sin(7 * Math.floor(strand)));
    double soft = 0.1 * size;
    double opacity = Math.min(clamp(1 - away / soft), clamp((length - radius) / (2 * soft)));
    return Math.max(opacity, clamp((0.45 * size - radius) / soft));
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }

  /** Colours without order, and labels by a formula: 0, 128 or 255 for column and row. */
  static DrawnPicture of(int width, int height, IntBinaryOperator label) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      samples[i] = (byte) ((37 * x + 91 * y + 53 * (i % 3) + 7 * x * y) % 256);
    }
    return new DrawnPicture(
        RgbImage.of8(width, height, samples), trimap(width, height, label), null);
  }

  static Trimap trimap(int width, int height, IntBinaryOperator label) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) label.applyAsInt(i % width, i / width);
    }
    return Trimap.of(width, height, values);
  }

  DrawnPicture with(RgbImage other) {
    return new DrawnPicture(other, trimap, truth);
  }

  DrawnPicture with(Trimap other) {
    return new DrawnPicture(image, other, truth);
  }

  AlphaMatte matte(PropagationMethod method) {
    return matte(Propagation.of(method));
  }

  AlphaMatte matte(Propagation propagation) {
    return propagation.estimate(image, trimap);
  }

  /** No NaN, nothing outside 0 to 1, and known pixels as the trimap has them. */
  void assertIsMatte(AlphaMatte matte) {
    assertThat(matte.width()).isEqualTo(trimap.width());
    assertThat(matte.height()).isEqualTo(trimap.height());
    for (int y = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++) {
        float alpha = matte.alphaAt(x, y);
        boolean fits =
            trimap.isUnknown(x, y)
                ? alpha >= 0 && alpha <= 1
                : alpha == (trimap.valueAt(x, y) == Trimap.FOREGROUND ? 1 : 0);
        assertThat(fits).as("%s at %d, %d", alpha, x, y).isTrue();
      }
    }
  }
}
