package dev.deepmatting.dl4j.internal.weights;

import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.error.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Random access to a file's bytes. The file is read, not mapped: if it is truncated meanwhile, the
 * result is an error instead of a JVM crash, and the read bytes count as ordinary memory.
 *
 * <p>Not safe to share between threads.
 */
public final class FileBytes implements AutoCloseable {
  /**
   * Bounds the native buffer that the JVM keeps per thread, which is as long as the longest read.
   */
  private static final int LONGEST_READ = 1 << 18;

  private final String origin;
  private final @Nullable FileChannel channel;
  private final @Nullable ByteBuffer memory;
  private final long length;

  private FileBytes(
      String origin, @Nullable FileChannel channel, @Nullable ByteBuffer memory, long length) {
    this.origin = origin;
    this.channel = channel;
    this.memory = memory;
    this.length = length;
  }

  /**
   * Opens a file.
   *
   * @param file a regular file
   * @return the open file, which the caller closes
   * @throws ModelFormatException if it does not exist or cannot be read
   */
  public static FileBytes open(Path file) {
    String origin = "model " + file;
    if (!Files.isRegularFile(file)) {
      String why = Files.exists(file) ? " is not a file" : " does not exist";
      throw new ModelFormatException(origin + why);
    }
    try {
      long length = Files.size(file);
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new FileBytes(origin, channel, null, length);
    } catch (IOException e) {
      throw new ModelFormatException(origin + " cannot be read: " + e, e);
    }
  }

  /**
   * Wraps bytes in memory as a file.
   *
   * @param origin its name in error messages
   * @param content the whole content, which is not copied
   * @return the content
   */
  public static FileBytes of(String origin, byte[] content) {
    return of(origin, ByteBuffer.wrap(content));
  }

  /**
   * Wraps a buffer as a file.
   *
   * @param origin its name in error messages
   * @param content the whole content, from its first byte to its limit, which is not copied
   * @return the content
   */
  public static FileBytes of(String origin, ByteBuffer content) {
    return new FileBytes(origin, null, content, content.limit());
  }

  /**
   * Returns the file's name in error messages.
   *
   * @return text such as {@code model net.pth}
   */
  public String origin() {
    return origin;
  }

  /**
   * Returns the file's length when it was opened.
   *
   * @return bytes
   */
  public long length() {
    return length;
  }

  /**
   * Reads bytes, after checking that the file has them.
   *
   * @param offset the first byte's position
   * @param count how many
   * @return a little-endian buffer of exactly these bytes, which the caller can keep
   * @throws ModelFormatException if the file ends earlier, or can no longer be read
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public ByteBuffer read(long offset, int count) {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new ModelFormatException(
          origin
              + " has "
              + length
              + " bytes, wanted "
              + count
              + " from byte "
              + Long.toUnsignedString(offset));
    }
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    if (memory != null) {
      return bytes.put(memory.slice((int) offset, count)).flip();
    }
    try {
      readFully(Objects.requireNonNull(channel), offset, bytes);
    } catch (ClosedByInterruptException e) {
      throw new MattingInterruptedException("reading " + origin + " was interrupted", e);
    } catch (IOException e) {
      throw new ModelFormatException(origin + " cannot be read: " + e, e);
    }
    return bytes.flip();
  }

  private void readFully(FileChannel from, long offset, ByteBuffer target) throws IOException {
    int count = target.limit();
    while (target.position() < count) {
      int part = Math.min(count - target.position(), LONGEST_READ);
      target.limit(target.position() + part);
      if (from.read(target, offset + target.position()) < 0) {
        throw new ModelFormatException(origin + " was cut short while it was read");
      }
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new ModelFormatException(origin + " cannot be closed: " + e, e);
    }
  }
}
