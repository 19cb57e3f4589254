package dev.deepmatting.pretrained;

import dev.deepmatting.error.DownloadException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.file.OwnFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A file's location in the cache. A marker next to it records the size, time and hash of the
 * verified file, so hundreds of megabytes are hashed once and not at every start.
 */
final class CachedFile {
  private static final int LONGEST_MARKER = 200;

  private final PretrainedFile file;
  private final Path path;
  private final Path marker;

  CachedFile(Path folder, PretrainedFile file) {
    this.file = file;
    path = folder.toAbsolutePath().normalize().resolve(file.fileName());
    marker = beside(".verified");
  }

  Path path() {
    return path;
  }

  /** Returns a helper file of this one. */
  Path beside(String ending) {
    return path.resolveSibling(file.fileName() + ending);
  }

  boolean exists() {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Returns whether the file exists with the expected hash, which is computed only if the file
   * could be new.
   */
  boolean isVerified() throws InterruptedException {
    if (!exists()) {
      return false;
    }
    try {
      if (isMarked()) {
        return true;
      }
      String hash = Sha256.of(path);
      if (!matches(hash)) {
        return false;
      }
      mark(hash);
      return true;
    } catch (IOException e) {
      throw new DownloadException(
          file.name() + ": cannot read " + path + ": " + Failures.reason(e), e);
    }
  }

  /**
   * Refuses what would lead elsewhere, or wait for ever, in a folder that others may write to.
   *
   * @throws IOException if it is a link, a pipe or the like
   */
  static void requireOwn(Path file) throws IOException {
    try {
      OwnFile.require(file);
    } catch (InvalidInputException e) {
      // As for any other file that cannot be written, the cache's errors say what to do.
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Moves a verified download here in one step. */
  void install(Path part, String hash) {
    try {
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failures.unusableCache(file, path, e);
    }
    mark(hash);
  }

  boolean matches(String hash) {
    return hash.startsWith(file.sha256Prefix());
  }

  private boolean isMarked() throws IOException {
    if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)
        || Files.size(marker) > LONGEST_MARKER) {
      return false;
    }
    String text = new String(Files.readAllBytes(marker), StandardCharsets.ISO_8859_1);
    return matches(text) && text.equals(marker(text.split(" ", 2)[0]));
  }

  /** Records the verified state. A read-only cache works too, only slower. */
  private void mark(String hash) {
    try {
      requireOwn(marker);
      Files.writeString(marker, marker(hash), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // The file is hashed again the next time.
    }
  }

  private String marker(String hash) throws IOException {
    return String.format(
        Locale.ROOT,
        "%s %d %s%n",
        hash,
        Files.size(path),
        Files.getLastModifiedTime(path).toInstant());
  }

  /** Returns instructions to fetch the file by hand. */
  String byHand() {
    return String.format(
        Locale.ROOT,
        "To do it by hand: fetch %s%s, check that its SHA-256 begins with %s, and put it at %s",
        PretrainedFile.Address.shown(file.uri()),
        file.size().isPresent() ? " (" + file.size().getAsLong() + " bytes)" : "",
        file.sha256Prefix(),
        path);
  }

  /** Computes the SHA-256 of files. */
  static final class Sha256 {
    private static final int BLOCK = 1 << 18;

    private Sha256() {}

    /**
     * Reads a whole file.
     *
     * @return 64 hexadecimal digits in lower case
     * @throws InterruptedException soon after the thread was interrupted
     */
    static String of(Path file) throws IOException, InterruptedException {
      MessageDigest digest = digest();
      byte[] block = new byte[BLOCK];
      // Not a channel's stream, which would answer an interrupt with an IOException.
      try (InputStream in = new FileInputStream(file.toFile())) {
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
          if (Thread.interrupted()) {
            throw new InterruptedException("while hashing");
          }
          digest.update(block, 0, read);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JVM has SHA-256", e);
      }
    }
  }
}
