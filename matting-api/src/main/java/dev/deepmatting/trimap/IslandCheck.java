package dev.deepmatting.trimap;

import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.pixel.DistanceTransform;
import dev.deepmatting.trimap.Finding.Kind;
import dev.deepmatting.trimap.Finding.Severity;
import java.util.Locale;
import java.util.Optional;

/** Unknown regions that belong to no foreground. */
final class IslandCheck {
  /** How far off is far: a share of the longer side, and pixels at least. */
  private static final double FAR = 0.05;

  private static final double FAR_PIXELS = 16;

  /** Fewer are specks. */
  private static final double SOME = 0.005;

  private static final double MANY = 0.05;
  private static final double PERCENT = 100;

  private IslandCheck() {}

  static Optional<Finding> of(ReviewedTrimap reviewed) {
    int width = reviewed.width();
    int height = reviewed.height();
    double far = Math.max(FAR_PIXELS, FAR * Math.max(width, height));
    boolean[] near = DistanceTransform.within(reviewed.mask(Trimap.FOREGROUND), width, height, far);
    Components unknown = Components.of(reviewed.mask(Trimap.UNKNOWN), width);
    boolean[] reached = new boolean[unknown.count()];
    for (int at = 0; at < near.length; at++) {
      if (near[at] && unknown.labelOf(at) >= 0) {
        reached[unknown.labelOf(at)] = true;
      }
    }
    long all = 0;
    long apart = 0;
    int islands = 0;
    for (int label = 0; label < reached.length; label++) {
      all += unknown.sizeOf(label);
      apart += reached[label] ? 0 : unknown.sizeOf(label);
      islands += reached[label] ? 0 : 1;
    }
    double share = apart / (double) all;
    return share < SOME ? Optional.empty() : Optional.of(finding(islands, far, share));
  }

  private static Finding finding(int islands, double far, double share) {
    return new Finding(
        Kind.FAR_ISLANDS,
        share < MANY ? Severity.HINT : Severity.WARNING,
        share,
        String.format(
            Locale.ROOT,
            "Unknown regions more than %.0f pixels from all foreground: %d, with %.1f %% of the"
                + " unknown.",
            far,
            islands,
            PERCENT * share),
        "Make them background if the object is not there, or mark the foreground in them.");
  }
}
