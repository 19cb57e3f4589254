package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.file.ByteBufferChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An encoded picture to read: a file, bytes in memory such as an upload, or a stream that is opened
 * later. {@link ImageFiles} decodes it, with the same checks for every kind.
 *
 * <pre>{@code
 * ImageInput upload = ImageInput.of(request.getInputStream(), 20_000_000).named("photo.jpg");
 * RgbImage image = ImageFiles.standard().readImage(upload);
 * }</pre>
 *
 * <p>Immutable and safe to share between threads, as long as the bytes or the file do not change.
 *
 * @since 0.1
 */
public final class ImageInput {
  /** The most bytes of a stream without a limit of its own. */
  public static final long MAX_STREAM_BYTES = 1L << 30;

  private static final int BLOCK = 1 << 16;

  private final String name;
  private final @Nullable Path file;
  private final @Nullable ByteBuffer bytes;
  private final @Nullable Opener opener;

  private ImageInput(
      String name, @Nullable Path file, @Nullable ByteBuffer bytes, @Nullable Opener opener) {
    this.name = name;
    this.file = file;
    this.bytes = bytes;
    this.opener = opener;
  }

  /** Opens the stream of an encoded picture, such as an object in a store. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens the stream.
     *
     * @return a new stream, from the start; whoever asked for it closes it
     * @throws IOException if it cannot be opened
     */
    InputStream open() throws IOException;
  }

  /**
   * Returns a file as input. It is opened whenever it is read.
   *
   * @param file an image file; it need not exist yet
   * @return the input
   */
  public static ImageInput of(Path file) {
    return new ImageInput(file.toString(), file, null, null);
  }

  /**
   * Returns bytes as input.
   *
   * @param bytes an encoded picture; not copied, and must not change
   * @return the input
   */
  public static ImageInput of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  /**
   * Returns bytes as input, direct memory too.
   *
   * @param bytes an encoded picture, from the position to the limit; not copied, and must not
   *     change; the buffer's position is unchanged
   * @return the input
   */
  public static ImageInput of(ByteBuffer bytes) {
    return new ImageInput("in memory", null, bytes.slice().asReadOnlyBuffer(), null);
  }

  /**
   * Reads a stream to its end, into memory; see {@link #of(InputStream, long)}.
   *
   * @param stream an encoded picture of at most {@link #MAX_STREAM_BYTES}; the caller closes it
   * @return the input
   * @throws InvalidInputException if the stream has more bytes
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws MattingException if the stream cannot be read
   */
  public static ImageInput of(InputStream stream) {
    return of(stream, MAX_STREAM_BYTES);
  }

  /**
   * Reads a stream to its end, into memory. Nothing goes to disk: the encoded bytes stay in memory
   * as long as the input is in use.
   *
   * @param stream an encoded picture; the caller closes it
   * @param maxBytes the most bytes to accept, 1 to {@link #MAX_STREAM_BYTES}
   * @return the input
   * @throws InvalidInputException if the stream has more bytes, or the limit is out of range
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws MattingException if the stream cannot be read
   */
  public static ImageInput of(InputStream stream, long maxBytes) {
    Objects.requireNonNull(stream, "stream");
    Ranges.require(
        maxBytes >= 1 && maxBytes <= MAX_STREAM_BYTES,
        "maxBytes",
        maxBytes,
        "1 to " + MAX_STREAM_BYTES);
    try {
      return of(allOf(stream, maxBytes)).named("from a stream");
    } catch (ClosedByInterruptException e) {
      throw new MattingInterruptedException("reading a stream was interrupted", e);
    } catch (IOException e) {
      throw new MattingException("stream cannot be read: " + e, e);
    }
  }

  /**
   * Returns a stream that is opened only when the picture is read, for work on more pictures than
   * fit into memory. Each reading opens it again; {@link #loaded()} avoids that.
   *
   * @param name its name in messages, such as an address
   * @param opener opens a stream of at most {@link #MAX_STREAM_BYTES}
   * @return the input
   */
  public static ImageInput of(String name, Opener opener) {
    return new ImageInput(
        Objects.requireNonNull(name, "name"), null, null, Objects.requireNonNull(opener, "opener"));
  }

  /**
   * Reads a stream that is not open yet into memory.
   *
   * @return the input with its bytes; files and bytes are returned as they are
   * @throws InvalidInputException if the stream has more than {@link #MAX_STREAM_BYTES}
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws MattingException if the stream cannot be read
   */
  public ImageInput loaded() {
    if (opener == null) {
      return this;
    }
    try (InputStream stream = opener.open()) {
      return new ImageInput(name, null, allOf(stream, MAX_STREAM_BYTES), null);
    } catch (ClosedByInterruptException e) {
      throw new MattingInterruptedException("reading " + name + " was interrupted", e);
    } catch (IOException e) {
      throw new MattingException(this + " cannot be read: " + e, e);
    }
  }

  private static ByteBuffer allOf(InputStream stream, long maxBytes) throws IOException {
    Collected collected = new Collected();
    byte[] block = new byte[BLOCK];
    for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
      Calls.requireNotInterrupted("reading a stream");
      if (collected.size() + (long) count > maxBytes) {
        throw new InvalidInputException(
            "stream has more than " + maxBytes + " bytes, wanted an image of at most as many");
      }
      collected.write(block, 0, count);
    }
    return collected.buffer();
  }

  /** Hands over its array without a copy. */
  private static final class Collected extends ByteArrayOutputStream {
    ByteBuffer buffer() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /**
   * Returns the same input with another name in messages.
   *
   * @param shown a name such as that of an uploaded file
   * @return the input
   */
  public ImageInput named(String shown) {
    return new ImageInput(Objects.requireNonNull(shown, "name"), file, bytes, opener);
  }

  /** {@return the name in messages: the file's path unless it was given another} */
  public String name() {
    return name;
  }

  /** {@return the file; empty for bytes and streams} */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Returns the length.
   *
   * @return the number of encoded bytes
   * @throws IOException if the file cannot be accessed
   * @throws IllegalStateException if it is a stream that is not {@link #loaded()}
   */
  public long size() throws IOException {
    return file == null ? requireBytes().remaining() : Files.size(file);
  }

  /**
   * Opens the encoded bytes, from the start. Each call returns another stream.
   *
   * @return the stream, unbuffered, which the caller closes
   * @throws IOException if the file cannot be opened
   */
  public InputStream open() throws IOException {
    if (opener != null) {
      return opener.open();
    }
    return file == null ? Channels.newInputStream(channel()) : Files.newInputStream(file);
  }

  /** Opens the encoded bytes; the caller closes the channel. */
  SeekableByteChannel channel() throws IOException {
    return file == null ? new ByteBufferChannel(requireBytes()) : Files.newByteChannel(file);
  }

  private ByteBuffer requireBytes() {
    if (bytes == null) {
      throw new IllegalStateException(this + " is a stream, wanted it loaded");
    }
    return bytes;
  }

  /** Rejects an input without bytes, and what {@link #requireFound()} rejects. */
  void requireReadable() throws IOException {
    requireFound();
    if (size() == 0) {
      throw refusal("is empty");
    }
  }

  /** Rejects a file that does not exist, or cannot be read twice. */
  void requireFound() {
    String fault = file == null ? null : fault(file);
    if (fault != null) {
      throw refusal(fault);
    }
  }

  private InvalidInputException refusal(String fault) {
    return new InvalidInputException(
        this + " " + fault + ", wanted an image" + (file == null ? "" : " file"));
  }

  private static @Nullable String fault(Path file) {
    if (!Files.exists(file)) {
      return "does not exist";
    }
    if (Files.isDirectory(file)) {
      return "is a directory";
    }
    if (!Files.isReadable(file)) {
      return "is not readable";
    }
    return Files.isRegularFile(file) ? null : "is a pipe or a device, which cannot be read twice";
  }

  /**
   * Compares the names and the sources: paths, and the identity of bytes and openers, whose content
   * is not compared.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof ImageInput that
        && name.equals(that.name)
        && Objects.equals(file, that.file)
        && bytes == that.bytes
        && opener == that.opener;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, file);
  }

  /** {@return the kind and the name, as messages begin: "file photo.jpg" or "image photo.jpg"} */
  @Override
  public String toString() {
    return (file == null ? "image " : "file ") + name;
  }
}
