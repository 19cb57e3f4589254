package dev.deepmatting.internal.report;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes whole files on a thread that can be interrupted: an interrupt asks a run to stop, but must
 * not cost it its report.
 */
final class Disk {
  private Disk() {}

  /** An action on files. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** Replaces a file; an interrupt is kept for later. */
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

  /** Runs an action on a file; the error names the file. */
  static void attempt(Path file, Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new MattingException("file " + file + " could not be written: " + e, e);
    }
  }
}
