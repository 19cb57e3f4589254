package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.thread.DeepStack;
import dev.deepmatting.network.ProgressListener;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that calls native code, directly or through threads that it waits for, shared by
 * all engines of a process; an instance is one engine's access to it. SameDiff is not safe to
 * share, and each Java thread that calls native code gets an OpenMP pool and a memory arena, which
 * outlive it. The ops themselves use all cores, so callers lose nothing by queueing here, first
 * come, first served.
 */
public final class EngineThread {
  private static final String NAME = "matting-engine";
  private static final int IDLE_SECONDS = 30;
  private static final ExecutorService EXECUTOR = executor();

  private boolean closed;

  /** Creates access for one owner. */
  public EngineThread() {}

  /** Its thread ends when idle, so that it does not keep a class loader alive. */
  private static ExecutorService executor() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Worker::new);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /**
   * Runs a task and waits for it. An interrupt ends the wait at once and makes the task's
   * cancellation check true; a task that has not begun is dropped.
   *
   * @param <T> the result type
   * @param task receives a check for cancellation
   * @return the task's result
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.EngineException if the task fails
   */
  public <T> T call(Function<BooleanSupplier, T> task) {
    refuseOwnThread();
    Cancellation cancellation = new Cancellation();
    Future<T> result = submit(task, cancellation);
    try {
      return result.get();
    } catch (InterruptedException e) {
      cancellation.request();
      result.cancel(false);
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException("prediction was interrupted", e);
    } catch (ExecutionException e) {
      throw asUnchecked(Objects.requireNonNull(e.getCause()));
    }
  }

  /** Shares a lock with {@link #end}, so that nothing runs after the last task. */
  private synchronized <T> Future<T> submit(
      Function<BooleanSupplier, T> task, Cancellation cancellation) {
    if (closed) {
      throw Calls.closed();
    }
    return EXECUTOR.submit(() -> task.apply(cancellation));
  }

  /** Refuses calls from the engine's own thread, which would wait for themselves forever. */
  private void refuseOwnThread() {
    if (Thread.currentThread() instanceof Worker) {
      throw Calls.inListener("load, close or predict with a Matting");
    }
  }

  /**
   * Waits for running tasks, runs a last task and refuses more; later calls do nothing. An
   * interrupt does not stop it; the interrupt flag stays set.
   *
   * @param last the last task
   */
  public void close(Runnable last) {
    refuseOwnThread();
    @Nullable Future<?> ended = end(last);
    boolean interrupted = false;
    while (ended != null) {
      try {
        ended.get();
        ended = null;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw asUnchecked(Objects.requireNonNull(e.getCause()));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Future<?> end(Runnable last) {
    if (closed) {
      return null;
    }
    closed = true;
    return EXECUTOR.submit(last);
  }

  private static RuntimeException asUnchecked(Throwable cause) {
    if (cause instanceof MattingException known) {
      return known;
    }
    if (cause instanceof ListenerFailure failure) {
      return failure.thrown;
    }
    if (cause instanceof OutOfMemoryError) {
      return notEnoughMemory(cause);
    }
    return new EngineException("the engine failed: " + cause, cause);
  }

  /**
   * Returns the error for a prediction that needs more memory than there is.
   *
   * @param cause from the virtual machine or an allocation
   * @return the exception for the caller
   */
  public static EngineException notEnoughMemory(Throwable cause) {
    return new EngineException(
        "not enough memory ("
            + cause.getMessage()
            + "), wanted a smaller image or network, or more memory",
        cause);
  }

  /**
   * Runs the preparation of a task on the caller's own thread.
   *
   * @param <T> the result type
   * @param preparation the work
   * @return its result
   * @throws EngineException if the heap is too small for it
   */
  static <T> T prepare(Supplier<T> preparation) {
    try {
      return preparation.get();
    } catch (OutOfMemoryError e) {
      throw notEnoughMemory(e);
    }
  }

  /** Notifies a caller's listener from the engine's thread. */
  static void tell(ProgressListener listener, double done) {
    try {
      listener.progress(done);
    } catch (RuntimeException e) {
      throw new ListenerFailure(e);
    }
  }

  /** Carries an exception of the caller's own listener through the engine unchanged. */
  private static final class ListenerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RuntimeException thrown;

    ListenerFailure(RuntimeException thrown) {
      super(thrown);
      this.thrown = thrown;
    }
  }

  /** Identified by its type, since any thread can have any name. */
  private static final class Worker extends Thread {
    Worker(Runnable task) {
      super(null, task, NAME, DeepStack.BYTES);
      setDaemon(true);
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
