package dev.deepmatting.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run end with a checkpoint when the JVM is told to end, by Ctrl-C for example: the thread
 * that made it is interrupted, and the JVM stays until it is done.
 */
final class GracefulStop implements AutoCloseable {
  private static final long MILLIS_TO_TELL_AN_ERROR = 2000;

  private final PrintWriter err;
  private final Thread working = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "matting-stop");
  private volatile @Nullable Integer exitCode;

  private GracefulStop(PrintWriter err) {
    this.err = err;
  }

  static GracefulStop onShutdown(PrintWriter err) {
    GracefulStop stop = new GracefulStop(err);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  private void stop() {
    ErrorReport.print(err, "stopping after this step, with a checkpoint");
    working.interrupt();
    try {
      done.await();
      Integer code = exitCode;
      if (code == null) {
        working.join(MILLIS_TO_TELL_AN_ERROR);
      } else {
        // Else the exit code would tell of the signal, and not how the run ended.
        Runtime.getRuntime().halt(code);
      }
    } catch (InterruptedException e) {
      // The command ends without its own exit code.
    }
  }

  /** Tells how the command ends if a shutdown is going on. */
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
      // The shutdown is going on: its end is that of this program.
    }
  }
}
