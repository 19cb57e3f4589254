package dev.deepmatting.cli;

import dev.deepmatting.OutputFiles;
import java.util.function.Supplier;

/** Deletes partially written files when the JVM is asked to end, for example by Ctrl-C. */
final class UnfinishedFiles {
  private UnfinishedFiles() {}

  static <T> T deletedOnExit(Supplier<T> work) {
    Thread hook = new Thread(OutputFiles::deleteUnfinished, "matting-unfinished");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook runs.
      return;
    }
  }
}
