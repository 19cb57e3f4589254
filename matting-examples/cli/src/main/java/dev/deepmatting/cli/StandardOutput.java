package dev.deepmatting.cli;

import java.io.IOException;

/** Standard output, whose stream keeps its errors to itself: a full disk, a closed pipe. */
final class StandardOutput {
  private StandardOutput() {}

  /** Sees that all has gone out. */
  static void requireWritten() throws IOException {
    if (System.out.checkError()) {
      throw new IOException("standard output could not be written to the end");
    }
  }
}
