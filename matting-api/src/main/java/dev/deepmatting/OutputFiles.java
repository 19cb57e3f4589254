package dev.deepmatting;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.file.AtomicFile;
import java.nio.file.Path;

/**
 * Manages the files that this library writes: checks a target before a long run, and cleans up when
 * a program must end at once. Each file is written under a temporary name in the same folder and
 * then moved, so it is either complete or absent. Safe to call from several threads.
 *
 * @since 0.1
 */
public final class OutputFiles {
  private OutputFiles() {}

  /**
   * Rejects a file that cannot be written, so that a program can check before it does the work.
   * Creates nothing; accepts an existing file that can be replaced.
   *
   * @param file where to write
   * @throws InvalidInputException if it is a folder, a device, a pipe or a broken link, or if its
   *     folder does not exist
   */
  public static void requireTarget(Path file) {
    AtomicFile.requireTarget(file);
  }

  /**
   * Deletes the temporary files of all writes in progress in this process, for a program that ends
   * without waiting for them, for example in a shutdown hook. The library adds no such hook itself,
   * because other hooks might still be finishing their files.
   */
  public static void deleteUnfinished() {
    AtomicFile.deleteUnfinished();
  }
}
