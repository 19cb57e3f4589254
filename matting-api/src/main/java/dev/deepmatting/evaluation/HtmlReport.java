package dev.deepmatting.evaluation;

/** The report as a page that needs no other file. */
final class HtmlReport {
  private HtmlReport() {}

  static String of(EvaluationReport report) {
    return "";
  }
}
