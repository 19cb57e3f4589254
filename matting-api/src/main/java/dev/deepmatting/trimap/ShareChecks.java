package dev.deepmatting.trimap;

import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Finding.Kind;
import dev.deepmatting.trimap.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks of a trimap's values without the image. */
final class ShareChecks {
  private static final double MUCH = 0.5;
  private static final double VERY_MUCH = 0.8;
  private static final double NARROW = 3;
  private static final double CONTACT = 0.01;
  private static final double LONG_CONTACT = 0.2;
  private static final double PERCENT = 100;

  private ShareChecks() {}

  static List<Finding> of(ReviewedTrimap reviewed, Trimap trimap) {
    List<Finding> findings = new ArrayList<>();
    absent(trimap, findings);
    double share = trimap.unknownCount() / ((double) trimap.width() * trimap.height());
    if (share > MUCH) {
      findings.add(much(share));
    }
    if (trimap.unknownCount() > 0) {
      width(reviewed.bandWidth()).ifPresent(findings::add);
    }
    contact(reviewed).ifPresent(findings::add);
    return findings;
  }

  private static void absent(Trimap trimap, List<Finding> findings) {
    if (trimap.unknownCount() == 0) {
      findings.add(
          new Finding(
              Kind.NOTHING_UNKNOWN,
              Severity.ERROR,
              0,
              "No pixel is unknown (128).",
              "Paint a band of unknown along the object's outline, as wide as its softest part."));
    }
    if (trimap.foregroundCount() == 0) {
      findings.add(
          new Finding(
              Kind.NO_FOREGROUND,
              Severity.WARNING,
              0,
              "No pixel is foreground (255).",
              "Mark the opaque parts of the object; only smoke, glass and the like have"
                  + " none."));
    }
    if (trimap.backgroundCount() == 0) {
      findings.add(
          new Finding(
              Kind.NO_BACKGROUND,
              Severity.WARNING,
              0,
              "No pixel is background (0).",
              "Mark pixels that surely do not belong to the object."));
    }
  }

  private static Finding much(double share) {
    return new Finding(
        Kind.MUCH_UNKNOWN,
        share > VERY_MUCH ? Severity.WARNING : Severity.HINT,
        share,
        String.format(Locale.ROOT, "%.0f %% of the picture is unknown.", PERCENT * share),
        "Mark more pixels that surely belong to the object or surely do not; pixels near known ones are easier.");
  }

  private static Optional<Finding> width(double width) {
    if (width == 0 || width >= NARROW) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.LITTLE_UNKNOWN,
            Severity.WARNING,
            width,
            String.format(Locale.ROOT, "The unknown band is %.1f pixels wide on average.", width),
            "Widen it to at least the width of the object's soft edge; 1 to 3 % of the shorter"
                + " side suits most pictures."));
  }

  private static Optional<Finding> contact(ReviewedTrimap reviewed) {
    long outline = 0;
    long contact = 0;
    for (int at = 0; at < reviewed.values().length; at++) {
      if (reviewed.isForeground(at)) {
        boolean touches = reviewed.touches(at, Trimap.BACKGROUND);
        outline += touches || reviewed.touches(at, Trimap.UNKNOWN) ? 1 : 0;
        contact += touches ? 1 : 0;
      }
    }
    double share = contact / (double) Math.max(1, outline);
    if (share < CONTACT) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.NOTHING_BETWEEN,
            share < LONG_CONTACT ? Severity.HINT : Severity.WARNING,
            share,
            String.format(
                Locale.ROOT,
                "Foreground touches background along %.0f %% of its outline.",
                PERCENT * share),
            "Paint unknown between the two; no edge in a photograph is sharper than two pixels."));
  }
}
