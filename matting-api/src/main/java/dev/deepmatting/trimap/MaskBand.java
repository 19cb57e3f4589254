package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.internal.pixel.DistanceTransform;
import java.util.Objects;

/**
 * Makes a trimap from a mask that a network or a program guessed, whose edge can be off, rounded or
 * enlarged.
 *
 * <p>The unknown band reaches from the mask's edge, its value of 0.5, to wherever the picture's own
 * edge can be nearby ({@link EdgeSlack}), and a little further; values of 0.1 to 0.9 are unknown as
 * well. Holes and pieces below a hundredth of the object are unknown, and background if they are
 * not connected to it. {@link LabelExpansion} then narrows the band where the colours decide.
 */
final class MaskBand {
  /** The longer side of the copy on which the edge is measured. */
  private static final int LONGEST_SIDE = 640;

  /** What the band adds to the edge's possible places, in pixels of the copy. */
  private static final double BASE = 3;

  private static final double HIGHEST_BACKGROUND = 0.1;
  private static final double LOWEST_FOREGROUND = 0.9;

  private MaskBand() {}

  /**
   * Makes the trimap.
   *
   * @param image the picture
   * @param mask the probability of the object, of the picture's size
   * @return known and unknown pixels; at least one is unknown unless the colours decide all
   * @throws InvalidInputException if the sizes differ, or the mask is 0.5 or more everywhere or
   *     nowhere, or the band leaves nothing known
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  static Trimap trimap(RgbImage image, AlphaMatte mask) {
    return trimap(image, mask, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * Makes the trimap with a band within limits.
   *
   * @throws InvalidInputException as above, or if the least width is more than the most
   */
  static Trimap trimap(RgbImage image, AlphaMatte mask, Limits limits) {
    double least = limits.least.pixelsIn(image.width(), image.height());
    double most = limits.most.pixelsIn(image.width(), image.height());
    if (least > most) {
      throw new InvalidInputException(
          "band is "
              + limits.least
              + " at least and "
              + limits.most
              + " at most, wanted the narrower one first");
    }
    return trimap(image, mask, least, most);
  }

  private static Trimap trimap(RgbImage image, AlphaMatte mask, double least, double most) {
    Sizes.requireSame("mask", mask.width(), mask.height(), "image", image.width(), image.height());
    float[] values = mask.toFloatArray();
    boolean[] object = object(values);
    Islands.Specks.soften(values, mask.width());
    AlphaMatte softened = AlphaMatte.of(mask.width(), mask.height(), values);
    Trimap wide =
        TrimapGenerator.by(widening(image, mask, object, least, most))
            .withMaskThresholds(HIGHEST_BACKGROUND, LOWEST_FOREGROUND)
            .fromMask(softened);
    Trimap cleared = Islands.cleared(image, wide, softened);
    Trimap narrow = LabelExpansion.published().expand(image, cleared);
    return least > 0 ? unknownNear(object, least, cleared, narrow) : narrow;
  }

  /** Returns the narrow trimap, as unknown as the wide one near the object's edge. */
  private static Trimap unknownNear(boolean[] object, double reach, Trimap wide, Trimap narrow) {
    int width = wide.width();
    int height = wide.height();
    boolean[] near = DistanceTransform.within(object, width, height, reach);
    boolean[] inside = DistanceTransform.within(ObjectMask.inverse(object), width, height, reach);
    byte[] values = new byte[object.length];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        boolean open = near[at] && inside[at] && wide.isUnknown(x, y);
        values[at] = (byte) (open ? Trimap.UNKNOWN : narrow.valueAt(x, y));
      }
    }
    return Trimap.of(width, height, values);
  }

  private static boolean[] object(float[] values) {
    boolean[] object = ObjectMask.of(values);
    int count = 0;
    for (boolean inside : object) {
      count += inside ? 1 : 0;
    }
    if (count == 0 || count == values.length) {
      throw new InvalidInputException(
          "mask is "
              + (count == 0 ? "below 0.5" : "0.5 or more")
              + " everywhere, wanted an object and its surroundings");
    }
    return object;
  }

  private static Widening widening(
      RgbImage image, AlphaMatte mask, boolean[] object, double least, double most) {
    RgbImage copy = ReducedCopy.of(image, LONGEST_SIDE);
    EdgeSlack slack = EdgeSlack.of(copy, ReducedCopy.resized(mask, copy.width(), copy.height()));
    double scale =
        Math.max(mask.width(), mask.height()) / (double) Math.max(copy.width(), copy.height());
    return new SlackWidening(object, slack, scale, BASE, least, most);
  }

  /** How wide the band is at least and at most, in whichever picture. */
  record Limits(Band least, Band most) {
    Limits {
      Objects.requireNonNull(least, "least");
      Objects.requireNonNull(most, "most");
    }
  }
}
