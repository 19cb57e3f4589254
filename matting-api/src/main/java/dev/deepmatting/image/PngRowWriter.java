package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.check.Ranges;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes a PNG file row by row; keeps only two rows in memory. For one thread at a time.
 *
 * @since 0.1
 */
public final class PngRowWriter {
  private final ImageOutput output;
  private final int height;
  private final PngEncoder encoder;
  private int next;

  private PngRowWriter(ImageOutput output, int height, PngEncoder encoder) {
    this.output = output;
    this.height = height;
    this.encoder = encoder;
  }

  /** The samples of a pixel. */
  public enum Layout {
    /** 8-bit gray: one byte per pixel. */
    GRAY_8(PngHeader.GRAY, 8),
    /** 16-bit gray: two bytes per pixel, the high one first. */
    GRAY_16(PngHeader.GRAY, 16),
    /** 8-bit colour: red, green, blue and opacity; not premultiplied. */
    RGBA_8(PngHeader.RGB_ALPHA, 8);

    private final int colourType;
    private final int bitDepth;

    Layout(int colourType, int bitDepth) {
      this.colourType = colourType;
      this.bitDepth = bitDepth;
    }
  }

  /**
   * Writes a file with no properties; see {@link #write(ImageOutput, int, int, Layout,
   * ImageProperties, Consumer)}.
   *
   * @param output where to; an existing file is replaced
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param layout the samples of a pixel
   * @param content writes all rows; its exceptions reach the caller
   * @throws InvalidInputException if a size is wrong, the folder does not exist or the path is a
   *     directory
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws MattingException if writing fails
   * @throws IllegalStateException if the content leaves rows out
   */
  public static void write(
      ImageOutput output, int width, int height, Layout layout, Consumer<PngRowWriter> content) {
    write(output, width, height, layout, ImageProperties.none(), content);
  }

  /**
   * Writes a file or a stream; see {@link ImageOutput}. A reader of the file sees the old one or
   * the new one, and a failure leaves nothing behind.
   *
   * @param output where to; an existing file is replaced
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param layout the samples of a pixel
   * @param properties what the file says about the pixels; a profile for another kind of pixels is
   *     left out
   * @param content writes all rows; its exceptions reach the caller
   * @throws InvalidInputException if a size is wrong, the folder does not exist or the path is a
   *     directory
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws MattingException if writing fails
   * @throws IllegalStateException if the content leaves rows out
   */
  public static void write(
      ImageOutput output,
      int width,
      int height,
      Layout layout,
      ImageProperties properties,
      Consumer<PngRowWriter> content) {
    Objects.requireNonNull(properties, "properties");
    Objects.requireNonNull(content, "content");
    PngHeader header = header(width, height, layout);
    output.requireTarget();
    try {
      output.write(channel -> encode(output, channel, header, properties, content));
    } catch (IOException e) {
      throw failure(output, e);
    }
  }

  private static PngHeader header(int width, int height, Layout layout) {
    Ranges.atLeast("width", width, 1);
    Ranges.atLeast("height", height, 1);
    Ranges.require(
        width <= PngHeader.LONGEST_ROW, "width", width, "at most " + PngHeader.LONGEST_ROW);
    return new PngHeader(width, height, layout.bitDepth, layout.colourType);
  }

  private static void encode(
      ImageOutput output,
      WritableByteChannel channel,
      PngHeader header,
      ImageProperties properties,
      Consumer<PngRowWriter> content)
      throws IOException {
    try (PngEncoder encoder = new PngEncoder(channel, header, properties)) {
      PngRowWriter writer = new PngRowWriter(output, header.height(), encoder);
      content.accept(writer);
      if (writer.next < writer.height) {
        throw new IllegalStateException(
            output + " has " + writer.next + " rows, wanted " + writer.height);
      }
    }
  }

  /**
   * Writes the next row. After the last row the file only has to be renamed, so that little can
   * still fail.
   *
   * @param y its index, in ascending order from 0
   * @param row its bytes, exactly as many as the layout has for the width; copied
   * @throws InvalidInputException if the length is wrong
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws MattingException if writing fails
   * @throws IllegalStateException if another row, or none, is due
   */
  public void writeRow(int y, byte[] row) {
    if (y != next || y == height) {
      throw new IllegalStateException(
          "row is " + y + " of " + height + ", wanted " + next + " next in " + output);
    }
    Checks.length("row", row.length, encoder.bytesPerRow());
    try {
      encoder.write(row);
      next++;
      if (next == height) {
        encoder.finish();
      }
    } catch (ClosedByInterruptException e) {
      throw new MattingInterruptedException("writing " + output.name() + " was interrupted", e);
    } catch (IOException e) {
      throw failure(output, e);
    }
  }

  private static MattingException failure(ImageOutput output, IOException e) {
    return new MattingException(output + " could not be written: " + e, e);
  }
}
