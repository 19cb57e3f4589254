package dev.deepmatting.internal.report;

import dev.deepmatting.internal.html.HtmlPage;

/** The page about a run, from the most important to details. */
final class TrainingPage {
  private TrainingPage() {}

  static String of(ReportState state, RunHistory history) {
    RunRecord record = history.record();
    return HtmlPage.titled("Training: " + Headline.words(state, record))
        .style(HtmlPage.resource(TrainingPage.class, "training.css"))
        .of(
            Headline.of(state, record)
                + CurveSections.of(record)
                + PanelSection.of(history)
                + ValidationTable.of(record)
                + Description.of(state));
  }
}
