package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.error.MattingInterruptedException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A model that loads on a thread of its own while the first pictures are decoded. Safe to share
 * between threads.
 */
final class LoadingModel implements AutoCloseable {
  private final FutureTask<Matting> loading;
  private final Thread thread;

  LoadingModel(Supplier<Matting> model) {
    loading = new FutureTask<>(model::get);
    thread = new Thread(loading, "matting-load");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits for the model.
   *
   * @return the model, the same at each call
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.MattingException if it cannot be loaded
   */
  Matting get() {
    try {
      return loading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException("loading the model was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** Gives up loading, or closes the model. An interrupt does not end it, and its flag stays. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    if (!loading.isDone()) {
      thread.interrupt();
    }
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    try {
      loading.get().close();
    } catch (InterruptedException | ExecutionException e) {
      // It was not loaded, which whoever waited for it was told.
      interrupted |= e instanceof InterruptedException;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
