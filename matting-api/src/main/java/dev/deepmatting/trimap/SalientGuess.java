package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.pixel.Components;
import java.util.Arrays;

/**
 * A guess of the salient object of a small picture, with what speaks for it and against it.
 *
 * @param object where the guessed object is, row-major
 * @param cues what stands out
 * @param threshold the cues' value that separates object and background best
 */
record SalientGuess(LabPicture picture, boolean[] object, SalientCues cues, double threshold) {
  /** The border that is taken for background, as a share of the shorter side. */
  private static final double RIM = 0.03;

  /** From this share of the way from the threshold to 1 on, a pixel is the object's. */
  private static final double SURE = 0.45;

  /** Up to this share of the threshold, a pixel is background. */
  private static final double CLEAR = 0.45;

  /** Pixels from which a cut can learn colours. */
  private static final int FEWEST = 16;

  private static final int LEVELS = 256;

  /** Pieces that stand out less than this share of the strongest do not belong to the object. */
  private static final double SMALL = 0.04;

  private static final double STRONG = 0.5;

  /** How far from 0 and 1 the mask is where the cut and the cues disagree. */
  private static final float DOUBT = 0.3f;

  /** Separates an object from its surroundings, as {@link ObjectSegmenter} does. */
  @FunctionalInterface
  interface Cut {
    AlphaMatte segment(RgbImage image, Trimap hints);
  }

  static SalientGuess of(RgbImage image, Cut cut) {
    LabPicture picture = LabPicture.of(image);
    SalientCues cues = SalientCues.of(picture);
    double threshold = threshold(cues.together());
    int width = image.width();
    int height = image.height();
    Trimap hints = hints(cues.together(), threshold, width, height);
    boolean[] object = new boolean[width * height];
    if (hints.foregroundCount() >= FEWEST
        && hints.unknownCount() > 0
        && hints.backgroundCount() >= FEWEST) {
      object = pieces(cut.segment(image, hints).toFloatArray(), cues.together(), width, SMALL);
    }
    return new SalientGuess(picture, object, cues, threshold);
  }

  /** Returns Otsu's threshold of values of 0 to 1. */
  static double threshold(float[] values) {
    long[] counts = new long[LEVELS];
    double sum = 0;
    for (float value : values) {
      int level = (int) (value * (LEVELS - 1) + 0.5);
      counts[level]++;
      sum += level;
    }
    double best = -1;
    int threshold = LEVELS / 2;
    long below = 0;
    double sumBelow = 0;
    for (int level = 0; level < LEVELS - 1; level++) {
      below += counts[level];
      sumBelow += (double) level * counts[level];
      long above = values.length - below;
      if (below > 0 && above > 0) {
        double difference = sumBelow / below - (sum - sumBelow) / above;
        double between = difference * difference * below * above;
        if (between > best) {
          best = between;
          threshold = level;
        }
      }
    }
    return (threshold + 0.5) / (LEVELS - 1);
  }

  /** Marks what stands out clearly, and what does not or is at the border. */
  private static Trimap hints(float[] cue, double threshold, int width, int height) {
    int rim = (int) Math.max(1, Math.round(RIM * Math.min(width, height)));
    boolean[] sure = strongest(cue, threshold + SURE * (1 - threshold), width);
    byte[] hints = new byte[cue.length];
    for (int y = 0, at = 0; y < height; y++) {
      boolean edge = y < rim || y >= height - rim;
      for (int x = 0; x < width; x++, at++) {
        boolean border = edge || x < rim || x >= width - rim;
        int inside = sure[at] ? Trimap.FOREGROUND : Trimap.UNKNOWN;
        hints[at] =
            (byte)
                (cue[at] < CLEAR * threshold || border && cue[at] < threshold
                    ? Trimap.BACKGROUND
                    : inside);
      }
    }
    return Trimap.of(width, height, hints);
  }

  /** Returns the pieces above a level that stand out as much as half of the strongest one. */
  private static boolean[] strongest(float[] cue, double level, int width) {
    float[] above = new float[cue.length];
    for (int i = 0; i < above.length; i++) {
      above[i] = cue[i] >= level ? 1 : 0;
    }
    return pieces(above, cue, width, STRONG);
  }

  /** Returns the pieces of a mask that are not small, without those the cues do not see. */
  private static boolean[] pieces(float[] values, float[] cue, int width, double least) {
    boolean[] object = ObjectMask.of(values);
    Components.Labels labels = Components.labels(object, width, true);
    double[] weights = new double[labels.count()];
    for (int i = 0; i < values.length; i++) {
      if (object[i]) {
        weights[labels.labelOf(i)] += cue[i];
      }
    }
    double most = Arrays.stream(weights).max().orElse(0);
    for (int i = 0; i < values.length; i++) {
      object[i] = object[i] && weights[labels.labelOf(i)] >= least * most;
    }
    return object;
  }

  /** Returns the mask, soft where the cut contradicts clear cues. */
  float[] mask() {
    float[] mask = new float[object.length];
    for (int i = 0; i < mask.length; i++) {
      float cue = cues.together()[i];
      boolean against =
          object[i] ? cue < CLEAR * threshold : cue >= threshold + SURE * (1 - threshold);
      float doubt = against ? DOUBT : 0;
      mask[i] = object[i] ? 1 - doubt : doubt;
    }
    return mask;
  }

  /** Returns where the cues alone see an object. */
  boolean[] seen() {
    boolean[] seen = new boolean[object.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = cues.together()[i] >= threshold;
    }
    return seen;
  }
}
