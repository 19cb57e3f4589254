package dev.deepmatting.pretrained;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps other threads and processes from fetching the same file at the same time. The lock file is
 * never deleted: deleting it could take it away from another process that waits for it.
 */
final class CacheLock {
  private static final long POLL_MILLIS = 50;

  /**
   * Threads of this process queue here, so only one has the file open: on POSIX systems, a thread
   * that closes its own channel of a file drops the locks of all other threads in the process.
   */
  private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

  private final ReentrantLock turn;
  private final FileChannel channel;

  private CacheLock(ReentrantLock turn, FileChannel channel) {
    this.turn = turn;
    this.channel = channel;
  }

  /** Waits until the lock is free; an interrupt ends the wait. */
  static CacheLock acquire(Path file) throws IOException, InterruptedException {
    Path real = Objects.requireNonNull(file.getParent()).toRealPath().resolve(file.getFileName());
    ReentrantLock turn = IN_PROCESS.computeIfAbsent(real, key -> new ReentrantLock());
    turn.lockInterruptibly();
    FileChannel channel = null;
    try {
      CachedFile.requireOwn(real);
      channel =
          FileChannel.open(
              real, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      while (!isLocked(channel)) {
        Thread.sleep(POLL_MILLIS);
      }
      return new CacheLock(turn, channel);
    } catch (IOException | InterruptedException | RuntimeException e) {
      turn.unlock();
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Locked through another class loader of this process.
      return false;
    }
  }

  /** Releases the lock; nothing is lost if closing fails. */
  void release() {
    try {
      channel.close();
    } catch (IOException e) {
      // The system drops the lock with the file handle.
    } finally {
      turn.unlock();
    }
  }
}
