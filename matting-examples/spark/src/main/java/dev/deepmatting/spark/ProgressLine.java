package dev.deepmatting.spark;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Prints every few seconds how far a run is, until it is closed. */
final class ProgressLine implements AutoCloseable {
  private static final long SECONDS = 5;
  private static final double NANOS = 1e9;

  private final PrintWriter out;
  private final Counters counters;
  private final long total;
  private final long start = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "matting-progress");
            thread.setDaemon(true);
            return thread;
          });

  ProgressLine(PrintWriter out, Counters counters, long total) {
    this.out = out;
    this.counters = counters;
    this.total = total;
    timer.scheduleAtFixedRate(this::print, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  private void print() {
    out.println(text(seconds()));
    out.flush();
  }

  double seconds() {
    return (System.nanoTime() - start) / NANOS;
  }

  /** Finished tasks count: a picture appears when its task ends. */
  String text(double seconds) {
    long pictures = counters.pictures();
    long made = counters.done().value();
    String left =
        made == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; %.1f a second, %.0f min left",
                made / seconds,
                (total - pictures) * seconds / made / 60);
    return String.format(
        Locale.ROOT,
        "%d of %d pictures, %d skipped, %d failed%s",
        pictures,
        total,
        counters.skipped().value(),
        counters.failed().value(),
        left);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
