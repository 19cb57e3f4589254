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
 * The bytes that have come so far, and beside them the version that they are of. What the disk
 * refuses is a {@link DownloadException} here, so that only the network's errors are tried again.
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

  /** How many bytes can be kept: none if it is not known of which version they are. */
  long length() {
    return onDisk(
        () ->
            Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && version().isPresent()
                ? Files.size(path)
                : 0L);
  }

  /** The version of the bytes, empty if the server told none. */
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

  /** Starts over: empties the file before the new version is noted, never the other way round. */
  Writer begin(Optional<Download.Validator> newVersion) {
    Writer writer = append(0);
    deleteVersion();
    newVersion.ifPresent(
        noted ->
            onDisk(() -> Files.writeString(version, noted.value(), StandardCharsets.ISO_8859_1)));
    return writer;
  }

  /** Goes on at a length; what lies behind it is cut off. */
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

  /** Something without a result that the disk may refuse. */
  private interface DiskWork {
    void run() throws IOException;
  }

  /** Something that the disk may refuse. */
  private interface DiskAction<T> {
    T run() throws IOException;
  }

  /** Writes at the end. Not a channel, which an interrupt would close in the middle of a write. */
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
