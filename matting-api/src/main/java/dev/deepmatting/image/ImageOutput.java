package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an encoded picture is written: to a file, or to a stream, for example the answer of a
 * server.
 *
 * <pre>{@code
 * cutOut.writePng(ImageOutput.of(response.getOutputStream()));
 * ImageFiles.write(picture, ImageOutput.of(buffer, "webp"), ImageProperties.none());
 * }</pre>
 *
 * <p>A file is complete or unchanged. A stream gets the bytes as they are encoded; after an error
 * it can have received a part of them. Streams and channels are flushed but not closed, and used by
 * the thread that writes.
 *
 * @since 0.1
 */
public final class ImageOutput {
  private static final String PNG = "png";

  private final String ending;
  private final @Nullable Path file;
  private final @Nullable WritableByteChannel channel;
  private final @Nullable OutputStream stream;

  private ImageOutput(
      String ending,
      @Nullable Path file,
      @Nullable WritableByteChannel channel,
      @Nullable OutputStream stream) {
    this.ending = ending;
    this.file = file;
    this.channel = channel;
    this.stream = stream;
  }

  /**
   * Returns a file as output. It is written under a temporary name in the same folder and then
   * renamed.
   *
   * @param file the file to write, whose extension names the format; an existing file is replaced
   * @return the output
   */
  public static ImageOutput of(Path file) {
    return new ImageOutput(FileFormats.ending(file), file, null, null);
  }

  /**
   * Returns a stream as output, in PNG format.
   *
   * @param stream receives the picture; the caller closes it
   * @return the output, for one picture
   */
  public static ImageOutput of(OutputStream stream) {
    return of(stream, PNG);
  }

  /**
   * Returns a stream as output.
   *
   * @param stream receives the picture; the caller closes it
   * @param format a file name extension such as {@code png}, {@code jpg} or {@code webp}
   * @return the output, for one picture
   */
  public static ImageOutput of(OutputStream stream, String format) {
    Objects.requireNonNull(stream, "stream");
    return new ImageOutput(lower(format), null, Channels.newChannel(stream), stream);
  }

  /**
   * Returns a channel as output.
   *
   * @param channel receives the picture, and blocks; the caller closes it
   * @param format a file name extension such as {@code png}, {@code jpg} or {@code webp}
   * @return the output, for one picture
   */
  public static ImageOutput of(WritableByteChannel channel, String format) {
    return new ImageOutput(lower(format), null, Objects.requireNonNull(channel, "channel"), null);
  }

  private static String lower(String format) {
    return Objects.requireNonNull(format, "format").toLowerCase(Locale.ROOT);
  }

  /** Returns the format: a file name extension in lower case, possibly an unknown one. */
  String ending() {
    return ending;
  }

  /** Rejects a file that cannot be written. */
  void requireTarget() {
    if (file != null) {
      AtomicFile.requireTarget(file);
    }
  }

  /**
   * Writes the content.
   *
   * @throws InvalidInputException if it is a file that cannot be replaced
   * @throws MattingInterruptedException if the thread is interrupted
   */
  void write(Content content) throws IOException {
    if (file != null) {
      AtomicFile.write(file, content::writeTo);
      return;
    }
    try {
      content.writeTo(Objects.requireNonNull(channel, "channel"));
      if (stream != null) {
        stream.flush();
      }
    } catch (IOException e) {
      // Java's image writers hide interrupts.
      if (Thread.currentThread().isInterrupted()) {
        throw new MattingInterruptedException("writing " + name() + " was interrupted", e);
      }
      throw e;
    }
  }

  /** The encoded bytes of a picture. */
  @FunctionalInterface
  interface Content {
    /**
     * Writes all of them.
     *
     * @param target empty, which the caller closes
     */
    void writeTo(WritableByteChannel target) throws IOException;
  }

  /** Returns the name in messages about work: the file's path, or what it is. */
  String name() {
    return file == null ? toString() : file.toString();
  }

  /** {@return what messages begin with: "file cutout.png", or "stream"} */
  @Override
  public String toString() {
    if (file != null) {
      return "file " + file;
    }
    return stream == null ? "channel" : "stream";
  }
}
