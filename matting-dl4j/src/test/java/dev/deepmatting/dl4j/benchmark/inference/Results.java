package dev.deepmatting.dl4j.benchmark.inference;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All that was measured, and on what. */
record Results(
    Map<String, String> machine,
    Map<String, String> options,
    List<ForwardResult> forwards,
    List<PictureResult> pictures,
    List<StartResult> starts) {
  /**
   * Writes results.json, figures.md, forwards.svg of all sizes and performance.svg of the largest.
   */
  void write(Path folder) throws IOException {
    new ObjectMapper()
        .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("results.json").toFile(), this);
    Files.writeString(folder.resolve("figures.md"), new Figures(this).toMarkdown());
    Files.writeString(folder.resolve("forwards.svg"), BarChart.of(forwards));
    Files.writeString(folder.resolve("performance.svg"), BarChart.ofLargestSizes(forwards));
  }

  /** Whether every engine computed the same. */
  boolean agree() {
    return forwards.stream().noneMatch(ForwardResult::computesSomethingElse);
  }
}
