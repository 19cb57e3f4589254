package dev.deepmatting.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Half files of processes that were killed. Whoever writes a file under a temporary name holds its
 * lock, which the system drops when the process ends: one that can be locked is a leftover.
 */
final class Leftovers {
  private static final Pattern NAME =
      Pattern.compile("[.][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[.]tmp");

  /** A server may write into any number of folders. */
  private static final int MOST_FOLDERS = 1000;

  private static final Set<Path> SEEN = ConcurrentHashMap.newKeySet();

  private Leftovers() {}

  /**
   * Creates a temporary file and holds it as long as it is open. Where the system has no locks
   * nobody takes it for a leftover either.
   */
  static FileChannel create(Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      lock(channel);
      // Another process may have seen it before it was held.
      if (Files.exists(file)) {
        return channel;
      }
      channel.close();
    }
  }

  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Deletes leftovers in a folder that this process has not looked at yet. What cannot be deleted
   * stays.
   *
   * @param own files that this process is writing; opening and closing them would drop their locks
   */
  static void deleteOnce(Path folder, Set<Path> own) {
    if (SEEN.size() >= MOST_FOLDERS) {
      SEEN.clear();
    }
    if (SEEN.add(folder)) {
      delete(folder, own);
    }
  }

  static void delete(Path folder, Set<Path> own) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : files) {
        boolean named = NAME.matcher(String.valueOf(file.getFileName())).matches();
        if (named && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !own.contains(file)) {
          deleteUnheld(file);
        }
      }
    } catch (IOException | RuntimeException e) {
      // A folder that cannot be listed can be written to nevertheless.
      return;
    }
  }

  private static void deleteUnheld(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (lock(channel)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It belongs to somebody else, or is gone.
      return;
    }
  }
}
