package dev.deepmatting.server;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.server.Request;

/**
 * The API keys that requests need, known by their hashes only. Immutable.
 *
 * @param hashes SHA-256 of each key; empty if requests need no key
 */
record Keys(List<byte[]> hashes) {
  private static final int HEX_DIGITS = 64;

  static Keys none() {
    return new Keys(List.of());
  }

  /**
   * Reads a file with the SHA-256 of a key in hexadecimal on each line; {@code #} begins a comment.
   *
   * @throws InvalidInputException if it cannot be read, has no key, or a line is something else
   */
  static Keys read(Path file) {
    List<String> lines;
    try {
      lines =
          Files.readAllLines(file).stream()
              .map(line -> line.split("#", 2)[0].strip())
              .filter(line -> !line.isEmpty())
              .toList();
    } catch (IOException e) {
      throw new InvalidInputException("keys " + file + " cannot be read: " + e, e);
    }
    if (lines.isEmpty() || lines.stream().anyMatch(line -> line.length() != HEX_DIGITS)) {
      throw new InvalidInputException(
          "keys "
              + file
              + " has lines that are no hashes, or none, wanted SHA-256 in 64 hexadecimal digits");
    }
    try {
      return new Keys(lines.stream().map(HexFormat.of()::parseHex).toList());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "keys " + file + " has other characters, wanted hexadecimal digits", e);
    }
  }

  /**
   * Checks a request's {@code X-Api-Key}.
   *
   * @throws Refusal if it is missing or unknown
   */
  void require(Request request) {
    if (hashes.isEmpty()) {
      return;
    }
    String key = request.getHeaders().get("X-Api-Key");
    byte[] hash = hash(key == null ? "" : key);
    boolean known = false;
    for (byte[] each : hashes) {
      // Compares all of them, in the same time whichever fits.
      known |= MessageDigest.isEqual(each, hash);
    }
    if (!known) {
      throw new Refusal(
          Refusal.UNAUTHORIZED,
          "unauthorized",
          "X-Api-Key is missing or unknown, wanted a valid key");
    }
  }

  private static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
