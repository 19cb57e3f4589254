package dev.deepmatting.data;

import dev.deepmatting.internal.pixel.Gaussian;
import dev.deepmatting.internal.pixel.Raster;

/**
 * The effect of lens and film on object and surroundings, before both are composed in linear light
 * ({@link Compositor#composeLight}): there the matting equation is true, and alpha is as soft as
 * the picture's edges. The surroundings can be further out of focus. Immutable.
 *
 * <p>Cameras blur and develop the mixture. Blurring the layers instead is equivalent if their
 * colours hardly change within the blur's width; a tone curve on the mixture would change the alpha
 * by which an edge mixes.
 */
final class Lens {
  private static final int C = 3;

  /** Below this alpha, a colour cannot be recovered. */
  private static final float LEAST_ALPHA = 1e-3f;

  private final double blur;
  private final double beyond;
  private final float gamma;
  private final float contrast;

  private Lens(double blur, double beyond, float gamma, float contrast) {
    this.blur = blur;
    this.beyond = beyond;
    this.gamma = gamma;
    this.contrast = contrast;
  }

  /**
   * Draws the softness of the picture: mostly that of a sharp lens at full size, sometimes out of
   * focus.
   *
   * @param random the draws
   * @return a lens
   */
  static Lens draw(SampleRandom random) {
    double sharp = Math.exp(random.uniform(Math.log(0.3), Math.log(1.3)));
    double soft = random.uniform(1.3, 4);
    double blur = random.chance(0.1) ? 0 : random.chance(0.15) ? soft : sharp;
    double depth = random.uniform(1, 8);
    double beyond = random.chance(0.4) ? depth : 0;
    Lens toned = toned(random);
    return new Lens(blur, beyond, toned.gamma, toned.contrast);
  }

  /** Returns a perfect lens with a randomly drawn film. */
  static Lens toned(SampleRandom random) {
    float gamma = (float) Math.exp(random.uniform(-0.15, 0.15));
    return new Lens(0, 0, gamma, (float) random.uniform(-0.15, 0.35));
  }

  /** Returns a lens that blurs, by deviations in pixels, and does not change colours. */
  static Lens of(double blur, double beyond) {
    return new Lens(blur, beyond, 1, 0);
  }

  /** Changes an object in place; its colours stay pure. */
  void object(ObjectLayer object) {
    develop(object.colours());
    if (blur == 0) {
      return;
    }
    Raster colours = object.colours();
    float[] alpha = object.alpha().values();
    Raster mixed = new Raster(colours.width(), colours.height(), C);
    for (int i = 0; i < mixed.values().length; i++) {
      mixed.values()[i] = colours.values()[i] * alpha[i / C];
    }
    Gaussian lens = blur(blur);
    lens.apply(mixed);
    lens.apply(object.alpha());
    for (int i = 0; i < mixed.values().length; i++) {
      float share = alpha[i / C];
      if (share > LEAST_ALPHA) {
        colours.values()[i] = mixed.values()[i] / share;
      }
    }
  }

  /** Changes surroundings in place. */
  void background(Raster colours) {
    develop(colours);
    double deviation = Math.hypot(blur, beyond);
    if (deviation > 0) {
      blur(deviation).apply(colours);
    }
  }

  /** Applies a tone curve that keeps black and white. */
  private void develop(Raster colours) {
    float[] values = colours.values();
    for (int i = 0; i < values.length; i++) {
      float value = Math.max(0, Math.min(1, values[i]));
      float toned = gamma == 1 ? value : (float) Math.pow(value, gamma);
      values[i] = toned + contrast * (toned * toned * (3 - 2 * toned) - toned);
    }
  }

  /** Returns a Gaussian of a small deviation, like the blur of a lens or a filter. */
  static Gaussian blur(double deviation) {
    return Gaussian.of(deviation, (int) Math.ceil(2.5 * deviation));
  }
}
