package dev.deepmatting.data.folder;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** A text file with one item per line: UTF-8, with or without a byte order mark, LF or CRLF. */
final class ListFile {
  /** Ten times the lists of the largest common data set; bounds the memory for untrusted files. */
  static final int MAX_BYTES = 16 << 20;

  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final int QUOTED = 80;

  private ListFile() {}

  /**
   * A line that is not blank.
   *
   * @param file its file
   * @param number its number, from 1
   * @param text its text, without surrounding white space
   */
  record Line(Path file, int number, String text) {
    InvalidInputException error(String reason) {
      return new InvalidInputException(
          String.format(Locale.ROOT, "file %s, line %d: %s", file, number, reason));
    }

    /** Returns the text for a message, shortened if it is long. */
    String quoted() {
      return '\'' + (text.length() > QUOTED ? text.substring(0, QUOTED) + "..." : text) + '\'';
    }
  }

  /**
   * Reads the lines that are not blank.
   *
   * @param what the file lists, for messages
   * @throws InvalidInputException if there is no such file, it is too large or not UTF-8
   */
  static void read(Path file, String what, Consumer<Line> target) {
    String text = text(file, what);
    int number = 0;
    for (int from = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      number++;
      String line = text.substring(from, end).strip();
      if (!line.isEmpty()) {
        target.accept(new Line(file, number, line));
      }
      from = end + 1;
    }
  }

  private static String text(Path file, String what) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "file " + file + " is missing or no file, wanted a list of " + what);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(bytes(file));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "file " + file + " is not UTF-8 text, wanted a list of " + what, e);
    } catch (IOException e) {
      throw new MattingException("file " + file + " cannot be read: " + e, e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new InvalidInputException(
            "file " + file + " is too large for a list, wanted at most " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }
}
