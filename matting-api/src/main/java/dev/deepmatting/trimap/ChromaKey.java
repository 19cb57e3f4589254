package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Ranges;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The colour of the screen that an object was photographed in front of, and what counts as it.
 * Immutable and safe to share between threads.
 *
 * <p>Colours are compared in Oklab (Ottosson 2020), where equal distances look about equally large.
 * Against a colourful key lightness counts a quarter, since screens are seldom lit evenly; against
 * a gray, white or black one it counts whole. Then a pixel is
 *
 * <ul>
 *   <li>background up to a distance, the tolerance;
 *   <li>foreground from tolerance + softness on;
 *   <li>unknown between the two, within a band around that and along hard edges, since a pixel that
 *       is an object's for the most part looks like the object, and
 *   <li>unknown as well where a part that leans to the key's hue joins the unknown: light from the
 *       screen (spill) and a screen that shines through (veils, glass, smoke) look the same, and
 *       the model has to tell them apart. An object in the key's own hue becomes unknown so; see
 *       {@link #withSpill}. The colours themselves are mended later, by the foreground estimate of
 *       the cut-out.
 * </ul>
 *
 * @since 0.1
 */
public final class ChromaKey {
  private static final double SMALLEST_TOLERANCE = 0.03;
  private static final double LARGEST_TOLERANCE = 0.1;

  /** Half of the screen's pixels are as near as its spread; so many times that holds nearly all. */
  private static final double SPREADS = 3;

  /** The share of a picture that a screen covers at least. */
  private static final double LEAST_SCREEN = 0.005;

  private static final double SOFTNESS = 0.07;
  private static final double SPILL = 0.35;
  private static final double SHARE_OF_BAND = 0.005;
  private static final double NARROWEST_BAND = 2;
  private static final double PERCENT = 100;
  private static final int LARGEST_SAMPLE = 255;

  private final int @Nullable [] named;
  private final double tolerance;
  private final double softness;
  private final double spill;
  private final @Nullable Band band;

  private ChromaKey(
      int @Nullable [] named,
      double tolerance,
      double softness,
      double spill,
      @Nullable Band band) {
    this.named = named;
    this.tolerance = tolerance;
    this.softness = softness;
    this.spill = spill;
    this.band = band;
  }

  /**
   * A named colour, with the defaults of {@link #fromBorder}. It need not be exact: the key is the
   * most frequent of the picture's colours that are up to 0.15 away.
   *
   * @param red 0 to 255, sRGB
   * @param green 0 to 255
   * @param blue 0 to 255
   * @return the key
   * @throws InvalidInputException if a sample is outside
   */
  public static ChromaKey of(int red, int green, int blue) {
    int[] colour = {red, green, blue};
    for (int sample : colour) {
      if (sample < 0 || sample > LARGEST_SAMPLE) {
        throw new InvalidInputException(
            "key colour is (%d, %d, %d), wanted 0 to 255 each".formatted(red, green, blue));
      }
    }
    return new ChromaKey(colour, Double.NaN, SOFTNESS, SPILL, null);
  }

  /**
   * The colour that a picture's border has: the most frequent one within 2 % of the shorter side.
   * Tolerance is measured, softness 0.07, spill 0.35, the band 0.5 % of the shorter side, at least
   * 2 pixels.
   *
   * @return the key
   */
  public static ChromaKey fromBorder() {
    return new ChromaKey(null, Double.NaN, SOFTNESS, SPILL, null);
  }

  /**
   * Sets how far a colour may be from the key and is background still. Without this it is measured:
   * three times the median distance of the screen's pixels, but 0.03 to 0.1.
   *
   * @param distance in Oklab, above 0 to 1; white is about 0.25 from a screen's green
   * @return another key
   * @throws InvalidInputException if it is NaN or outside
   */
  public ChromaKey withTolerance(double distance) {
    Ranges.require(distance > 0 && distance <= 1, "tolerance", distance, "above 0 to 1");
    return new ChromaKey(named, distance, softness, spill, band);
  }

  /**
   * Sets how much further a colour must be from the key to be foreground.
   *
   * @param distance in Oklab, 0 to 1
   * @return another key
   * @throws InvalidInputException if it is NaN or outside
   */
  public ChromaKey withSoftness(double distance) {
    Ranges.share("softness", distance);
    return new ChromaKey(named, tolerance, distance, spill, band);
  }

  /**
   * Sets how much of the key's tint a part of the object may have that joins the unknown.
   *
   * @param tint 0 to 1: 1 is the key itself and turns the search for spill off, 0 takes all for
   *     spill that leans to the key's side
   * @return another key
   * @throws InvalidInputException if it is NaN or outside
   */
  public ChromaKey withSpill(double tint) {
    Ranges.share("spill", tint);
    return new ChromaKey(named, tolerance, softness, tint, band);
  }

  /**
   * Sets how far the unknown reaches beyond mixed colours and hard edges.
   *
   * @param width the band, on both sides
   * @return another key
   */
  public ChromaKey withBand(Band width) {
    return new ChromaKey(named, tolerance, softness, spill, Objects.requireNonNull(width, "band"));
  }

  Trimap trimap(RgbImage image) {
    KeyFinder.KeyColour key =
        named == null
            ? KeyFinder.onBorder(image)
            : KeyFinder.near(image, Oklab.of(named[0], named[1], named[2]));
    if (Double.isNaN(key.spread())) {
      throw notFound(0);
    }
    KeyedPixels pixels = KeyedPixels.of(image, key, tolerance(key), softness);
    double pixelCount = (double) image.width() * image.height();
    if (pixels.background() < LEAST_SCREEN * pixelCount) {
      throw notFound(pixels.background() / pixelCount);
    }
    if (pixels.foreground() == 0) {
      throw new InvalidInputException(
          this
              + " has its colour or nearly so everywhere in the picture, wanted an object as well");
    }
    return pixels.trimap(band(image), spill);
  }

  private double tolerance(KeyFinder.KeyColour key) {
    return Double.isNaN(tolerance)
        ? Math.max(SMALLEST_TOLERANCE, Math.min(LARGEST_TOLERANCE, SPREADS * key.spread()))
        : tolerance;
  }

  private Band band(RgbImage image) {
    double width = Band.relative(SHARE_OF_BAND).pixelsIn(image.width(), image.height());
    return band == null ? Band.pixels(Math.max(NARROWEST_BAND, width)) : band;
  }

  private InvalidInputException notFound(double share) {
    return new InvalidInputException(
        String.format(
            Locale.ROOT,
            "%s is found in %.1f %% of the picture, wanted at least %.1f %%",
            this,
            PERCENT * share,
            PERCENT * LEAST_SCREEN));
  }

  /** The colour, for messages: {@code key colour (0, 177, 64)}. */
  @Override
  public String toString() {
    return named == null
        ? "key colour of the border"
        : "key colour (%d, %d, %d)".formatted(named[0], named[1], named[2]);
  }
}
