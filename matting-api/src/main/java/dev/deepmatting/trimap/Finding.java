package dev.deepmatting.trimap;

import java.util.Objects;

/**
 * What a {@link TrimapReview} found. Immutable.
 *
 * @param kind the kind of problem
 * @param severity how much it matters
 * @param amount the deciding number; the kind says what it counts
 * @param message what was found, with its numbers, as a sentence
 * @param advice how to fix it, as a sentence
 * @since 0.1
 */
public record Finding(Kind kind, Severity severity, double amount, String message, String advice) {
  /**
   * Checks that nothing is missing.
   *
   * @param kind the kind of problem
   * @param severity how much it matters
   * @param amount the deciding number
   * @param message what was found
   * @param advice how to fix it
   */
  public Finding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(advice, "advice");
  }

  /** The severity of a finding, in rising order. */
  public enum Severity {
    /** Worth checking; the matte might still be right. */
    HINT,
    /** The matte is probably wrong somewhere. */
    WARNING,
    /** There is nothing to predict. */
    ERROR
  }

  /** The kinds of problems. */
  public enum Kind {
    /** No pixel is unknown. The amount is 0. An error. */
    NOTHING_UNKNOWN,

    /**
     * No pixel is foreground. The amount is 0. A warning: correct only if everything is like smoke
     * or glass.
     */
    NO_FOREGROUND,

    /** No pixel is background. The amount is 0. A warning. */
    NO_BACKGROUND,

    /** The amount is the unknown share of the picture: a hint above 0.5, a warning above 0.8. */
    MUCH_UNKNOWN,

    /** The amount is the mean width of the unknown region in pixels: a warning below 3. */
    LITTLE_UNKNOWN,

    /**
     * Foreground meets background with no unknown pixels in between. The amount is the share of the
     * foreground's outline: a hint from 0.01, a warning from 0.2.
     */
    NOTHING_BETWEEN,

    /**
     * Parts of the known foreground at its rim that have the colours of the known background
     * nearby, rare in the rest of the foreground. The amount is their share of the foreground: a
     * hint from 0.01, a warning from 0.05.
     */
    FOREGROUND_LIKE_BACKGROUND,

    /**
     * Parts of the known background at its rim that have the colours of the known foreground
     * nearby, rare in the rest of the background. The amount is their area relative to the
     * foreground's: a hint from 0.01, a warning from 0.05.
     */
    BACKGROUND_LIKE_FOREGROUND,

    /**
     * Known pixels next to the unknown region are mixed: their colours are between those of the two
     * sides, so the soft edge extends into the known region. The amount is the share of the outline
     * where this happens, counting only parts that can be judged: a hint from 0.15, a warning from
     * 0.25.
     */
    NARROW_BAND,

    /**
     * Unknown regions far from all foreground. The amount is their share of the unknown: a hint
     * from 0.005, a warning from 0.05.
     */
    FAR_ISLANDS,

    /**
     * Most of the unknown region looks like the known pixels next to it, so {@link LabelExpansion}
     * settles it. The amount is the share that it settles: a hint from 0.7, if the unknown region
     * is at least 10 pixels wide on average.
     */
    ROUGH_BAND
  }
}
