package dev.deepmatting.trimap;

import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Finding.Kind;
import dev.deepmatting.trimap.Finding.Severity;
import java.util.Locale;
import java.util.Optional;

/** Whether much of the unknown need not be. */
final class RoughnessCheck {
  /** Of a careful trimap of a photograph, a half is settled at most. */
  private static final double MUCH = 0.7;

  /** In narrower bands there is little to gain. */
  private static final double WIDE = 10;

  /** Labels are carried 20 pixels from either side, so that wider bands are not worth the time. */
  private static final double WIDEST = 2 * 20 / MUCH;

  private static final double PERCENT = 100;

  private RoughnessCheck() {}

  static Optional<Finding> of(ReviewedTrimap reviewed, Trimap trimap) {
    double width = reviewed.bandWidth();
    if (width < WIDE || width > WIDEST) {
      return Optional.empty();
    }
    long left = LabelExpansion.published().expand(reviewed.image(), trimap).unknownCount();
    double share = 1 - left / (double) trimap.unknownCount();
    return share < MUCH ? Optional.empty() : Optional.of(finding(share));
  }

  private static Finding finding(double share) {
    return new Finding(
        Kind.ROUGH_BAND,
        Severity.HINT,
        share,
        String.format(
            Locale.ROOT,
            "%.0f %% of the unknown looks like the known pixels beside it.",
            PERCENT * share),
        "Tighten the trimap by label expansion (LabelExpansion, --expand), or paint a narrower"
            + " band.");
  }
}
