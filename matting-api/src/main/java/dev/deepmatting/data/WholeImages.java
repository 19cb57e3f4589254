package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.pixel.Affine;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Raster;
import dev.deepmatting.internal.pixel.Resampler;
import java.util.Objects;

/**
 * Samples of whole images without augmentation, for validation. Immutable and safe to share between
 * threads if the layers are.
 *
 * <p>A sample is the unchanged foreground, with its own size, colours and matte (16 bits are
 * rounded to 8, as in every sample). The background is scaled up or down, with its aspect ratio,
 * until it just covers the foreground, and cropped to its middle; one that already fits is not
 * resampled. The image is the exact composite, without photometric steps: of sRGB samples, or of
 * linear light with {@link #inLight()}.
 *
 * <p>Only the trimap is random: the policy makes it from the matte, with widths that follow from
 * the seed and the sample index, so an index has the same sample in each run. Request the samples
 * of one epoch, the same ones each time, from layers that are not shuffled.
 *
 * <pre>{@code
 * SampleSource validation = WholeImages.of(layers, 1).withLongestSide(1024);
 * MattingSample sample = validation.sample(0);
 * }</pre>
 *
 * @since 0.1
 */
public final class WholeImages implements SampleSource {
  private static final int SHORTEST = 16;
  private static final double NARROWEST = 5;
  private static final double WIDEST = 15;

  private final LayerSource source;
  private final long seed;
  private final TrimapPolicy trimap;
  private final int longestSide;
  private final boolean light;

  private WholeImages(
      LayerSource source, long seed, TrimapPolicy trimap, int longestSide, boolean light) {
    this.source = source;
    this.seed = seed;
    this.trimap = trimap;
    this.longestSide = longestSide;
    this.light = light;
  }

  /**
   * Returns whole images of any size, with trimaps that extend 5 to 15 pixels into the background
   * and, drawn separately, 5 to 15 into the foreground.
   *
   * @param source the source of foregrounds and backgrounds
   * @param seed the seed of the trimaps' widths
   * @return a source of samples; its indices are those of the layers
   */
  public static WholeImages of(LayerSource source, long seed) {
    return new WholeImages(
        Objects.requireNonNull(source, "source"),
        seed,
        TrimapPolicy.byDistance(NARROWEST, WIDEST),
        Integer.MAX_VALUE,
        false);
  }

  /**
   * Returns the same source with other trimaps.
   *
   * @param policy their width, in pixels of the sample
   * @return a new source
   */
  public WholeImages withTrimap(TrimapPolicy policy) {
    return new WholeImages(
        source, seed, Objects.requireNonNull(policy, "trimap"), longestSide, light);
  }

  /**
   * Returns the same source with smaller samples: foregrounds whose longer side exceeds the limit
   * shrink to it, by averaging over areas. Colours are weighted by alpha.
   *
   * @param limit pixels, at least 16
   * @return a new source
   * @throws InvalidInputException if the limit is below 16
   */
  public WholeImages withLongestSide(int limit) {
    Ranges.atLeast("longestSide", limit, SHORTEST);
    return new WholeImages(source, seed, trimap, limit, light);
  }

  /**
   * Returns the same source with images composed in linear light, as a camera records soft edges.
   * {@link MattingSample#merged()} stays the composite of sRGB samples, which the composition loss
   * compares.
   *
   * @return a new source
   */
  public WholeImages inLight() {
    return new WholeImages(source, seed, trimap, longestSide, true);
  }

  @Override
  public int samplesPerEpoch() {
    return source.samplesPerEpoch();
  }

  /**
   * Returns the sample of an index.
   *
   * @param index the sample index, {@code epoch * samplesPerEpoch() + number}, from 0
   * @return the sample; the same for the same index
   * @throws InvalidInputException if alpha is 0 everywhere or 1 everywhere, in 8 bits and at the
   *     sample's size
   * @throws dev.deepmatting.error.MattingException if a picture cannot be read or used; the message
   *     names the file
   */
  @Override
  public MattingSample sample(long index) {
    Layers layers = source.layers(index);
    ObjectLayer object = object(layers.foreground());
    AlphaMatte alpha = object.alpha().toAlphaMatte();
    RgbImage foreground = object.colours().toRgbImage();
    RgbImage background = covering(layers.background(), alpha.width(), alpha.height());
    SampleRandom draws = SampleRandom.of(seed, index).forPurpose("trimap");
    Trimap known = trimap.draw(alpha, draws);
    RgbImage merged = Compositor.compose(foreground, alpha, background);
    RgbImage image = light ? Compositor.composeLight(foreground, alpha, background) : merged;
    return new MattingSample(layers.name(), image, known, foreground, background, alpha, merged);
  }

  private ObjectLayer object(Foreground foreground) {
    ObjectLayer object = limited(foreground);
    if (!object.hasAnEdge()) {
      throw SoftPixel.flat(foreground.name(), object.alpha().toAlphaMatte().alphaAt(0, 0));
    }
    return object;
  }

  private ObjectLayer limited(Foreground foreground) {
    int width = foreground.alpha().width();
    int height = foreground.alpha().height();
    double factor = (double) longestSide / Math.max(width, height);
    if (factor >= 1) {
      return ObjectLayer.of(foreground);
    }
    int newWidth = shrunk(width, factor);
    int newHeight = shrunk(height, factor);
    Affine toForeground = Affine.scaling((double) width / newWidth, (double) height / newHeight);
    return ObjectLayer.of(foreground, toForeground, newWidth, newHeight, Kernel.AREA);
  }

  private static int shrunk(int side, double factor) {
    return (int) Math.max(1, Math.round(side * factor));
  }

  private static RgbImage covering(RgbImage picture, int width, int height) {
    double scale = Math.max((double) width / picture.width(), (double) height / picture.height());
    Affine toPicture =
        Affine.translation(
                margin(picture.width() * scale, width), margin(picture.height() * scale, height))
            .then(Affine.scaling(1 / scale, 1 / scale));
    Raster colours = Resampler.colours(picture, toPicture, width, height, Kernel.BICUBIC);
    return colours.toRgbImage();
  }

  /** Returns whole pixels, so that an unscaled picture is not blurred. */
  private static double margin(double covering, int covered) {
    return Math.max(0, Math.floor((covering - covered) / 2));
  }

  /** Returns all settings in one line, for logs and provenance. */
  @Override
  public String toString() {
    String size =
        longestSide == Integer.MAX_VALUE
            ? "of their own size"
            : "of at most " + longestSide + " pixels a side";
    return "whole images " + size + ", " + trimap + ", seed " + seed;
  }
}
