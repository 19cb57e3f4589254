package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.backprop.Kernels;
import dev.deepmatting.dl4j.internal.backprop.Nd4jKernels;
import dev.deepmatting.dl4j.internal.backprop.onednn.OneDnnKernels;
import dev.deepmatting.dl4j.internal.engine.EngineThread;
import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.tensor.Batch;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.train.ParameterGroup;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.StageRecipe;
import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stage in training, with its native memory, which only one thread uses. */
final class StageSession implements AutoCloseable {
  private final EngineThread thread = new EngineThread();
  private final StageRecipe recipe;
  private final long steps;
  private final DivergenceGuard guard = new DivergenceGuard();
  private final StageTrainer trainer;

  /** Closes resources in reverse order, even if no caller waited for them to open. */
  private final Deque<Runnable> opened = new ArrayDeque<>();

  private long lastNanos = System.nanoTime();

  /**
   * Opens a stage.
   *
   * @param weights the network in training
   * @param result the stage's result so far; initially the same
   * @param recipe how it trains
   * @param steps of the stage
   */
  StageSession(NetworkWeights weights, NetworkWeights result, StageRecipe recipe, long steps) {
    this.recipe = recipe;
    this.steps = steps;
    try {
      trainer = thread.call(cancelled -> open(weights, result));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private StageTrainer open(NetworkWeights weights, NetworkWeights result) {
    Kernels kernels = KernelChoice.open();
    opened.push(kernels::close);
    StageTrainer made = new StageTrainer(weights, result, recipe, steps, kernels, DataType.FLOAT);
    opened.push(made::close);
    return made;
  }

  /** Restores the state from a checkpoint of this stage. */
  void restore(Path checkpoint, long stepsDone) {
    thread.call(
        cancelled -> {
          try (CheckpointFile file = CheckpointFile.open(checkpoint)) {
            file.restore(trainer.memory());
          }
          trainer.continueAt(stepsDone);
          return null;
        });
  }

  /**
   * Runs the next step and reports it.
   *
   * @param batches supplies its batch
   * @param before the position of the run
   * @param checkpoint the last good one
   * @param tell passes an event on
   */
  void step(
      BatchSource batches,
      Progress before,
      Optional<Path> checkpoint,
      Consumer<Consumer<TrainingListener>> tell) {
    long waiting = System.nanoTime();
    Batch batch = batches.next();
    double waited = (System.nanoTime() - waiting) / 1e9;
    StageTrainer.StepValues values = thread.call(cancelled -> trainer.step(batch));
    Progress after =
        new Progress(
            before.stage(),
            before.step() + 1,
            before.steps(),
            before.totalStep() + 1,
            before.totalSteps());
    guard.check(values, after, checkpoint);
    long now = System.nanoTime();
    StepReport report =
        new StepReport(
            after,
            values.loss(),
            values.losses(),
            learningRates(before.step()),
            values.gradientNorm(),
            values.unknownPixels(),
            batch.size(),
            (now - lastNanos) / 1e9,
            waited);
    lastNanos = now;
    tell.accept(listener -> listener.stepped(report));
  }

  private Map<ParameterGroup, Double> learningRates(long step) {
    Map<ParameterGroup, Double> rates = new EnumMap<>(ParameterGroup.class);
    for (ParameterGroup group : recipe.stage().trains()) {
      rates.put(group, recipe.learningRate(group, step, steps));
    }
    return rates;
  }

  /** Returns a copy of the stage's result: the current network, or its average. */
  NetworkWeights result() {
    return thread.call(cancelled -> trainer.result());
  }

  void save(Path path, Model model, RunState state) {
    thread.call(
        cancelled -> {
          CheckpointFile.write(path, model, trainer.raw(), trainer.memory(), state);
          return null;
        });
  }

  @Override
  public void close() {
    thread.close(() -> opened.forEach(Runnable::run));
  }

  /**
   * Chooses the kernels for training in single precision: oneDNN's on the CPU, if its natives load.
   */
  static final class KernelChoice {
    private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private KernelChoice() {}

    static boolean isOneDnn() {
      return Nd4j.getEnvironment().isCPU() && OneDnnKernels.available();
    }

    static Kernels open() {
      boolean oneDnn = isOneDnn();
      if (SAID.compareAndSet(false, true)) {
        LOG.info("training on {}", oneDnn ? "oneDNN" : "the ops of ND4J");
      }
      return oneDnn ? new OneDnnKernels() : new Nd4jKernels(DataType.FLOAT);
    }
  }
}
