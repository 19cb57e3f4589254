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

/** How a model was made, as JSON for its file: what a run was asked for, by what and where. */
final class RunProvenance {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, Object> fixed;
  private final String start;

  /**
   * The provenance of a run's models.
   *
   * @param settings what was asked for
   * @param start what the run began with, in words
   */
  RunProvenance(TrainingSettings settings, String start) {
    fixed = settings(settings);
    this.start = start;
  }

  /** What the run began with, in words. */
  String start() {
    return start;
  }

  /** What it runs on, in words. */
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

  /** What must be the same when a run goes on; the network is compared by the checkpoint itself. */
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

  /** The provenance of the model as it is at some step. */
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
