package dev.deepmatting.trimap;

import java.util.Objects;

/**
 * What a {@link TrimapReview} found. Immutable.
 *
 * @param kind what it is about
 * @param severity how much it matters
 * @param amount the number that decided; what it counts is told at the kind
 * @param message what was found, with its numbers, as a sentence
 * @param advice how to better it, as a sentence
 * @since 0.1
 */
public record Finding(Kind kind, Severity severity, double amount, String message, String advice) {
  /**
   * Checks that nothing is missing.
   *
   * @param kind what it is about
   * @param severity how much it matters
   * @param amount the number that decided
   * @param message what was found
   * @param advice how to better it
   */
  public Finding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(advice, "advice");
  }

  /** How much a finding matters, from little to much. */
  public enum Severity {
    /** Worth a look; the matte may be right all the same. */
    HINT,
    /** The matte is probably wrong somewhere. */
    WARNING,
    /** There is nothing to predict. */
    ERROR
  }

  /** What findings are about. */
  public enum Kind {
    /** No pixel is unknown. The amount is 0. An error. */
    NOTHING_UNKNOWN,

    /** No pixel is foreground. The amount is 0. A warning: right for smoke or glass alone. */
    NO_FOREGROUND,

    /** No pixel is background. The amount is 0. A warning. */
    NO_BACKGROUND,

    /** The amount is the unknown share of the picture: a hint above 0.5, a warning above 0.8. */
    MUCH_UNKNOWN,

    /** The amount is the mean width of the unknown region in pixels: a warning below 3. */
    LITTLE_UNKNOWN,

    /**
     * Foreground meets background with nothing unknown between. The amount is the share of the
     * foreground's outline: a hint from 0.01, a warning from 0.2.
     */
    NOTHING_BETWEEN,

    /**
     * Parts of the known foreground at its rim that have the colours of the known background
     * nearby, which are rare in the rest of the foreground. The amount is their share of the
     * foreground: a hint from 0.01, a warning from 0.05.
     */
    FOREGROUND_LIKE_BACKGROUND,

    /**
     * Parts of the known background at its rim that have the colours of the known foreground
     * nearby, which are rare in the rest of the background. The amount is their area relative to
     * the foreground's: a hint from 0.01, a warning from 0.05.
     */
    BACKGROUND_LIKE_FOREGROUND,

    /**
     * Known pixels beside the unknown region are mixed: their colours lie between those of the two
     * sides, so that the soft edge reaches into the known. The amount is the share of the outline
     * where this is so, of that part where it can be told: a hint from 0.15, a warning from 0.25.
     */
    NARROW_BAND,

    /**
     * Unknown regions far from all foreground. The amount is their share of the unknown: a hint
     * from 0.005, a warning from 0.05.
     */
    FAR_ISLANDS,

    /**
     * Most of the unknown looks like the known pixels beside it, so that {@link LabelExpansion}
     * settles it. The amount is the share that it settles: a hint from 0.7, where the unknown
     * region is at least 10 pixels wide on average.
     */
    ROUGH_BAND
  }
}
