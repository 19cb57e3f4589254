package dev.deepmatting.dl4j.engine;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.PredictionInterruptedException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The one thread that touches an engine's native memory. SameDiff is not safe to share, and each
 * Java thread that calls into OpenMP gets a pool of native threads of its own, so callers queue
 * here in the order in which they come.
 */
final class EngineThread implements AutoCloseable {
  private final ExecutorService executor;

  EngineThread(String name) {
    executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs a task and waits for it. An interrupt ends the wait at once and makes the task's
   * cancellation check true; a task that has not begun is dropped.
   */
  <T> T call(Function<BooleanSupplier, T> task) {
    Cancellation cancellation = new Cancellation();
    Future<T> result;
    try {
      result = executor.submit(() -> task.apply(cancellation));
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the engine is closed; load the model again", e);
    }
    try {
      return result.get();
    } catch (InterruptedException e) {
      cancellation.request();
      result.cancel(false);
      Thread.currentThread().interrupt();
      throw new PredictionInterruptedException("prediction was interrupted", e);
    } catch (ExecutionException e) {
      throw asUnchecked(e.getCause());
    }
  }

  private static RuntimeException asUnchecked(Throwable cause) {
    if (cause instanceof MattingException known) {
      return known;
    }
    if (cause instanceof ListenerFailure failure) {
      return failure.thrown;
    }
    if (cause instanceof OutOfMemoryError) {
      return new EngineException(
          "not enough memory for an image of this size ("
              + cause.getMessage()
              + "); wanted a smaller image or more memory",
          cause);
    }
    return new EngineException("the engine failed: " + cause, cause);
  }

  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Carries an exception of the caller's own listener through the engine unchanged. */
  static final class ListenerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RuntimeException thrown;

    ListenerFailure(RuntimeException thrown) {
      super(thrown);
      this.thrown = thrown;
    }
  }

  private static final class Cancellation implements BooleanSupplier {
    private volatile boolean requested;

    void request() {
      requested = true;
    }

    @Override
    public boolean getAsBoolean() {
      return requested;
    }
  }
}
