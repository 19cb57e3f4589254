package dev.deepmatting.internal.file;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Files that a program keeps for itself in a folder that others may write to. */
public final class OwnFile {
  private OwnFile() {}

  /**
   * Refuses what would lead elsewhere, or wait for ever when it is opened.
   *
   * @param file which need not exist
   * @throws InvalidInputException if it is a link, a pipe or anything else but a file
   */
  public static void require(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new InvalidInputException(
          "file " + file + " is a link, a pipe or the like, wanted a file or none");
    }
  }
}
