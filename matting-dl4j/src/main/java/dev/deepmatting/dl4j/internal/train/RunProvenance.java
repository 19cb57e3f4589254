package dev.deepmatting.dl4j.internal.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deepmatting.dl4j.internal.train.Validation.Outcome;
import dev.deepmatting.train.TrainingSettings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A model's origin, as JSON for its file: the run's settings, software and machine. */
final class RunProvenance {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, Object> fixed;
  private final String start;

  /**
   * Creates the provenance of a run's models.
   *
   * @param settings of the run
   * @param start the run's starting point, in words
   */
  RunProvenance(TrainingSettings settings, String start) {
    fixed = settings(settings);
    this.start = start;
  }

  /** Returns the run's starting point, in words. */
  String start() {
    return start;
  }

  /** Returns a description of the machine. */
  String machine() {
    return version() + ", " + system();
  }

  private static Map<String, Object> settings(TrainingSettings settings) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("stages", settings.stages().stream().map(stage -> stage.id()).toList());
    map.put("recipe", settings.recipe().asMap());
    map.put("data", settings.dataDescription());
    map.put("samplesPerEpoch", settings.data().samplesPerEpoch());
    map.put("seed", settings.seed());
    map.put("steps", settings.steps().isPresent() ? settings.steps().getAsLong() : "by epochs");
    return map;
  }

  /**
   * Returns what must not change when a run resumes; the checkpoint itself compares the network.
   */
  static String fingerprint(TrainingSettings settings) {
    return MAPPER.valueToTree(settings(settings)).toString();
  }

  private static String version() {
    String version = RunProvenance.class.getPackage().getImplementationVersion();
    return "Deep Matting " + (version == null ? "built from source" : version);
  }

  private static String system() {
    return String.format(
        "%s %s, %d cores, Java %s",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"));
  }

  /** Returns the provenance of the model at a step. */
  String json(RunState state, Optional<Outcome> validation) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("stage", state.stage().id());
    node.put("step", state.step());
    node.put("totalStep", state.totalStep());
    validation.ifPresent(
        outcome -> {
          ObjectNode scores = node.putObject("validation");
          scores.put("images", outcome.scores().size());
          scores.put("sad", outcome.mean().sad());
          scores.put("mse", outcome.mean().mse());
          scores.put("gradient", outcome.mean().gradient());
          scores.put("connectivity", outcome.mean().connectivity());
        });
    node.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    node.put("start", start);
    node.put("code", version());
    node.put("machine", system());
    node.set("settings", MAPPER.valueToTree(fixed));
    return node.toString();
  }
}
