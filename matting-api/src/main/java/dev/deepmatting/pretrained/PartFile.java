package dev.deepmatting.pretrained;

import dev.deepmatting.error.DownloadException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bytes received so far and, in a second file, their version. Disk errors become a {@link
 * DownloadException} here, so that only network errors are retried.
 */
final class PartFile {
  private static final int LONGEST_VERSION = 500;

  private final PretrainedFile file;
  private final Path path;
  private final Path version;

  PartFile(PretrainedFile file, CachedFile cached) {
    this.file = file;
    path = cached.beside(".part");
    version = cached.beside(".part.version");
  }

  Path path() {
    return path;
  }

  /** Returns how many bytes can be kept: 0 if their version is unknown. */
  long length() {
    return onDisk(
        () ->
            Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && version().isPresent()
                ? Files.size(path)
                : 0L);
  }

  /** Returns the version of the bytes, empty if the server sent none. */
  Optional<Download.Validator> version() {
    return onDisk(
        () ->
            Files.isRegularFile(version, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(version) <= LONGEST_VERSION
                ? Download.Validator.parse(
                    new String(Files.readAllBytes(version), StandardCharsets.ISO_8859_1))
                : Optional.empty());
  }

  String hash() throws InterruptedException {
    try {
      return CachedFile.Sha256.of(path);
    } catch (IOException e) {
      throw Failures.unusableCache(file, path, e);
    }
  }

  void delete() {
    onDisk(() -> Files.deleteIfExists(path));
    deleteVersion();
  }

  void deleteVersion() {
    onDisk(() -> Files.deleteIfExists(version));
  }

  /** Starts over: empties the file before recording the new version, never the other way round. */
  Writer begin(Optional<Download.Validator> newVersion) {
    Writer writer = append(0);
    deleteVersion();
    newVersion.ifPresent(
        noted ->
            onDisk(() -> Files.writeString(version, noted.value(), StandardCharsets.ISO_8859_1)));
    return writer;
  }

  /** Continues at a length and truncates anything after it. */
  Writer append(long length) {
    return onDisk(() -> new Writer(length));
  }

  private <T> T onDisk(DiskAction<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw Failures.unusableCache(file, path, e);
    }
  }

  private void doOnDisk(DiskWork work) {
    onDisk(
        () -> {
          work.run();
          return true;
        });
  }

  /** Disk work without a result. */
  private interface DiskWork {
    void run() throws IOException;
  }

  /** Disk work with a result. */
  private interface DiskAction<T> {
    T run() throws IOException;
  }

  /**
   * Appends to the file. Does not use a channel, because an interrupt would close it in the middle
   * of a write.
   */
  final class Writer implements AutoCloseable {
    private final RandomAccessFile out;

    private Writer(long length) throws IOException {
      CachedFile.requireOwn(path);
      out = new RandomAccessFile(path.toFile(), "rw");
      try {
        if (out.length() != length) {
          out.setLength(length);
        }
        out.seek(length);
      } catch (IOException e) {
        out.close();
        throw e;
      }
    }

    void write(ByteBuffer bytes) {
      byte[] block = new byte[bytes.remaining()];
      bytes.get(block);
      doOnDisk(() -> out.write(block));
    }

    /** Waits until the bytes are on the disk. */
    void force() {
      doOnDisk(() -> out.getFD().sync());
    }

    @Override
    public void close() {
      doOnDisk(() -> out.close());
    }
  }
}
