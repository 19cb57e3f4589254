package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.util.List;
import java.util.Locale;

/**
 * The object that stands out in a picture, found without a network and without hints, on a copy of
 * at most 300 pixels a side. The same picture always gives the same one.
 *
 * @param mask 1 where the object is, 0 elsewhere, between where the cues disagree or the edge was
 *     enlarged; of the picture's size
 * @param sureness how probable it is that the mask covers the object, 0 to 1
 * @param reasons what was seen, for people
 */
record SalientObject(AlphaMatte mask, double sureness, List<String> reasons) {
  /** Objects below this are refused. */
  static final double ENOUGH = 0.75;

  private static final int LONGEST_SIDE = 300;
  private static final double PERCENT = 100;

  SalientObject {
    reasons = List.copyOf(reasons);
  }

  /**
   * Finds the object by the segmenter of the class path.
   *
   * @throws InvalidInputException if it is not sure enough; the message says what was seen
   * @throws dev.deepmatting.error.EngineException if no segmenter is on the class path, or it fails
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  static SalientObject find(RgbImage image) {
    return find(image, ObjectSegmentation.Segmenters::segment);
  }

  static SalientObject find(RgbImage image, SalientGuess.Cut cut) {
    SalientObject object = guess(image, cut);
    if (object.sureness < ENOUGH) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "image has no object that stands out enough without a model: sureness is %.2f, wanted"
                  + " %.2f or more; %s. Mark the object with a rectangle or scribbles, give a"
                  + " trimap, or use a segmentation model: 'matting models' lists them, 'matting"
                  + " fetch NAME' gets one",
              object.sureness,
              ENOUGH,
              String.join(", ", object.reasons)));
    }
    return object;
  }

  /** Returns the best guess, however unsure. */
  static SalientObject guess(RgbImage image, SalientGuess.Cut cut) {
    RgbImage copy = ReducedCopy.of(image, LONGEST_SIDE);
    SalientGuess guess = SalientGuess.of(copy, cut);
    SalientEvidence evidence = SalientEvidence.of(guess);
    AlphaMatte mask = AlphaMatte.of(copy.width(), copy.height(), guess.mask());
    return new SalientObject(
        ReducedCopy.resized(mask, image.width(), image.height()),
        evidence.sureness(),
        reasons(evidence));
  }

  private static List<String> reasons(SalientEvidence evidence) {
    if (evidence.area() == 0) {
      return List.of("nothing stands out from the picture's border");
    }
    return List.of(
        percent("the best guess covers %.0f %% of the picture", evidence.area()),
        percent("%.0f %% of its outline is visible", evidence.visibleOutline()),
        percent("it stands out by %.0f %% more than the rest", evidence.contrast()),
        percent("the cut and the cues agree on %.0f %% of it", evidence.seen()));
  }

  private static String percent(String format, double share) {
    return String.format(Locale.ROOT, format, PERCENT * share);
  }
}
