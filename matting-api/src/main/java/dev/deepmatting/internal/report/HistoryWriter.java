package dev.deepmatting.internal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.train.Loss;
import dev.deepmatting.train.ParameterGroup;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.ValidationReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes lines of the history: one object each, with every digit, in ASCII. */
final class HistoryWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private HistoryWriter() {}

  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  static String line(StepReport step) {
    return object(
        json -> {
          json.writeStringField("type", "step");
          write(json, step.progress());
          json.writeNumberField("loss", step.loss());
          json.writeObjectFieldStart("losses");
          for (Map.Entry<Loss, Double> loss : step.losses().entrySet()) {
            json.writeNumberField(loss.getKey().id(), loss.getValue());
          }
          json.writeEndObject();
          json.writeObjectFieldStart("learningRates");
          for (Map.Entry<ParameterGroup, Double> rate : step.learningRates().entrySet()) {
            json.writeNumberField(rate.getKey().id(), rate.getValue());
          }
          json.writeEndObject();
          json.writeNumberField("gradientNorm", step.gradientNorm());
          json.writeNumberField("unknownPixels", step.unknownPixels());
          json.writeNumberField("samples", step.samples());
          json.writeNumberField("seconds", step.seconds());
          json.writeNumberField("waitSeconds", step.waitSeconds());
        });
  }

  static String line(ValidationReport validation) {
    return object(
        json -> {
          json.writeStringField("type", "validation");
          write(json, validation.progress());
          json.writeBooleanField("best", validation.best());
          json.writeNumberField("seconds", validation.seconds());
          json.writeObjectFieldStart("mean");
          write(json, validation.mean());
          json.writeEndObject();
          json.writeArrayFieldStart("panels");
          for (ValidationPoint.SampleScore sample : ValidationPoint.of(validation).samples()) {
            write(json, sample);
          }
          json.writeEndArray();
          // Names are values: the parser takes no half a surrogate pair in the name of a field.
          json.writeArrayFieldStart("images");
          for (Map.Entry<String, MattingScores> image : validation.scores().entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", image.getKey());
            write(json, image.getValue());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, ValidationPoint.SampleScore sample)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", sample.name());
    if (sample.sad().isPresent()) {
      json.writeNumberField("sad", sample.sad().getAsDouble());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Progress progress) throws IOException {
    json.writeStringField("stage", progress.stage().id());
    json.writeNumberField("step", progress.step());
    json.writeNumberField("steps", progress.steps());
    json.writeNumberField("totalStep", progress.totalStep());
    json.writeNumberField("totalSteps", progress.totalSteps());
  }

  private static void write(JsonGenerator json, MattingScores scores) throws IOException {
    json.writeNumberField("unknown", scores.pixels());
    json.writeNumberField("sad", scores.sad());
    json.writeNumberField("mse", scores.mse());
    json.writeNumberField("grad", scores.gradient());
    json.writeNumberField("conn", scores.connectivity());
    json.writeNumberField("mad", scores.mad());
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }
}
