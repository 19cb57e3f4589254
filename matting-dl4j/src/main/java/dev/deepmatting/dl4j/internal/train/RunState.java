package dev.deepmatting.dl4j.internal.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.train.Stage;

/**
 * Where a run is, beside its numbers.
 *
 * @param stage the stage that trains
 * @param step steps of the stage that are done
 * @param totalStep steps of the run that are done
 * @param nextIndex the first index of the data that no step has seen
 * @param best the least SAD of a validation so far; infinite before the first
 * @param bestStep the step of the run that it was measured at; 0 before the first
 * @param lastSad the SAD of the last validation; NaN before the first
 * @param settings what must be the same when the run goes on, as JSON
 */
record RunState(
    Stage stage,
    long step,
    long totalStep,
    long nextIndex,
    double best,
    long bestStep,
    double lastSad,
    String settings) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int VERSION = 1;

  static RunState begin(Stage stage, String settings) {
    return new RunState(stage, 0, 0, 0, Double.POSITIVE_INFINITY, 0, Double.NaN, settings);
  }

  /** One more step is done, which has seen the data before an index. */
  RunState stepped(long index) {
    return new RunState(stage, step + 1, totalStep + 1, index, best, bestStep, lastSad, settings);
  }

  RunState validated(double sad) {
    boolean better = sad < best;
    return new RunState(
        stage,
        step,
        totalStep,
        nextIndex,
        better ? sad : best,
        better ? totalStep : bestStep,
        sad,
        settings);
  }

  RunState inStage(Stage next) {
    return new RunState(next, 0, totalStep, nextIndex, best, bestStep, lastSad, settings);
  }

  String json() {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("version", VERSION);
    node.put("stage", stage.id());
    node.put("step", step);
    node.put("totalStep", totalStep);
    node.put("nextPlace", nextIndex);
    // JSON has no infinity; a double's own text is read back to the same bits.
    node.put("best", Double.toString(best));
    node.put("bestStep", bestStep);
    node.put("lastSad", Double.toString(lastSad));
    node.put("settings", settings);
    return node.toString();
  }

  static RunState parse(String origin, String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node.path("version").asInt() != VERSION) {
        throw new ModelFormatException(
            origin
                + " has a training state of version "
                + node.path("version").asText("none")
                + ", wanted "
                + VERSION);
      }
      return new RunState(
          Stage.of(node.required("stage").asText()),
          node.required("step").asLong(),
          node.required("totalStep").asLong(),
          node.required("nextPlace").asLong(),
          Double.parseDouble(node.required("best").asText()),
          node.required("bestStep").asLong(),
          Double.parseDouble(node.required("lastSad").asText()),
          node.required("settings").asText());
    } catch (JsonProcessingException | IllegalArgumentException | InvalidInputException e) {
      throw new ModelFormatException(
          origin + " has a training state that cannot be read: " + e.getMessage(), e);
    }
  }
}
