package dev.deepmatting.internal.report;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writing whole files on a thread that may be interrupted: an interrupt asks a run to stop, which
 * must not cost it its report.
 */
final class Disk {
  private Disk() {}

  /** Something that touches files. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** Replaces a file; an interrupt is kept for whoever waits for it. */
  static void write(Path file, AtomicFile.Content content) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      AtomicFile.write(file, content);
    } catch (MattingInterruptedException e) {
      interrupted = true;
      Thread.interrupted();
      AtomicFile.write(file, content);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Does something with a file, whose name the error tells. */
  static void attempt(Path file, Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new MattingException("file " + file + " could not be written: " + e, e);
    }
  }
}
