package dev.deepmatting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.metrics.MattingScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  @TempDir private Path root;
  private Path file;
  private EvaluationReport report;

  @BeforeEach
  void evaluate() throws IOException {
    DataSet data = new DataSet(root).with("a,\"b\"", 51).with("c", 0).with("lone", 0);
    Files.delete(data.trimaps().resolve("lone.png"));
    file = root.resolve("report");
    report = data.run().stratify(Share.UNKNOWN, 0.5).build().run();
  }

  @Test
  void csvHasAHeaderARowForEachImageAndTheMeanLast() throws IOException {
    report.writeCsv(file);

    assertThat(Files.readString(file))
        .isEqualTo(
            String.join(
                "\r\n",
                "name,unknown,sad,mse,grad,conn,mad",
                "\"a,\"\"b\"\"\",32,0.0064,0.04," + rest(0),
                "c,32,0,0,0,0,0",
                "mean,32,0.0032,0.02," + rest(-1),
                ""));
  }

  @Test
  void sayWhichMethodPredicted() throws IOException {
    DataSet data = new DataSet(root);
    Path html = root.resolve("report.html");
    String method;
    try (Matting matting = Matting.load("builtin:knn")) {
      method = matting.method().orElseThrow().toString();
      EvaluationReport predicted =
          EvaluationRun.builder()
              .matting(matting)
              .images(data.predictions())
              .truths(data.truths())
              .trimaps(data.trimaps())
              .build()
              .run();
      assertThat(predicted.images()).hasSize(2);
      predicted.writeJson(file);
      predicted.writeHtml(html);
    }

    assertThat(file).content().contains("\"method\" : \"" + method).doesNotContain("\"network\"");
    assertThat(html).content().contains("predicted by " + method);
  }

  @Test
  void quotesOnlyNamesThatNeedIt() {
    assertThat(CsvReport.quoted("a b-c")).isEqualTo("a b-c");
    assertThat(CsvReport.quoted("a,b")).isEqualTo("\"a,b\"");
    assertThat(CsvReport.quoted("a\nb")).isEqualTo("\"a\nb\"");
    assertThat(CsvReport.quoted("a\rb")).isEqualTo("\"a\rb\"");
    assertThat(CsvReport.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
  }

  @Test
  void numbersHaveEveryDigitAndNoExponent() {
    assertThat(CsvReport.plain(0)).isEqualTo("0");
    assertThat(CsvReport.plain(2544)).isEqualTo("2544");
    assertThat(CsvReport.plain(1.336673556913196E-7)).isEqualTo("0.0000001336673556913196");
    assertThat(CsvReport.plain(1 / 3.0)).isEqualTo("0.3333333333333333");
  }

  @Test
  void jsonHoldsEverything() throws IOException {
    report.writeJson(file);

    List<String> values = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue()) {
          values.add(json.currentName() + "=" + json.getText());
        }
      }
    }
    assertThat(values)
        .contains("region=unknown", "emptyIntersection=nothing", "unknownFrom=128", "unknownTo=128")
        .contains("truths=" + root.resolve("truth"), "predictions=" + root.resolve("predictions"))
        .contains("name=a,\"b\"", "unknown=32", "sad=0.0064", "width=12", "height=8")
        .contains("softShare=1.0", "share=unknown", "from=0.5", "images=2", "name=lone");
    assertThat(values).filteredOn(value -> value.startsWith("reason=")).hasSize(1);
  }

  @Test
  void refusesAPlaceThatCannotBeWritten() {
    assertThatThrownBy(() -> report.writeCsv(root))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("file " + root + " is a directory, wanted a file to write");
    Path lost = root.resolve("none").resolve("a.csv");
    assertThatThrownBy(() -> report.writeJson(lost))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "file %s cannot be written, wanted the folder %s to exist", lost, lost.getParent());
  }

  private String rest(int image) {
    MattingScores scores =
        image < 0 ? report.mean().orElseThrow() : report.images().get(image).scores();
    return CsvReport.plain(scores.gradient())
        + ","
        + CsvReport.plain(scores.connectivity())
        + ","
        + CsvReport.plain(scores.mad());
  }
}
