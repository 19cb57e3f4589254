package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.internal.pixel.Components;
import dev.deepmatting.internal.pixel.DistanceTransform;
import dev.deepmatting.trimap.Finding.Kind;
import dev.deepmatting.trimap.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks a trimap before a model sees it, and says how to improve it. {@link Finding.Kind} lists
 * the problems and the limits from which they count.
 *
 * <pre>{@code
 * for (Finding finding : TrimapReview.of(image, trimap).findings()) {
 *   System.err.println(finding.severity() + ": " + finding.message() + " " + finding.advice());
 * }
 * }</pre>
 *
 * <p>Findings about colours are guesses: a part of an object can have the background's colour. The
 * limits are set so that good trimaps seldom cause findings; therefore no finding does not mean
 * that all is well. Immutable and safe to share between threads.
 *
 * @since 0.1
 */
public final class TrimapReview {
  private static final double PERCENT = 100;

  private final double unknown;
  private final double foreground;
  private final double background;
  private final List<Finding> findings;

  private TrimapReview(Trimap trimap, List<Finding> findings) {
    double pixels = (double) trimap.width() * trimap.height();
    unknown = trimap.unknownCount() / pixels;
    foreground = trimap.foregroundCount() / pixels;
    background = trimap.backgroundCount() / pixels;
    this.findings = List.copyOf(findings);
  }

  /**
   * Checks a trimap.
   *
   * @param image the photograph
   * @param trimap its trimap, of the same size
   * @return the findings and shares
   * @throws InvalidInputException if the sizes differ
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  public static TrimapReview of(RgbImage image, Trimap trimap) {
    Objects.requireNonNull(image, "image");
    Sizes.requireSame(
        "trimap", trimap.width(), trimap.height(), "image", image.width(), image.height());
    ReviewedTrimap reviewed = ReviewedTrimap.of(image, trimap);
    List<Finding> findings = new ArrayList<>(ShareChecks.of(reviewed, trimap));
    if (trimap.foregroundCount() > 0 && trimap.unknownCount() > 0) {
      IslandCheck.of(reviewed).ifPresent(findings::add);
    }
    if (trimap.foregroundCount() > 0 && trimap.backgroundCount() > 0) {
      findings.addAll(ColourCheck.of(reviewed));
      if (trimap.unknownCount() > 0) {
        MixtureCheck.of(reviewed).ifPresent(findings::add);
        RoughnessCheck.of(reviewed, trimap).ifPresent(findings::add);
      }
    }
    findings.sort(Comparator.comparing(Finding::severity).reversed());
    return new TrimapReview(trimap, findings);
  }

  /**
   * Returns the findings.
   *
   * @return the findings, the most severe ones first; unmodifiable
   */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * Returns the severity of the worst finding.
   *
   * @return empty if nothing was found
   */
  public Optional<Finding.Severity> worst() {
    return findings.stream().findFirst().map(Finding::severity);
  }

  /**
   * Returns the unknown share of the picture.
   *
   * @return share of the picture, 0 to 1
   */
  public double unknownShare() {
    return unknown;
  }

  /**
   * Returns the known foreground share of the picture.
   *
   * @return share of the picture, 0 to 1
   */
  public double foregroundShare() {
    return foreground;
  }

  /**
   * Returns the known background share of the picture.
   *
   * @return share of the picture, 0 to 1
   */
  public double backgroundShare() {
    return background;
  }

  /** Returns the shares, and a line for each finding. */
  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "unknown %.1f %%, foreground %.1f %%, background %.1f %%",
            PERCENT * unknown,
            PERCENT * foreground,
            PERCENT * background)
        + findings.stream()
            .map(
                finding ->
                    "\n" + finding.severity() + ": " + finding.message() + " " + finding.advice())
            .collect(Collectors.joining());
  }

  /** Finds unknown regions that belong to no foreground. */
  static final class IslandCheck {
    /** The distance that counts as far: a share of the longer side, and at least some pixels. */
    private static final double FAR = 0.05;

    private static final double FAR_PIXELS = 16;

    /** A smaller share is specks. */
    private static final double SOME = 0.005;

    private static final double MANY = 0.05;
    private static final double PERCENT = 100;

    private IslandCheck() {}

    static Optional<Finding> of(ReviewedTrimap reviewed) {
      int width = reviewed.width();
      int height = reviewed.height();
      double far = Math.max(FAR_PIXELS, FAR * Math.max(width, height));
      boolean[] near =
          DistanceTransform.within(reviewed.mask(Trimap.FOREGROUND), width, height, far);
      Components.Labels unknown = Components.labels(reviewed.mask(Trimap.UNKNOWN), width, false);
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

  /** Checks whether much of the unknown region could be known. */
  static final class RoughnessCheck {
    /** At most half of a careful trimap of a photograph is settled. */
    private static final double MUCH = 0.7;

    /** Narrower bands have little to gain. */
    private static final double WIDE = 10;

    /** Labels expand by 20 pixels from either side, so wider bands are not worth the time. */
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
              "%.0f %% of the unknown looks like the known pixels next to it.",
              PERCENT * share),
          "Tighten the trimap by label expansion (LabelExpansion, --expand), or paint a narrower"
              + " band.");
    }
  }
}
