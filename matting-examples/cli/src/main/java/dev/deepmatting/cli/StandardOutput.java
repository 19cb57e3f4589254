package dev.deepmatting.cli;

import java.io.IOException;

/** Standard output, whose stream hides its errors, such as a full disk or a closed pipe. */
final class StandardOutput {
  private StandardOutput() {}

  /** Checks that everything was written. */
  static void requireWritten() throws IOException {
    if (System.out.checkError()) {
      throw new IOException("standard output could not be written to the end");
    }
  }
}
