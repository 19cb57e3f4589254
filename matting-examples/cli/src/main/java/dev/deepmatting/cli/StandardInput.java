package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A picture from a pipe, kept in a file as long as it is needed. */
final class StandardInput implements AutoCloseable {
  /** The name of standard input and output on the command line. */
  static final String NAME = "-";

  private final Path file;

  private StandardInput(Path file) {
    this.file = file;
  }

  static StandardInput receive() throws IOException {
    StandardInput input = new StandardInput(Files.createTempFile("matting-", ".input"));
    input.file.toFile().deleteOnExit();
    try (var bytes = Files.newOutputStream(input.file)) {
      System.in.transferTo(bytes);
    } catch (IOException e) {
      input.close();
      throw e;
    }
    if (Files.size(input.file) == 0) {
      input.close();
      throw new InvalidInputException(
          "--image is '-' and standard input is empty, wanted an image file");
    }
    return input;
  }

  Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
