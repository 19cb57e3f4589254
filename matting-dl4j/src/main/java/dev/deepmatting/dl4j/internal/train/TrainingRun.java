package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.model.ModelWriter;
import dev.deepmatting.dl4j.internal.train.Validation.Outcome;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.train.Checkpoint;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StageRecipe;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingSettings;
import dev.deepmatting.train.TrainingStart;
import dev.deepmatting.train.ValidationReport;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A run from its start, or its last checkpoint, to its end. Used once, by one thread, which is
 * never interrupted.
 */
final class TrainingRun {
  private final TrainingSettings settings;
  private final RunFolder folder;
  private final BooleanSupplier stopRequested;
  private final CheckpointStore store;
  private final Lengths lengths;
  private final Optional<Validation> validation;
  private final RunProvenance provenance;
  private final Optional<Path> restoreFrom;
  private RunState state;
  private NetworkWeights weights;
  private Optional<ValidationReport> best = Optional.empty();
  private Optional<Outcome> lastOutcome = Optional.empty();
  private Optional<Checkpoint> saved = Optional.empty();

  /**
   * Creates a run in a folder that it has locked.
   *
   * @param settings of the run
   * @param folder for its files
   * @param stopRequested checked after each step: whether to stop with a checkpoint
   */
  TrainingRun(TrainingSettings settings, RunFolder folder, BooleanSupplier stopRequested) {
    this.settings = settings;
    this.folder = folder;
    this.stopRequested = stopRequested;
    store = new CheckpointStore(folder.checkpoints(), settings.keepCheckpoints());
    lengths = new Lengths(settings);
    validation =
        settings.validation().map(source -> new Validation(source, settings.validationImages()));
    Beginning beginning = begin();
    provenance = new RunProvenance(settings, beginning.words());
    restoreFrom = beginning.checkpoint();
    state = beginning.state();
    weights = beginning.weights();
  }

  /**
   * The start of a run.
   *
   * @param words its starting point
   * @param checkpoint that it resumes from, if any
   */
  private record Beginning(
      NetworkWeights weights, RunState state, String words, Optional<Path> checkpoint) {}

  TrainingResult run() {
    long memory = requireMemory();
    validation.ifPresent(Validation::check);
    tell(listener -> listener.started(start(memory)));
    boolean complete = true;
    for (Stage stage : settings.stages().subList(index(state.stage()), settings.stages().size())) {
      if (stage != state.stage()) {
        state = state.inStage(stage);
      }
      complete = train(settings.recipe().stage(stage));
      if (!complete) {
        break;
      }
    }
    TrainingResult result =
        new TrainingResult(
            progress(), complete, folder.model(), saved.orElseGet(this::onDisk), best);
    tell(listener -> listener.finished(result));
    return result;
  }

  private int index(Stage stage) {
    return settings.stages().indexOf(stage);
  }

  private void tell(Consumer<TrainingListener> event) {
    settings.listeners().forEach(event);
  }

  private Beginning begin() {
    String fingerprint = RunProvenance.fingerprint(settings);
    Optional<Path> latest = store.latest();
    if (latest.isPresent() && !settings.resume()) {
      throw new InvalidInputException(
          "output is "
              + settings.output()
              + ", which contains the checkpoint "
              + latest.get().getFileName()
              + " of another run; wanted resume, or another folder");
    }
    Beginning beginning =
        latest
            .map(checkpoint -> after(checkpoint, fingerprint))
            .orElseGet(() -> fresh(fingerprint));
    for (Stage stage : settings.stages()) {
      HeadlessNetwork.requireHead(beginning.weights().config(), stage);
    }
    return beginning;
  }

  private Beginning fresh(String fingerprint) {
    StartingPoint start = StartingPoint.of(settings);
    RunState first = RunState.begin(settings.stages().get(0), fingerprint);
    return new Beginning(start.weights(), first, start.words(), Optional.empty());
  }

  private Beginning after(Path checkpoint, String fingerprint) {
    RunState reached;
    try (CheckpointFile file = CheckpointFile.open(checkpoint)) {
      reached = file.state();
    }
    SettingsComparison.requireSame(checkpoint, reached.settings(), fingerprint);
    if (!settings.stages().contains(reached.stage())) {
      throw SettingsComparison.different(
          checkpoint, "stage", reached.stage().id(), settings.stages().toString());
    }
    NetworkWeights stored = ModelReader.read(checkpoint).weights();
    NetworkConfig asked = settings.network().orElse(stored.config());
    Optional.of(StartingPoint.completed(asked, settings))
        .filter(network -> !network.equals(stored.config()))
        .ifPresent(
            network -> {
              throw SettingsComparison.different(
                  checkpoint, "network", stored.config().toString(), network.toString());
            });
    return new Beginning(
        stored, reached, "the checkpoint " + checkpoint.getFileName(), Optional.of(checkpoint));
  }

  private long requireMemory() {
    long most = 0;
    for (Stage stage : settings.stages()) {
      most = Math.max(most, MemoryCheck.require(settings, weights.config(), stage));
    }
    return most;
  }

  private TrainingStart start(long memory) {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("network", weights.config().toString());
    description.put("parameters", String.format(Locale.ROOT, "%,d", parameters()));
    description.put("start", provenance.start());
    description.put("data", settings.dataDescription());
    description.put("recipe", settings.recipe().toString());
    description.put("seed", Long.toString(settings.seed()));
    description.put("machine", provenance.machine());
    return new TrainingStart(
        settings.output(), progress(), restoreFrom.isPresent(), description, memory);
  }

  private long parameters() {
    return weights.tensors().entrySet().stream()
        .filter(entry -> !entry.getKey().contains(".running_"))
        .mapToLong(entry -> entry.getValue().values().length)
        .sum();
  }

  private Progress progress() {
    return lengths.progress(state);
  }

  /** Trains a stage; false if it stopped before its end. */
  private boolean train(StageRecipe recipe) {
    try (StageSession session = open(recipe);
        BatchSource batches =
            new BatchSource(settings, weights.config(), recipe.batchSize(), state.nextIndex())) {
      while (!lengths.isStageDone(state)) {
        if (lengths.isStopDue(state)) {
          return false;
        }
        session.step(batches, progress(), saved.map(Checkpoint::file), this::tell);
        state = state.stepped(batches.nextIndex());
        boolean stop = lengths.isStopDue(state) || stopRequested.getAsBoolean();
        keep(session, stop);
        if (stop && !lengths.isRunDone(state)) {
          return false;
        }
      }
      weights = session.result();
      return true;
    }
  }

  private StageSession open(StageRecipe recipe) {
    Optional<Path> checkpoint = restoreFrom.filter(file -> state.step() > 0);
    NetworkWeights raw = checkpoint.map(this::raw).orElse(weights);
    StageSession session = new StageSession(raw, weights, recipe, lengths.of(recipe.stage()));
    try {
      checkpoint.ifPresent(file -> session.restore(file, state.step()));
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private NetworkWeights raw(Path checkpoint) {
    try (CheckpointFile file = CheckpointFile.open(checkpoint)) {
      return file.raw(weights);
    }
  }

  /** Validates and saves if due. */
  private void keep(StageSession session, boolean stop) {
    boolean stageDone = lengths.isStageDone(state);
    boolean validate =
        validation.isPresent() && (stageDone || state.step() % settings.validateEvery() == 0);
    boolean save = validate || stop || stageDone || state.step() % settings.checkpointEvery() == 0;
    if (!save) {
      return;
    }
    NetworkWeights now = finite(session);
    Model model = new Model(now, "");
    if (validate) {
      validate(now);
    }
    // Writes the model first: a run that is killed between the two writes the same one again.
    if (isWorthKeeping(validate)) {
      NetworkWeights seen = HeadlessNetwork.asSeenBy(state.stage(), now);
      Optional<Outcome> outcome = validate ? lastOutcome : Optional.empty();
      ModelWriter.write(
          new Model(seen, provenance.json(state, outcome)), folder.model(), StorageType.FLOAT32);
    }
    save(new Model(model.weights(), provenance.json(state, Optional.empty())), session);
  }

  /**
   * Returns whether this is the best model by validation or, while there was no validation, the
   * last.
   */
  private boolean isWorthKeeping(boolean validated) {
    return validated ? state.bestStep() == state.totalStep() : state.bestStep() == 0;
  }

  private NetworkWeights finite(StageSession session) {
    try {
      return session.result();
    } catch (ModelFormatException e) {
      throw DivergenceGuard.diverged(e.getMessage(), progress(), saved.map(Checkpoint::file));
    }
  }

  private void validate(NetworkWeights now) {
    long begun = System.nanoTime();
    Outcome outcome =
        validation.orElseThrow().measure(HeadlessNetwork.asSeenBy(state.stage(), now));
    state = state.validated(outcome.mean().sad());
    lastOutcome = Optional.of(outcome);
    ValidationReport report =
        new ValidationReport(
            progress(),
            outcome.mean(),
            outcome.scores(),
            state.bestStep() == state.totalStep(),
            outcome.samples(),
            (System.nanoTime() - begun) / 1e9);
    if (report.best()) {
      best = Optional.of(report);
    }
    tell(listener -> listener.validated(report));
  }

  private void save(Model model, StageSession session) {
    Path path = store.path(state.totalStep());
    session.save(path, model, state);
    store.tidy(state.bestStep());
    Checkpoint checkpoint = checkpoint(path);
    saved = Optional.of(checkpoint);
    tell(listener -> listener.saved(checkpoint));
  }

  private Checkpoint checkpoint(Path path) {
    OptionalDouble sad =
        Double.isNaN(state.lastSad()) ? OptionalDouble.empty() : OptionalDouble.of(state.lastSad());
    return new Checkpoint(path, progress(), sad);
  }

  /** Returns the checkpoint on disk if nothing was left to do. */
  private Checkpoint onDisk() {
    return checkpoint(restoreFrom.orElseThrow());
  }

  /** The number of steps in a run's stages, and its end. */
  static final class Lengths {
    private final Map<Stage, Long> steps = new EnumMap<>(Stage.class);
    private final long total;
    private final long stopAfter;

    Lengths(TrainingSettings settings) {
      for (Stage stage : settings.stages()) {
        StageRecipe recipe = settings.recipe().stage(stage);
        long samples = (long) recipe.epochs() * settings.data().samplesPerEpoch();
        long byEpochs = (samples + recipe.batchSize() - 1) / recipe.batchSize();
        steps.put(stage, settings.steps().orElse(byEpochs));
      }
      total = steps.values().stream().mapToLong(Long::longValue).sum();
      stopAfter = settings.stopAfter().orElse(Long.MAX_VALUE);
    }

    long of(Stage stage) {
      return Objects.requireNonNull(steps.get(stage), stage.id());
    }

    boolean isStageDone(RunState state) {
      return state.step() >= of(state.stage());
    }

    boolean isRunDone(RunState state) {
      return state.totalStep() >= total;
    }

    boolean isStopDue(RunState state) {
      return state.totalStep() >= stopAfter;
    }

    Progress progress(RunState state) {
      return new Progress(state.stage(), state.step(), of(state.stage()), state.totalStep(), total);
    }
  }
}
