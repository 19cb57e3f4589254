package dev.deepmatting.pretrained;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of files. */
final class Sha256 {
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
