package dev.deepmatting.evaluation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.deepmatting.metrics.MattingScores;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** The report for programs. */
final class JsonReport {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  static String of(EvaluationReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      new JsonReport(json.useDefaultPrettyPrinter()).write(report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private void write(EvaluationReport report) throws IOException {
    json.writeStartObject();
    writeInputs(report.inputs());
    json.writeStringField("region", name(report.metrics().region()));
    json.writeStringField("emptyIntersection", name(report.metrics().emptyIntersection()));
    json.writeStringField(
        "scaling", "sad, grad and conn are sums divided by 1000; mse and mad are means");
    json.writeArrayFieldStart("images");
    for (EvaluatedImage image : report.images()) {
      write(image);
    }
    json.writeEndArray();
    if (report.mean().isPresent()) {
      json.writeObjectFieldStart("mean");
      writeScores(report.mean().get());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("strata");
    for (Stratum stratum : report.strata()) {
      write(stratum);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("failures");
    for (FailedImage failure : report.failures()) {
      json.writeStartObject();
      json.writeStringField("name", failure.name());
      json.writeStringField("reason", failure.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeInputs(EvaluationReport.Inputs inputs) throws IOException {
    json.writeObjectFieldStart("inputs");
    CaseFinder.EvaluationFolders folders = inputs.folders();
    if (folders.predictions().isPresent()) {
      json.writeStringField("predictions", folders.predictions().get().toString());
    }
    if (inputs.network().isPresent()) {
      json.writeStringField("network", inputs.network().get().toString());
    }
    if (inputs.method().isPresent()) {
      json.writeStringField("method", inputs.method().get().toString());
    }
    json.writeStringField("truths", folders.truths().toString());
    json.writeArrayFieldStart("trimaps");
    for (Path folder : folders.trimaps()) {
      json.writeString(folder.toString());
    }
    json.writeEndArray();
    if (folders.images().isPresent()) {
      json.writeStringField("images", folders.images().get().toString());
    }
    json.writeNumberField("unknownFrom", inputs.thresholds().background() + 1);
    json.writeNumberField("unknownTo", inputs.thresholds().foreground() - 1);
    json.writeEndObject();
  }

  private void write(EvaluatedImage image) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", image.name());
    json.writeNumberField("width", image.width());
    json.writeNumberField("height", image.height());
    writeScores(image.scores());
    json.writeNumberField("unknownShare", image.unknownShare());
    json.writeNumberField("softShare", image.softShare());
    json.writeArrayFieldStart("notices");
    for (String notice : image.notices()) {
      json.writeString(notice);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Stratum stratum) throws IOException {
    json.writeStartObject();
    json.writeStringField("share", name(stratum.share()));
    json.writeNumberField("from", stratum.from());
    json.writeNumberField("to", stratum.to());
    json.writeNumberField("images", stratum.images());
    if (stratum.mean().isPresent()) {
      json.writeObjectFieldStart("mean");
      writeScores(stratum.mean().get());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writeScores(MattingScores scores) throws IOException {
    json.writeFieldName("unknown");
    json.writeNumber(CsvReport.plain(scores.pixels()));
    json.writeNumberField("sad", scores.sad());
    json.writeNumberField("mse", scores.mse());
    json.writeNumberField("grad", scores.gradient());
    json.writeNumberField("conn", scores.connectivity());
    json.writeNumberField("mad", scores.mad());
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
