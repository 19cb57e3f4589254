package dev.deepmatting;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.file.AtomicFile;
import java.nio.file.Path;

/**
 * The files that this library writes: what a program asks before a long run, and what it does when
 * it must end at once. Each file is written beside its place under a temporary name and then moved,
 * so that it is complete or not there at all. The methods may be called by several threads at once.
 *
 * @since 0.1
 */
public final class OutputFiles {
  private OutputFiles() {}

  /**
   * Refuses a file that cannot be written, so that a program can ask before the work is done.
   * Nothing is created; a file that exists and can be replaced is welcome.
   *
   * @param file where to write
   * @throws InvalidInputException if it is a folder, a device, a pipe or a link that leads nowhere,
   *     or lies in no folder that exists
   */
  public static void requireTarget(Path file) {
    AtomicFile.requireTarget(file);
  }

  /**
   * Deletes the temporary files of all writes that go on in this process, for a program that ends
   * without waiting for them: in a shutdown hook, for example. The library adds no such hook
   * itself, since other hooks may still finish their files.
   */
  public static void deleteUnfinished() {
    AtomicFile.deleteUnfinished();
  }
}
