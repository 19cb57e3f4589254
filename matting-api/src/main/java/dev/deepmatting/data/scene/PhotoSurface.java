package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.pixel.Affine;
import dev.deepmatting.internal.pixel.Hsv;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Raster;
import dev.deepmatting.internal.pixel.Resampler;

/** A part of a photograph as a surface: at any scale, in other colours, sometimes blurred. */
final class PhotoSurface {
  /** The largest enlargement of a photograph, unless the photograph is smaller. */
  private static final double MOST_ENLARGED = 2.5;

  private static final int C = 3;

  private final SampleRandom random;
  private final int width;
  private final int height;
  private final float[] rgb;

  private PhotoSurface(
      RgbImage photograph, double least, SampleRandom random, int width, int height) {
    this.random = random;
    this.width = width;
    this.height = height;
    rgb = part(photograph, random.uniform(least, 1), random, width, height).values();
  }

  /** Returns a background. */
  static Texture ground(RgbImage photograph, SampleRandom random, int width, int height) {
    PhotoSurface surface = new PhotoSurface(photograph, 0.6, random, width, height);
    surface.recolour(random.chance(0.7) ? 0.3 : 1);
    surface.blur(0.4, 8);
    return surface.texture();
  }

  /** Returns an object's skin, sometimes with light and shadow of its own. */
  static Texture skin(RgbImage photograph, SampleRandom random, int width, int height) {
    PhotoSurface surface = new PhotoSurface(photograph, 0.3, random, width, height);
    surface.recolour(1);
    surface.blur(0.3, 3);
    if (random.chance(0.5)) {
      Texture.light(random, surface.rgb, width, height);
    }
    return surface.texture();
  }

  /** Returns an object's skin in the ground's colours: mean and contrast of each channel. */
  static Texture near(
      RgbImage photograph, RgbImage ground, SampleRandom random, int width, int height) {
    PhotoSurface surface = new PhotoSurface(photograph, 0.3, random, width, height);
    surface.takeColours(Raster.of(ground).values());
    surface.recolour(0.15);
    surface.blur(0.3, 3);
    return surface.texture();
  }

  private Texture texture() {
    return new Texture(width, rgb);
  }

  /** Returns a share of what fits into the photograph. */
  private static Raster part(
      RgbImage photograph, double share, SampleRandom random, int width, int height) {
    double whole =
        Math.min((double) photograph.width() / width, (double) photograph.height() / height);
    double scale = Math.max(Math.min(whole, 1 / MOST_ENLARGED), whole * share);
    double left = random.uniform(0, photograph.width() - scale * width);
    double top = random.uniform(0, photograph.height() - scale * height);
    Affine straight = Affine.scaling(scale, scale).then(Affine.translation(left, top));
    Affine toPhotograph = random.chance(0.5) ? Affine.mirrorX(width).then(straight) : straight;
    return Resampler.colours(
        photograph, toPhotograph, width, height, scale > 1 ? Kernel.AREA : Kernel.BILINEAR);
  }

  /** Changes white balance, saturation, contrast and exposure, and sometimes the hue. */
  private void recolour(double amount) {
    if (random.chance(0.4 * amount)) {
      turnHue(random.uniform(-180, 180));
    }
    float saturation = (float) (1 + amount * random.uniform(-0.7, 0.5));
    float contrast = (float) (1 + amount * random.uniform(-0.5, 0.3));
    float[] gains = new float[C];
    double exposure = 1 + amount * random.uniform(-0.45, 0.35);
    for (int channel = 0; channel < C; channel++) {
      gains[channel] = (float) (exposure * (1 + amount * random.uniform(-0.2, 0.2)));
    }
    for (int at = 0; at < rgb.length; at += C) {
      float gray = (rgb[at] + rgb[at + 1] + rgb[at + 2]) / C;
      float shade = 0.5f + (gray - 0.5f) * contrast;
      for (int channel = 0; channel < C; channel++) {
        float colour = shade + (rgb[at + channel] - gray) * saturation * contrast;
        rgb[at + channel] = clamped(colour * gains[channel]);
      }
    }
  }

  private void turnHue(double degrees) {
    Raster raster = new Raster(width, height, C);
    System.arraycopy(rgb, 0, raster.values(), 0, rgb.length);
    Hsv.shift(raster, degrees, 0, 0);
    System.arraycopy(raster.values(), 0, rgb, 0, rgb.length);
  }

  private void takeColours(float[] ground) {
    for (int channel = 0; channel < C; channel++) {
      double mean = mean(rgb, channel);
      double target = mean(ground, channel);
      double spread = spread(ground, channel, target) / Math.max(0.02, spread(rgb, channel, mean));
      float factor = (float) Math.min(2, spread);
      for (int at = channel; at < rgb.length; at += C) {
        rgb[at] = clamped((float) (target + (rgb[at] - mean) * factor));
      }
    }
  }

  private static double mean(float[] values, int channel) {
    double sum = 0;
    for (int at = channel; at < values.length; at += C) {
      sum += values[at];
    }
    return sum * C / values.length;
  }

  private static double spread(float[] values, int channel, double mean) {
    double sum = 0;
    for (int at = channel; at < values.length; at += C) {
      sum += (values[at] - mean) * (values[at] - mean);
    }
    return Math.sqrt(sum * C / values.length);
  }

  /** Blurs with a probability; the deviation is in pixels at a side of 640. */
  private void blur(double probability, double most) {
    if (!random.chance(probability)) {
      return;
    }
    double strength = random.uniform(0, 1);
    Canvas canvas = new Canvas(width, height);
    for (int pixel = 0, at = 0; at < rgb.length; pixel++, at += C) {
      canvas.over(pixel, rgb[at], rgb[at + 1], rgb[at + 2], 1);
    }
    Blur.soften(canvas, strength * strength * most * Math.min(width, height) / 640);
    float[] values = canvas.values();
    for (int from = 0, to = 0; to < rgb.length; from += Canvas.CHANNELS, to += C) {
      System.arraycopy(values, from, rgb, to, C);
    }
  }

  private static float clamped(float value) {
    return value < 0 ? 0 : Math.min(value, 1);
  }
}
