package dev.deepmatting.trimap;

import dev.deepmatting.internal.pixel.DistanceTransform;

/**
 * What speaks for a guess and against it; all are shares of 0 to 1.
 *
 * @param seen how much the object overlaps with what the cues alone see
 * @param area the object's share of the picture
 * @param contrast how much more the object stands out than the rest, on average
 * @param visibleOutline the share of the outline across which the colour changes clearly
 * @param calm how much less the colour changes near the outline than across it
 */
record SalientEvidence(
    double seen, double area, double contrast, double visibleOutline, double calm) {
  /**
   * The weights of a logistic regression on 80 composed pictures; see the page on automatic masks.
   */
  private static final double ALWAYS = -7.83;

  private static final double OF_SEEN = 2.68;
  private static final double OF_AREA = -3.94;
  private static final double OF_CONTRAST = 7.21;
  private static final double OF_CALM = 2.31;

  /** From this change of colour over two pixels on, an outline is visible. */
  private static final double VISIBLE = 0.06;

  /** Pixels whose distance from the outline is between these are near it. */
  private static final double NEAREST = 4;

  private static final double FARTHEST = 16;

  /** The deviation of the blur that hides noise, in pixels. */
  private static final double SMOOTH = 0.7;

  private static final int CHANNELS = LabPicture.CHANNELS;

  static SalientEvidence of(SalientGuess guess) {
    boolean[] object = guess.object();
    int count = count(object);
    if (count == 0 || count == object.length) {
      return new SalientEvidence(0, count / (double) object.length, 0, 0, 0);
    }
    Outline outline = outline(guess.picture(), object);
    return new SalientEvidence(
        overlap(object, guess.seen()),
        count / (double) object.length,
        contrast(object, count, guess.cues().together()),
        outline.visibleShare(),
        outline.calm());
  }

  /** Returns how probable it is that the guess overlaps the object by 0.6 or more. */
  double sureness() {
    if (area == 0 || area == 1) {
      return 0;
    }
    double sum = ALWAYS + OF_SEEN * seen + OF_AREA * area + OF_CONTRAST * contrast + OF_CALM * calm;
    return 1 / (1 + Math.exp(-sum));
  }

  private static int count(boolean[] mask) {
    int count = 0;
    for (boolean inside : mask) {
      count += inside ? 1 : 0;
    }
    return count;
  }

  /** Returns how much two masks overlap: 0 for not at all, 1 for equal ones. */
  static double overlap(boolean[] one, boolean[] other) {
    int both = 0;
    int any = 0;
    for (int i = 0; i < one.length; i++) {
      both += one[i] && other[i] ? 1 : 0;
      any += one[i] || other[i] ? 1 : 0;
    }
    return any == 0 ? 0 : both / (double) any;
  }

  private static double contrast(boolean[] object, int count, float[] cue) {
    double inside = 0;
    double outside = 0;
    for (int i = 0; i < cue.length; i++) {
      inside += object[i] ? cue[i] : 0;
      outside += object[i] ? 0 : cue[i];
    }
    return inside / count - outside / (cue.length - count);
  }

  private static Outline outline(LabPicture picture, boolean[] object) {
    int width = picture.width();
    double[] inside =
        DistanceTransform.squared(ObjectMask.inverse(object), width, picture.height());
    double[] outside = DistanceTransform.squared(object, width, picture.height());
    float[] colours = picture.blurred(SMOOTH).values();
    Outline outline = new Outline();
    for (int y = 1; y < picture.height() - 1; y++) {
      for (int at = y * width + 1; at < (y + 1) * width - 1; at++) {
        // The outline is half a pixel before the nearest pixel of the other kind.
        double distance = Math.sqrt(Math.max(inside[at], outside[at])) - 0.5;
        if (distance < FARTHEST) {
          outline.add(distance, step(colours, at, width));
        }
      }
    }
    return outline;
  }

  private static double step(float[] colours, int at, int width) {
    double squares = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      double right =
          colours[(at + 1) * CHANNELS + channel] - colours[(at - 1) * CHANNELS + channel];
      double down =
          colours[(at + width) * CHANNELS + channel] - colours[(at - width) * CHANNELS + channel];
      squares += right * right + down * down;
    }
    return Math.sqrt(squares);
  }

  /** Changes of colour across the outline and near it. */
  private static final class Outline {
    private double across;
    private double near;
    private int acrossCount;
    private int nearCount;
    private int visible;

    void add(double distance, double step) {
      if (distance < 1) {
        across += step;
        acrossCount++;
        visible += step > VISIBLE ? 1 : 0;
      } else if (distance > NEAREST) {
        near += step;
        nearCount++;
      }
    }

    double visibleShare() {
      return visible / (double) Math.max(1, acrossCount);
    }

    /** Returns how much smaller the changes near the outline are. */
    double calm() {
      double mean = across / Math.max(1, acrossCount);
      return mean > 0 ? Math.max(0, 1 - near / Math.max(1, nearCount) / mean) : 0;
    }
  }
}
