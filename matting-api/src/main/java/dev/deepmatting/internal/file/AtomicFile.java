package dev.deepmatting.internal.file;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Writes files that are either complete or absent. */
public final class AtomicFile {
  /** Limits the native buffer that the JVM keeps for each thread, as large as its longest write. */
  private static final int LONGEST_WRITE = 1 << 18;

  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  private AtomicFile() {}

  /** The content of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the whole content.
     *
     * @param channel an empty file, open for writing, which the caller closes
     * @throws IOException if it cannot be written
     */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Rejects a file that cannot be written, so that a long run can check before it starts.
   *
   * @param file where to write
   * @throws InvalidInputException if it is a folder, a device, a pipe or a link that leads nowhere,
   *     or its folder does not exist
   */
  public static void requireTarget(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new InvalidInputException("file " + file + " is a directory, wanted a file to write");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "file " + file + " cannot be written, wanted the folder " + folder + " to exist");
    }
    requireReplaceable(file);
  }

  /** Rejects devices and pipes, which moving a file over them would remove. */
  private static void requireReplaceable(Path file) {
    // A folder cannot be replaced by a move: the system refuses that itself.
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw new InvalidInputException(
          "file " + file + " is a device, a pipe or the like, wanted a file that can be replaced");
    }
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      throw new InvalidInputException(
          "file " + file + " is a link that leads nowhere, wanted a file to write");
    }
  }

  /**
   * Writes a file under a temporary name in the same folder, then moves it into place. A process's
   * first write to a folder deletes the leftovers of killed processes.
   *
   * @param file where to write; an older file is replaced
   * @param content what to write
   * @throws InvalidInputException if it is a device, a pipe or a link that leads nowhere
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws IOException if the file cannot be written; an older file is then unchanged, as after
   *     any other error that the content throws
   */
  public static void write(Path file, Content content) throws IOException {
    requireReplaceable(file);
    // Replaces the target of a link, not the link.
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    // Not createTempFile: the file would keep its owner-only access rights.
    Path temporary = target.resolveSibling("." + UUID.randomUUID() + ".tmp");
    UNFINISHED.add(temporary);
    try {
      Leftovers.deleteOnce(Objects.requireNonNull(target.getParent()), UNFINISHED);
      write(temporary, target, content);
    } catch (IOException e) {
      // Java's image writers hide interrupts.
      if (Thread.currentThread().isInterrupted()) {
        throw new MattingInterruptedException("writing " + file + " was interrupted", e);
      }
      throw e;
    } finally {
      Files.deleteIfExists(temporary);
      UNFINISHED.remove(temporary);
    }
  }

  /** Renames the file while it is locked, so that no process mistakes it for a leftover. */
  private static void write(Path temporary, Path target, Content content) throws IOException {
    boolean renamesOpen = target.getFileSystem() == FileSystems.getDefault();
    try (FileChannel channel = Leftovers.create(temporary)) {
      content.writeTo(channel);
      channel.force(true);
      if (renamesOpen) {
        move(temporary, target);
      }
    }
    if (!renamesOpen) {
      move(temporary, target);
    }
  }

  private static void move(Path temporary, Path target) throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Deletes the temporary files of all writes in progress, for a program that ends without waiting
   * for them. It does not happen automatically when the JVM ends, because other hooks might still
   * be finishing their files.
   */
  public static void deleteUnfinished() {
    for (Path file : UNFINISHED) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // Delete the others anyway; no one is listening any more.
        continue;
      }
    }
  }

  /**
   * Writes a whole buffer, however many system calls it takes.
   *
   * @param channel where to write
   * @param bytes what to write, from the position to the limit
   * @throws IOException if it cannot be written
   */
  public static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + LONGEST_WRITE));
      channel.write(bytes);
    }
  }
}
