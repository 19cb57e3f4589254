package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges a trimap before a model sees it, and says how to better it. What is looked for, and from
 * which number on it counts, is told at {@link Finding.Kind}.
 *
 * <pre>{@code
 * for (Finding finding : TrimapReview.of(image, trimap).findings()) {
 *   System.err.println(finding.severity() + ": " + finding.message() + " " + finding.advice());
 * }
 * }</pre>
 *
 * <p>What is said of colours is a guess: an object may have a part in its background's colour. The
 * limits are such that good trimaps seldom draw a finding, so that none does not mean that all is
 * well. Immutable and safe to share between threads.
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
   * Judges a trimap.
   *
   * @param image the photograph
   * @param trimap its trimap, of the same size
   * @return what was found
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
   * What was found.
   *
   * @return the findings, the most severe ones first; unmodifiable
   */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * The severity of the worst finding.
   *
   * @return empty if nothing was found
   */
  public Optional<Finding.Severity> worst() {
    return findings.stream().findFirst().map(Finding::severity);
  }

  /**
   * How much is sought.
   *
   * @return share of the picture, 0 to 1
   */
  public double unknownShare() {
    return unknown;
  }

  /**
   * How much is known to be foreground.
   *
   * @return share of the picture, 0 to 1
   */
  public double foregroundShare() {
    return foreground;
  }

  /**
   * How much is known to be background.
   *
   * @return share of the picture, 0 to 1
   */
  public double backgroundShare() {
    return background;
  }

  /** The shares, and a line for each finding. */
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
}
