package dev.deepmatting.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Ends the JVM half way through a file, as Ctrl-C does. */
final class EndsWhileItWrites {
  private EndsWhileItWrites() {}

  /** Writes into the file that is named. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Runtime.getRuntime().addShutdownHook(new Thread(AtomicFile::deleteUnfinished));
    AtomicFile.write(
        file,
        channel -> {
          AtomicFile.writeFully(channel, ByteBuffer.wrap(new byte[10]));
          System.out.println(file.getParent().toFile().list().length + " file");
          System.exit(0);
        });
  }
}
