package dev.deepmatting.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shares the rows of a picture among threads, in bands that do not depend on how many there are.
 */
final class Bands {
  private final int height;
  private final int bands;
  private final Work work;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Bands(int height, int bands, Work work) {
    this.height = height;
    this.bands = bands;
    this.work = work;
  }

  /** What is done with the rows of a band. */
  @FunctionalInterface
  interface Work {
    void run(int from, int to);
  }

  /** Works on all rows and returns when they are done. */
  static void run(int height, int bandHeight, int threads, Work work) {
    int bands = (height + bandHeight - 1) / bandHeight;
    new Bands(height, bands, work).run(Math.min(threads, bands));
  }

  private void run(int threads) {
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      Thread helper = new Thread(this::takeTurns, "matting-bands-" + i);
      helper.setDaemon(true);
      helper.start();
      helpers.add(helper);
    }
    takeTurns();
    helpers.forEach(Bands::join);
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown;
    }
  }

  private void takeTurns() {
    try {
      for (int band = next.getAndIncrement(); band < bands; band = next.getAndIncrement()) {
        work.run(border(band), border(band + 1));
      }
    } catch (RuntimeException | Error e) {
      next.set(bands);
      failure.compareAndSet(null, e);
    }
  }

  private int border(int band) {
    return (int) ((long) height * band / bands);
  }

  /** Bands take milliseconds: an interrupt is kept for the caller. */
  private static void join(Thread helper) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        helper.join();
        ended = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
