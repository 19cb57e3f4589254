package dev.deepmatting.dl4j.internal.onnxruntime;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.thread.DeepStack;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One call of native code on a thread with a deep stack. A caller that is interrupted, or has
 * waited long enough, leaves at once; the work is asked to stop, and what it still makes is
 * disposed of.
 *
 * @param <T> what the work makes
 */
final class NativeWork<T> {
  private final String what;
  private final Callable<T> work;
  private final Runnable stop;
  private final Consumer<T> dispose;
  private final Runnable end;
  private final CompletableFuture<T> result = new CompletableFuture<>();

  /**
   * Prepares work.
   *
   * @param what the work in messages
   * @param work calls native code
   * @param stop asks it to stop; called by another thread, at most once
   * @param dispose frees what it made for a caller that has left
   * @param end called once when the work has ended, or could not begin, by whichever thread
   */
  NativeWork(String what, Callable<T> work, Runnable stop, Consumer<T> dispose, Runnable end) {
    this.what = what;
    this.work = work;
    this.stop = stop;
    this.dispose = dispose;
    this.end = end;
  }

  /**
   * Runs the work and waits for it.
   *
   * @throws ExecutionException with what the work threw
   */
  T run(Duration limit) throws ExecutionException {
    begin();
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      leave(e);
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException(what + " was interrupted", e);
    } catch (TimeoutException e) {
      leave(e);
      throw new EngineException(
          what + " took longer than " + limit.toMillis() + " ms, wanted less time", e);
    }
  }

  private void begin() {
    try {
      DeepStack.daemon(this::work, "matting-onnxruntime").start();
    } catch (OutOfMemoryError e) {
      end.run();
      throw new EngineException(what + " got no thread, wanted one: " + e.getMessage(), e);
    }
  }

  private void work() {
    try {
      T made = work.call();
      if (!result.complete(made)) {
        dispose.accept(made);
      }
    } catch (Exception | Error e) {
      result.completeExceptionally(e);
    } finally {
      end.run();
    }
  }

  private void leave(Exception why) {
    if (result.completeExceptionally(why)) {
      stop.run();
    } else if (!result.isCompletedExceptionally()) {
      dispose.accept(result.join());
    }
  }
}
