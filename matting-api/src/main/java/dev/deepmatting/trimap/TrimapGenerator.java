package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;

/**
 * Makes trimaps from alpha mattes and from masks. Immutable and safe to share between threads.
 *
 * <p>Each pixel is first classified as foreground, background or neither. Pixels that are neither
 * become unknown, and so does a band on both sides of them and of every edge where foreground meets
 * background directly. The factory methods set the width of the band:
 *
 * <ul>
 *   <li>by distance: a background pixel becomes unknown if the nearest pixel that is not background
 *       is within the outward band, a foreground pixel if the nearest one that is not foreground is
 *       within the inward band. Distances are Euclidean, between pixel centres: a band of 1 takes
 *       one pixel on each side of a hard edge, a band below 1 takes none;
 *   <li>by morphology: background stays known where the dilated remainder does not reach it,
 *       foreground where it survives erosion.
 * </ul>
 *
 * <p>There is nothing beyond the border of the picture, so an object cut off there has no edge
 * there.
 *
 * @since 0.1
 */
public final class TrimapGenerator {
  private static final double MASK_BACKGROUND = 0.05;
  private static final double MASK_FOREGROUND = 0.95;

  private final Widening widening;
  private final double maskBackground;
  private final double maskForeground;

  private TrimapGenerator(Widening widening, double maskBackground, double maskForeground) {
    if (!(0 <= maskBackground
        && maskBackground <= maskForeground
        && 0 < maskForeground
        && maskForeground <= 1)) {
      throw new InvalidInputException(
          "mask thresholds are background "
              + maskBackground
              + ", foreground "
              + maskForeground
              + ", wanted 0 <= background <= foreground <= 1 and foreground above 0");
    }
    this.widening = widening;
    this.maskBackground = maskBackground;
    this.maskForeground = maskForeground;
  }

  /** Creates a generator with another kind of widening. */
  static TrimapGenerator by(Widening widening) {
    return new TrimapGenerator(widening, MASK_BACKGROUND, MASK_FOREGROUND);
  }

  /**
   * Returns a generator with a band of the same width on both sides.
   *
   * @param band how far the unknown region extends into the background and the foreground
   * @return the generator
   */
  public static TrimapGenerator byDistance(Band band) {
    return byDistance(band, band);
  }

  /**
   * Returns a generator with bands of different widths.
   *
   * @param outward how far the unknown region extends into the background
   * @param inward how far it extends into the foreground
   * @return the generator
   */
  public static TrimapGenerator byDistance(Band outward, Band inward) {
    return new TrimapGenerator(
        new Widening.DistanceWidening(outward, inward), MASK_BACKGROUND, MASK_FOREGROUND);
  }

  /**
   * Returns a generator that dilates and erodes with an ellipse. The result equals that of OpenCV's
   * {@code getStructuringElement(MORPH_ELLIPSE, (kernel, kernel))}, {@code dilate} and {@code
   * erode}.
   *
   * @param kernel width and height of the ellipse in pixels, 1 to 9999; an even one extends further
   *     to the right and to the bottom
   * @param dilations number of dilations, which widen the unknown region into the background; at
   *     least 0
   * @param erosions number of erosions, which widen the unknown region into the foreground; at
   *     least 0; with 0 it grows only outwards, as in published training code of Deep Image Matting
   * @return the generator
   * @throws InvalidInputException if a number is out of range
   */
  public static TrimapGenerator byMorphology(int kernel, int dilations, int erosions) {
    return byMorphology(kernel, dilations, kernel, erosions);
  }

  /**
   * Returns a generator that dilates and erodes with different ellipses.
   *
   * @param kernel width and height of the ellipse that dilates, 1 to 9999
   * @param dilations number of dilations, which widen the unknown region into the background; at
   *     least 0
   * @param erodingKernel width and height of the ellipse that erodes, 1 to 9999
   * @param erosions number of erosions, which widen the unknown region into the foreground; at
   *     least 0
   * @return the generator
   * @throws InvalidInputException if a number is out of range
   */
  public static TrimapGenerator byMorphology(
      int kernel, int dilations, int erodingKernel, int erosions) {
    return new TrimapGenerator(
        new Widening.MorphologyWidening(kernel, dilations, erodingKernel, erosions),
        MASK_BACKGROUND,
        MASK_FOREGROUND);
  }

  /**
   * Returns a generator with other thresholds for known values of a mask. The defaults, 0.05 and
   * 0.95, tolerate JPEG noise. With 0.5 and 0.5 a mask has no soft values, only an edge, which
   * suits the scores of a segmentation. {@link #fromAlpha} ignores the thresholds.
   *
   * @param background values up to this threshold are background, unless they reach the other
   *     threshold
   * @param foreground values from this threshold are foreground
   * @return the generator
   * @throws InvalidInputException unless 0 &lt;= background &lt;= foreground &lt;= 1 and foreground
   *     is above 0
   */
  public TrimapGenerator withMaskThresholds(double background, double foreground) {
    return new TrimapGenerator(widening, background, foreground);
  }

  /**
   * Makes the trimap of a known matte. It never contradicts the matte: known foreground has alpha
   * 1, known background has alpha 0, both after rounding to 8 bits, and everything else is unknown.
   *
   * @param alpha the matte
   * @return the trimap, of the same size; without unknown pixels if the matte is 0 everywhere or 1
   *     everywhere, or has only hard edges and the band is below 1 pixel
   */
  public Trimap fromAlpha(AlphaMatte alpha) {
    return trimap(Regions.ofAlpha(alpha));
  }

  /**
   * Makes the trimap of a binary or soft mask whose edge is only roughly right. Values between the
   * thresholds are soft: they are unknown, and the band is measured from them.
   *
   * @param mask near 1 where the object is, near 0 elsewhere
   * @return the trimap, of the same size; with at least one unknown and one known pixel
   * @throws InvalidInputException if no pixel would be unknown: the mask is foreground everywhere
   *     or background everywhere, or it has only hard edges and the band is below 1 pixel; or if no
   *     pixel would be known, because the band is too wide
   */
  public Trimap fromMask(AlphaMatte mask) {
    return fromMask(mask, "mask");
  }

  /** Like {@link #fromMask(AlphaMatte)}, with the mask's name for messages. */
  Trimap fromMask(AlphaMatte mask, String name) {
    Trimap trimap = trimap(Regions.ofMask(mask, maskBackground, maskForeground));
    if (trimap.unknownCount() == 0) {
      throw new InvalidInputException(withoutUnknown(trimap, name));
    }
    if (trimap.foregroundCount() == 0 && trimap.backgroundCount() == 0) {
      throw new InvalidInputException(
          widening + ", which leaves no pixel known; wanted a narrower one for this " + name);
    }
    return trimap;
  }

  private String withoutUnknown(Trimap trimap, String name) {
    if (trimap.foregroundCount() == 0) {
      return name
          + " is background everywhere, no value above "
          + maskBackground
          + "; wanted an object and its surroundings";
    }
    if (trimap.backgroundCount() == 0) {
      return name
          + " is foreground everywhere, no value below "
          + maskForeground
          + "; wanted an object and its surroundings";
    }
    return widening + ", which leaves no pixel unknown; wanted at least 1 pixel for a hard " + name;
  }

  private Trimap trimap(Regions regions) {
    boolean[] unlikeBackground = widening.outwards(regions);
    boolean[] foreground = widening.inwards(regions);
    byte[] values = new byte[foreground.length];
    for (int i = 0; i < values.length; i++) {
      if (foreground[i]) {
        values[i] = (byte) Trimap.FOREGROUND;
      } else if (unlikeBackground[i]) {
        values[i] = (byte) Trimap.UNKNOWN;
      }
    }
    return Trimap.of(regions.width(), regions.height(), values);
  }

  /** Returns a description for messages and logs. */
  @Override
  public String toString() {
    return "TrimapGenerator["
        + widening
        + ", mask thresholds are "
        + maskBackground
        + " and "
        + maskForeground
        + "]";
  }
}
