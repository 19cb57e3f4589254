package dev.deepmatting;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.ImageInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies a piece of work by all it depends on, so that a later run can tell whether a result
 * was made by the same work: SHA-256 (FIPS 180-4) over the previous digest and the next part.
 *
 * <pre>{@code
 * String digest =
 *     WorkDigest.of(matting.fingerprint()).and("cut-out").and(image).and(trimap).hex();
 * }</pre>
 *
 * <p>Immutable. The order of the parts counts, and so does whether a part is a text or a file.
 *
 * @param hex 64 hexadecimal digits in lower case
 * @since 0.1
 */
public record WorkDigest(String hex) {
  private static final int BLOCK = 1 << 16;
  private static final byte TEXT = 0;
  private static final byte BYTES = 1;

  /**
   * Begins with a text, such as {@link Matting#fingerprint()}.
   *
   * @param text any text
   * @return the digest
   */
  public static WorkDigest of(String text) {
    return new WorkDigest("").and(text);
  }

  /**
   * Adds a text, such as an option.
   *
   * @param text any text
   * @return a new digest
   */
  public WorkDigest and(String text) {
    MessageDigest digest = next(TEXT);
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return new WorkDigest(HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Adds the content of an input; its name does not count.
   *
   * @param input a file, bytes or a stream, which is opened and read to its end
   * @return a new digest
   * @throws MattingException if it cannot be read
   */
  public WorkDigest and(ImageInput input) {
    MessageDigest digest = next(BYTES);
    byte[] block = new byte[BLOCK];
    try (InputStream stream = input.open()) {
      for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
        digest.update(block, 0, count);
      }
    } catch (IOException e) {
      throw new MattingException(input + " cannot be read: " + e, e);
    }
    return new WorkDigest(HexFormat.of().formatHex(digest.digest()));
  }

  private MessageDigest next(byte kind) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(hex.getBytes(StandardCharsets.US_ASCII));
      digest.update(kind);
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
