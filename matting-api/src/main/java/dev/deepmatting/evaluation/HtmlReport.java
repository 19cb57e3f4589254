package dev.deepmatting.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * The report as a page that needs no other file. It is well-formed XML too, and its policy lets
 * nothing run or load but what the library put there.
 */
final class HtmlReport {
  private static final Comparator<EvaluatedImage> WORST_FIRST =
      Comparator.comparingDouble((EvaluatedImage image) -> -image.scores().sad())
          .thenComparing(EvaluatedImage::name);

  private final EvaluationReport report;
  private final List<EvaluatedImage> worstFirst;

  private HtmlReport(EvaluationReport report) {
    this.report = report;
    worstFirst = report.images().stream().sorted(WORST_FIRST).toList();
  }

  static String of(EvaluationReport report) {
    return new HtmlReport(report).page();
  }

  private String page() {
    String style = resource("report.css");
    String script = resource("report.js");
    String policy =
        "default-src 'none'; img-src data:; style-src %s; script-src %s; base-uri 'none';"
            + " form-action 'none'";
    return String.join(
        "\n",
        "<!DOCTYPE html>",
        "<html lang=\"en\">",
        "<head>",
        "<meta charset=\"utf-8\"/>",
        "<meta http-equiv=\"Content-Security-Policy\" content=\""
            + String.format(policy, hash(style), hash(script))
            + "\"/>",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
        "<meta name=\"color-scheme\" content=\"light dark\"/>",
        "<meta name=\"referrer\" content=\"no-referrer\"/>",
        "<title>" + HtmlSummary.title(report) + "</title>",
        "<style>" + style + "</style>",
        "</head>",
        "<body>",
        "<main>",
        body(),
        "</main>",
        "<script>" + script + "</script>",
        "</body>",
        "</html>",
        "");
  }

  private String body() {
    StringBuilder html = new StringBuilder();
    html.append(HtmlSummary.of(report, worstFirst));
    html.append(HtmlProblems.of(report, worstFirst));
    html.append(SadPlot.of(worstFirst));
    html.append(HtmlStrata.of(report));
    html.append(HtmlCases.of(report));
    html.append(HtmlImages.of(report, worstFirst));
    return html.toString();
  }

  private static String resource(String name) {
    try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
