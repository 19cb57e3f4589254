package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.internal.file.AtomicFile;
import dev.deepmatting.internal.file.OwnFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a run, locked while in use, so that no two runs write to it. */
final class RunFolder implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final String MODEL = "model.safetensors";
  private static final String CHECKPOINTS = "checkpoints";

  private final Path folder;
  private final FileChannel channel;

  private RunFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Creates and locks a folder.
   *
   * @throws InvalidInputException if it is not a folder, not writable, or in use, or the lock or
   *     the model is no file
   */
  static RunFolder open(Path folder) {
    try {
      Files.createDirectories(folder.resolve(CHECKPOINTS));
      AtomicFile.requireTarget(folder.resolve(MODEL));
      OwnFile.require(folder.resolve(LOCK));
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      try {
        lock(folder, channel);
      } catch (RuntimeException | IOException e) {
        channel.close();
        throw e;
      }
      RunFolder opened = new RunFolder(folder, channel);
      opened.deleteLeftovers(folder);
      opened.deleteLeftovers(folder.resolve(CHECKPOINTS));
      return opened;
    } catch (IOException e) {
      throw new InvalidInputException(
          "output is " + folder + ", wanted a folder that can be written: " + e, e);
    }
  }

  private static void lock(Path folder, FileChannel channel) throws IOException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another run in this JVM has it; treated like one in another JVM.
    }
    if (lock == null) {
      throw new InvalidInputException(
          "output is " + folder + ", which another run is using, wanted another folder");
    }
  }

  /** Deletes incomplete files under temporary names, which a killed run can leave. */
  private void deleteLeftovers(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      List<Path> leftovers =
          files
              .filter(file -> file.getFileName().toString().matches("\\.[0-9a-f-]{36}\\.tmp"))
              .toList();
      for (Path file : leftovers) {
        Files.delete(file);
      }
    }
  }

  Path checkpoints() {
    return folder.resolve(CHECKPOINTS);
  }

  Path model() {
    return folder.resolve(MODEL);
  }

  /** Keeps the lock's file, since another run can be waiting for it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new MattingException("output " + folder + " cannot be unlocked: " + e, e);
    }
  }
}
