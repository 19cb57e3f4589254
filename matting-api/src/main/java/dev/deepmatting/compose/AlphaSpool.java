package dev.deepmatting.compose;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows of alpha in a temporary file: first all are written, then all are read. Lossless;
 * known foreground and background take almost no space. For one thread at a time.
 */
final class AlphaSpool implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final Inflater inflater = new Inflater();
  private final DeflaterOutputStream output;
  private final ByteBuffer bytes;
  private @Nullable DataInputStream input;

  private AlphaSpool(Path file, FileChannel channel, int width) {
    this.file = file;
    this.channel = channel;
    output = new DeflaterOutputStream(Channels.newOutputStream(channel), deflater, BUFFER);
    bytes = ByteBuffer.allocate(Float.BYTES * width);
  }

  /** Returns a new spool in the folder of a file, which needs space for that file anyway. */
  static AlphaSpool beside(Path file, int width) {
    try {
      Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
      FileChannel channel =
          FileChannel.open(
              target.resolveSibling("." + UUID.randomUUID() + ".tmp"),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      return new AlphaSpool(file, channel, width);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  void write(float[] alpha) {
    bytes.asFloatBuffer().put(alpha, 0, bytes.capacity() / Float.BYTES);
    try {
      output.write(bytes.array());
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Ends writing and begins reading. */
  void rewind() {
    try {
      output.finish();
      channel.position(0);
      input =
          new DataInputStream(
              new InflaterInputStream(Channels.newInputStream(channel), inflater, BUFFER));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  void read(float[] alpha) {
    try {
      Objects.requireNonNull(input, "rewind before reading").readFully(bytes.array());
    } catch (IOException e) {
      throw failure(file, e);
    }
    bytes.asFloatBuffer().get(alpha, 0, bytes.capacity() / Float.BYTES);
  }

  /** Deletes the temporary file. */
  @Override
  public void close() {
    deflater.end();
    inflater.end();
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static MattingException failure(Path file, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return new MattingInterruptedException("writing " + file + " was interrupted", e);
    }
    return new MattingException("file " + file + " could not be written: " + e, e);
  }
}
