package dev.deepmatting.cli;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Finding;
import dev.deepmatting.trimap.TrimapReview;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports the shares of a trimap, and possible problems with it. */
final class TrimapReport {
  private static final double PERCENT = 100;

  private TrimapReport() {}

  /**
   * The parts of a trimap, as shares of the picture.
   *
   * @param unknown 0 to 1
   * @param foreground 0 to 1
   * @param background 0 to 1
   */
  record Shares(double unknown, double foreground, double background) {
    static Shares of(Trimap trimap) {
      double pixels = (double) trimap.width() * trimap.height();
      return new Shares(
          trimap.unknownCount() / pixels,
          trimap.foregroundCount() / pixels,
          trimap.backgroundCount() / pixels);
    }
  }

  /**
   * Reports on a trimap.
   *
   * @param photograph the photograph to compare with; null for no review
   */
  static PictureOutput.Done of(
      String input, String result, Trimap trimap, @Nullable RgbImage photograph) {
    Shares shares = Shares.of(trimap);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("image", input);
    details.put("result", result);
    details.put("width", trimap.width());
    details.put("height", trimap.height());
    details.put("unknown", shares.unknown());
    details.put("foreground", shares.foreground());
    details.put("background", shares.background());
    if (photograph == null) {
      return new PictureOutput.Done(line(result, trimap, shares), List.of(), details);
    }
    List<Finding> findings = TrimapReview.of(photograph, trimap).findings();
    details.put("findings", findings.stream().map(TrimapReport::details).toList());
    List<String> notes =
        findings.isEmpty()
            ? List.of("no problem found")
            : findings.stream().map(TrimapReport::note).toList();
    return new PictureOutput.Done(line(result, trimap, shares), notes, details);
  }

  private static String line(String result, Trimap trimap, Shares shares) {
    return String.format(
        Locale.ROOT,
        "%s: %dx%d, unknown %.1f %%, foreground %.1f %%, background %.1f %%",
        result.equals(StandardInput.NAME) ? "standard output" : result,
        trimap.width(),
        trimap.height(),
        PERCENT * shares.unknown(),
        PERCENT * shares.foreground(),
        PERCENT * shares.background());
  }

  private static String note(Finding finding) {
    return lower(finding.severity()) + ": " + finding.message() + " " + finding.advice();
  }

  private static Map<String, Object> details(Finding finding) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("kind", lower(finding.kind()));
    details.put("severity", lower(finding.severity()));
    details.put("amount", finding.amount());
    details.put("message", finding.message());
    details.put("advice", finding.advice());
    return details;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
