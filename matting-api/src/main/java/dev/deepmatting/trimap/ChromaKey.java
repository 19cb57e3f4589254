package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Ranges;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The colour of the screen behind an object, and how to tell the two apart. Immutable and safe to
 * share between threads.
 *
 * <p>Colours are compared in Oklab (Ottosson 2020), where equal distances look about equally large.
 * For a colourful key, lightness counts a quarter, because screens are seldom lit evenly; for a
 * gray, white or black key it counts fully. Then a pixel is
 *
 * <ul>
 *   <li>background up to a distance called the tolerance;
 *   <li>foreground from tolerance + softness;
 *   <li>unknown between the two, and within a band around that and along hard edges, because a
 *       pixel mostly covered by the object looks like the object;
 *   <li>unknown too where a part tinted in the key's hue adjoins the unknown region: light from the
 *       screen (spill) and a screen that shines through (veils, glass, smoke) look the same, and
 *       the model has to distinguish them. An object in the key's own hue therefore becomes
 *       unknown; see {@link #withSpill}. The cut-out's foreground estimate later corrects the
 *       colours themselves.
 * </ul>
 *
 * @since 0.1
 */
public final class ChromaKey {
  private static final double SMALLEST_TOLERANCE = 0.03;
  private static final double LARGEST_TOLERANCE = 0.1;

  /** Half of the screen's pixels are within its spread; this multiple of it covers nearly all. */
  private static final double SPREADS = 3;

  /** The least share of a picture that a screen covers. */
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
   * Returns a key for a given colour, with the defaults of {@link #fromBorder}. The colour need not
   * be exact: the key is the picture's most frequent colour at a distance of up to 0.15.
   *
   * @param red 0 to 255, sRGB
   * @param green 0 to 255
   * @param blue 0 to 255
   * @return the key
   * @throws InvalidInputException if a sample is out of range
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
   * Returns a key for the colour of a picture's border: the most frequent one within 2 % of the
   * shorter side. The tolerance is measured; the softness is 0.07, the spill 0.35, and the band 0.5
   * % of the shorter side, at least 2 pixels.
   *
   * @return the key
   */
  public static ChromaKey fromBorder() {
    return new ChromaKey(null, Double.NaN, SOFTNESS, SPILL, null);
  }

  /**
   * Sets the largest distance from the key at which a colour is still background. By default it is
   * measured: three times the median distance of the screen's pixels, limited to 0.03 to 0.1.
   *
   * @param distance in Oklab, above 0 to 1; white is about 0.25 from a screen's green
   * @return another key
   * @throws InvalidInputException if it is NaN or out of range
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
   * @throws InvalidInputException if it is NaN or out of range
   */
  public ChromaKey withSoftness(double distance) {
    Ranges.share("softness", distance);
    return new ChromaKey(named, tolerance, distance, spill, band);
  }

  /**
   * Sets how much of the key's tint a part of the object can have before it becomes unknown next to
   * the unknown region.
   *
   * @param tint 0 to 1: 1 is the key itself and turns the search for spill off; 0 treats every tint
   *     towards the key as spill
   * @return another key
   * @throws InvalidInputException if it is NaN or out of range
   */
  public ChromaKey withSpill(double tint) {
    Ranges.share("spill", tint);
    return new ChromaKey(named, tolerance, softness, tint, band);
  }

  /**
   * Sets how far the unknown region extends beyond mixed colours and hard edges.
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

  /** Returns the colour for messages: {@code key colour (0, 177, 64)}. */
  @Override
  public String toString() {
    return named == null
        ? "key colour of the border"
        : "key colour (%d, %d, %d)".formatted(named[0], named[1], named[2]);
  }
}
