package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The canvas of a GIF file, and the position of the first frame on it. As in browsers, pixels that
 * no frame covers are transparent, and a frame larger than its canvas enlarges the canvas.
 *
 * @param width of the canvas, frame included
 * @param height of the canvas, frame included
 * @param x the frame's first column
 * @param y the frame's first row
 * @param frames how many there are: 1, or 2 for more than one
 */
record GifScreen(int width, int height, int x, int y, int frames) {
  private static final int SCREEN = 6;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int HAS_TABLE = 0x80;
  private static final int TABLE_SIZE = 7;

  /** Bytes that follow the size: flags, background index, and pixel shape. */
  private static final int REST_OF_SCREEN = 2;

  /**
   * Reads the file's blocks, but no pixels.
   *
   * @param file its position is the same afterwards
   * @return null if the file is damaged before its first frame; the decoder reports that
   */
  static @Nullable GifScreen read(ImageInputStream file) throws IOException {
    long start = file.getStreamPosition();
    GifScreen screen = null;
    try {
      file.seek(start + SCREEN);
      int width = shortValue(file);
      int height = shortValue(file);
      skipTable(file, file.readUnsignedByte(), REST_OF_SCREEN);
      if (!toImage(file)) {
        return null;
      }
      int x = shortValue(file);
      int y = shortValue(file);
      width = Math.max(width, x + shortValue(file));
      height = Math.max(height, y + shortValue(file));
      screen = new GifScreen(width, height, x, y, 1);
      skipTable(file, file.readUnsignedByte(), 0);
      file.readUnsignedByte();
      skipBlocks(file);
      return toImage(file) ? new GifScreen(width, height, x, y, 2) : screen;
    } catch (EOFException e) {
      return screen;
    } finally {
      file.seek(start);
    }
  }

  private static int shortValue(ImageInputStream file) throws IOException {
    return file.readUnsignedByte() | file.readUnsignedByte() << Byte.SIZE;
  }

  private static void skipTable(ImageInputStream file, int flags, int between) throws IOException {
    file.skipBytes(between);
    if ((flags & HAS_TABLE) != 0) {
      file.skipBytes(3 << (flags & TABLE_SIZE) + 1);
    }
  }

  /** Skips extensions; returns whether an image follows. */
  private static boolean toImage(ImageInputStream file) throws IOException {
    int kind = file.readUnsignedByte();
    while (kind == EXTENSION) {
      file.readUnsignedByte();
      skipBlocks(file);
      kind = file.readUnsignedByte();
    }
    return kind == IMAGE;
  }

  private static void skipBlocks(ImageInputStream file) throws IOException {
    int length = file.readUnsignedByte();
    while (length > 0) {
      file.seek(file.getStreamPosition() + length);
      length = file.readUnsignedByte();
    }
  }

  /** Returns the canvas with its frame, or the frame itself if it covers the canvas. */
  BufferedImage canvas(BufferedImage frame) {
    if (frame.getWidth() == width && frame.getHeight() == height) {
      return frame;
    }
    BufferedImage canvas = PlainImage.blank(width, height, false, true, 255);
    PixelRows.of(frame)
        .forEachPiece(
            (left, top, count, rgba) ->
                canvas.getRaster().setPixels(x + left, y + top, count, 1, rgba));
    return canvas;
  }
}
