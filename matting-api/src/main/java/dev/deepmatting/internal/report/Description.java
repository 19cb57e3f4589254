package dev.deepmatting.internal.report;

import dev.deepmatting.internal.html.HtmlText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What is trained, on what and how, and its folder. */
final class Description {
  private Description() {}

  static String of(ReportState state) {
    Map<String, String> texts = new LinkedHashMap<>(state.start().description());
    long memory = state.start().estimatedMemoryBytes();
    if (memory > 0) {
      texts.put("memory of a step", "about " + Numbers.bytes(memory));
    }
    texts.put("folder", state.start().output().toString());
    state.checkpoint().ifPresent(saved -> texts.put("last checkpoint", saved.file().toString()));
    state.result().ifPresent(result -> texts.put("model", result.model().toString()));
    StringBuilder html = new StringBuilder("<section aria-labelledby=\"description\">\n");
    html.append("<h2 id=\"description\">This run</h2>\n<dl class=\"description\">\n");
    texts.forEach((heading, text) -> html.append(entry(heading, text)));
    return html.append("</dl>\n</section>\n").toString();
  }

  private static String entry(String heading, String text) {
    String lines = text.strip().lines().map(HtmlText::of).collect(Collectors.joining("\n"));
    return "<div><dt>" + HtmlText.of(heading) + "</dt><dd>" + lines + "</dd></div>\n";
  }
}
