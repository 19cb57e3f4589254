package dev.deepmatting.spark;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.ImageInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of content. */
final class Hashes {
  private Hashes() {}

  static String sha256(ImageInput content) {
    try (InputStream in = content.open();
        DigestOutputStream out =
            new DigestOutputStream(
                OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(out);
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new MattingException(content + " cannot be read: " + e, e);
    }
  }
}
