package dev.deepmatting.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a command line with pipes did.
 *
 * @param run its exit code and messages
 * @param bytes what it wrote to standard output
 */
record PipedRun(Run run, byte[] bytes) {
  static PipedRun matting(byte[] input, Object... args) throws IOException {
    InputStream in = System.in;
    PrintStream out = System.out;
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(bytes, true)) {
      System.setIn(new ByteArrayInputStream(input));
      System.setOut(printed);
      Run run = Run.matting(args);
      return new PipedRun(run, bytes.toByteArray());
    } finally {
      System.setIn(in);
      System.setOut(out);
    }
  }
}
