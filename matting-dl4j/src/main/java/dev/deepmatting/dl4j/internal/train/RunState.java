package dev.deepmatting.dl4j.internal.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.file.JsonTree;
import dev.deepmatting.train.Stage;
import java.io.IOException;

/**
 * The position of a run, without its weights.
 *
 * @param stage the stage that trains
 * @param step completed steps of the stage
 * @param totalStep completed steps of the run
 * @param nextIndex the first sample index that no step has used
 * @param best the lowest SAD of a validation so far; infinite before the first
 * @param bestStep the step of the run at which it was measured; 0 before the first
 * @param lastSad the SAD of the last validation; NaN before the first
 * @param settings what must not change when the run resumes, as JSON
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
  private static final int VERSION = 1;

  /** JSON's numbers are exact up to here. */
  private static final long MOST = 1L << 53;

  static RunState begin(Stage stage, String settings) {
    return new RunState(stage, 0, 0, 0, Double.POSITIVE_INFINITY, 0, Double.NaN, settings);
  }

  /** Returns the state after one more step, which used the data before an index. */
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
    ObjectNode node = JsonNodeFactory.instance.objectNode();
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
      JsonTree node = JsonTree.read(json);
      if (node.get("version").asInteger().filter(version -> version == VERSION).isEmpty()) {
        throw new ModelFormatException(
            origin
                + " has a training state of version "
                + (node.has("version") ? node.get("version") : "none")
                + ", wanted "
                + VERSION);
      }
      long totalStep = whole(node, "totalStep", MOST);
      return new RunState(
          Stage.of(node.text("stage")),
          whole(node, "step", totalStep),
          totalStep,
          whole(node, "nextPlace", MOST),
          best(node),
          whole(node, "bestStep", totalStep),
          Double.parseDouble(node.text("lastSad")),
          node.text("settings"));
    } catch (IOException | IllegalArgumentException | InvalidInputException e) {
      throw new ModelFormatException(
          origin + " has a training state that cannot be read: " + e.getMessage(), e);
    }
  }

  private static long whole(JsonTree node, String name, long most) {
    return Ranges.within(name, node.whole(name), 0, most);
  }

  /** Refuses NaN: no SAD compares as less, so no later model could become the best. */
  private static double best(JsonTree node) {
    double best = Double.parseDouble(node.text("best"));
    Ranges.check(!Double.isNaN(best), "best is NaN, wanted a SAD or Infinity");
    return best;
  }
}
