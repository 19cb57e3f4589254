package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.engine.BackendReport;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.internal.thread.DeepStack;
import dev.deepmatting.spi.TrainerProvider;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingSettings;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/** Offers training through {@link java.util.ServiceLoader}. */
public final class StageTrainerProvider implements TrainerProvider {
  /** Creates the provider for {@link java.util.ServiceLoader}. */
  public StageTrainerProvider() {}

  /** Runs on a thread that is never interrupted, since an interrupt would truncate files. */
  @Override
  public TrainingResult train(TrainingSettings settings) {
    BackendReport.require();
    AtomicBoolean stop = new AtomicBoolean();
    FutureTask<TrainingResult> run = new FutureTask<>(() -> run(settings, stop));
    DeepStack.daemon(run, "matting-training").start();
    return await(run, stop);
  }

  private static TrainingResult run(TrainingSettings settings, AtomicBoolean stop) {
    try (RunFolder folder = RunFolder.open(settings.output())) {
      return new TrainingRun(settings, folder, stop::get).run();
    }
  }

  private static TrainingResult await(FutureTask<TrainingResult> run, AtomicBoolean stop) {
    while (true) {
      try {
        return run.get();
      } catch (InterruptedException e) {
        stop.set(true);
      } catch (ExecutionException e) {
        throw unchecked(Objects.requireNonNull(e.getCause()));
      } finally {
        if (run.isDone() && stop.get()) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Returns the exception of a run's task, for rethrowing. */
  static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof RuntimeException known) {
      return known;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new MattingException("training failed: " + cause, cause);
  }
}
