package dev.deepmatting.cli;

import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.TrainingStart;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run end with a checkpoint when the JVM is asked to end, for example by Ctrl-C: it
 * interrupts the thread that created it, and the JVM waits until that thread is done. Before the
 * run has started there is nothing to save, and the JVM waits only briefly.
 */
final class GracefulStop implements TrainingListener, AutoCloseable {
  private static final long MILLIS_TO_TELL_AN_ERROR = 2000;
  private static final long MILLIS_BEFORE_THE_START = 2000;

  private final PrintWriter err;
  private final Thread working = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "matting-stop");
  private volatile boolean started;
  private volatile @Nullable Integer exitCode;

  private GracefulStop(PrintWriter err) {
    this.err = err;
  }

  static GracefulStop onShutdown(PrintWriter err) {
    GracefulStop stop = new GracefulStop(err);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  @Override
  public void started(TrainingStart start) {
    started = true;
  }

  private void stop() {
    ErrorReport.print(
        err,
        started ? "stopping after this step, with a checkpoint" : "stopping before the run starts");
    working.interrupt();
    try {
      if (!done.await(MILLIS_BEFORE_THE_START, TimeUnit.MILLISECONDS) && !started) {
        return;
      }
      done.await();
      Integer code = exitCode;
      if (code == null) {
        working.join(MILLIS_TO_TELL_AN_ERROR);
      } else {
        // Otherwise the exit code would report the signal instead of how the run ended.
        Runtime.getRuntime().halt(code);
      }
    } catch (InterruptedException e) {
      // The command ends without its own exit code.
    }
  }

  /** Sets the exit code of the command if a shutdown is in progress. */
  int endWith(int code) {
    exitCode = code;
    return code;
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // A shutdown is in progress, and it ends this program.
    }
  }
}
