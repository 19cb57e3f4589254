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
 * Incomplete files of killed processes. The writer of a temporary file keeps its lock, which the
 * system drops when the process ends: a file that can be locked is a leftover.
 */
final class Leftovers {
  private static final Pattern NAME =
      Pattern.compile("[.][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[.]tmp");

  /** Limits the memory of a server that writes to any number of folders. */
  private static final int MOST_FOLDERS = 1000;

  private static final Set<Path> SEEN = ConcurrentHashMap.newKeySet();

  private Leftovers() {}

  /**
   * Creates a temporary file and locks it as long as it is open. On a system without locks, no file
   * counts as a leftover.
   */
  static FileChannel create(Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      lock(channel);
      // Another process can have deleted it before it was locked.
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
   * Deletes leftovers in a folder that this process has not checked yet, as far as possible.
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
      // A folder that cannot be listed can still be writable.
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
      // It belongs to another user, or is gone.
      return;
    }
  }
}
