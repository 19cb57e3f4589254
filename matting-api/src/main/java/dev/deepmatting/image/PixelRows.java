package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Calls;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Reads any BufferedImage row by row, long rows in pieces, as red, green, blue, alpha; not
 * premultiplied.
 *
 * <p>Gray and sRGB samples come straight from the raster: Java takes its gray colour space to be
 * linear, and a conversion would change the values. Palettes and foreign colour spaces go through
 * the colour model, to 8 bits.
 */
final class PixelRows {
  static final int CHANNELS = 4;

  /** Bounds the memory for a row: a single row can be as long as the pixel limit. */
  static final int PIECE = 4096;

  private static final int MAX_8 = 255;
  private static final int MAX_16 = 65535;

  private final BufferedImage image;
  private final boolean direct;
  private final boolean gray;
  private final int[] componentMaxima;
  private final int[] buffer;
  private final int maximum;

  private PixelRows(BufferedImage image, boolean samples) {
    ColorModel model = image.getColorModel();
    this.image = image;
    gray = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    boolean plain =
        gray
            || model.getColorSpace().isCS_sRGB()
            || samples && model.getColorSpace().getType() == ColorSpace.TYPE_RGB;
    direct = !(model instanceof IndexColorModel) && plain;
    int[] bits = model.getComponentSize();
    componentMaxima = IntStream.of(bits).map(size -> (1 << size) - 1).toArray();
    maximum = direct && IntStream.of(bits).anyMatch(size -> size > 8) ? MAX_16 : MAX_8;
    int channels = direct ? image.getRaster().getNumBands() : 1;
    buffer = new int[Math.min(image.getWidth(), PIECE) * channels];
  }

  static PixelRows of(BufferedImage image) {
    return of(image, false);
  }

  /** Reads the red, green and blue samples unchanged, in whatever colour space. */
  static PixelRows samplesOf(BufferedImage image) {
    return of(image, true);
  }

  private static PixelRows of(BufferedImage image, boolean samples) {
    int type = image.getRaster().getTransferType();
    boolean unsigned = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
    if (image.getColorModel() instanceof ComponentColorModel && !unsigned) {
      throw new InvalidInputException(
          "image has samples of DataBuffer type " + type + ", wanted unsigned 8 or 16 bits");
    }
    if (IntStream.of(image.getColorModel().getComponentSize()).anyMatch(PixelRows::isOdd)) {
      throw new InvalidInputException(
          "image has samples of "
              + Arrays.toString(image.getColorModel().getComponentSize())
              + " bits, wanted 1 to 16");
    }
    return new PixelRows(image, samples);
  }

  private static boolean isOdd(int bits) {
    return bits < 1 || bits > 16;
  }

  /** The value of full intensity: 255, or 65535 if the source has more than 8 bits. */
  int maximum() {
    return maximum;
  }

  /** Visits every pixel, in row-major order. */
  void forEachPiece(Visitor visitor) {
    int width = image.getWidth();
    int[] rgba = new int[Math.min(width, PIECE) * CHANNELS];
    for (int y = 0; y < image.getHeight(); y++) {
      Calls.requireNotInterrupted("the conversion of an image");
      for (int x = 0; x < width; x += PIECE) {
        int count = Math.min(PIECE, width - x);
        if (direct) {
          readSamples(x, y, count, rgba);
        } else {
          readColours(x, y, count, rgba);
        }
        visitor.visit(x, y, count, rgba);
      }
    }
  }

  private void readSamples(int x, int y, int count, int[] target) {
    int bands = image.getRaster().getNumBands();
    boolean alpha = image.getColorModel().hasAlpha();
    image.getRaster().getPixels(x, y, count, 1, buffer);
    for (int i = 0; i < count; i++) {
      int from = i * bands;
      int to = i * CHANNELS;
      for (int channel = 0; channel < 3; channel++) {
        int band = gray ? 0 : channel;
        target[to + channel] = scale(buffer[from + band], band);
      }
      target[to + 3] = alpha ? scale(buffer[from + bands - 1], bands - 1) : maximum;
      if (alpha && image.isAlphaPremultiplied()) {
        divideByAlpha(target, to);
      }
    }
  }

  private int scale(int sample, int band) {
    int from = componentMaxima[band];
    return from == maximum ? sample : (int) (((long) sample * maximum + from / 2) / from);
  }

  private void divideByAlpha(int[] target, int at) {
    int alpha = target[at + 3];
    for (int channel = 0; channel < 3; channel++) {
      long colour = alpha == 0 ? 0 : ((long) target[at + channel] * maximum + alpha / 2) / alpha;
      target[at + channel] = (int) Math.min(colour, maximum);
    }
  }

  private void readColours(int x, int y, int count, int[] target) {
    image.getRGB(x, y, count, 1, buffer, 0, count);
    for (int i = 0; i < count; i++) {
      int to = i * CHANNELS;
      target[to] = buffer[i] >> 16 & 0xff;
      target[to + 1] = buffer[i] >> 8 & 0xff;
      target[to + 2] = buffer[i] & 0xff;
      target[to + 3] = buffer[i] >>> 24;
    }
  }

  /** Receives the pixels of a row, or of a piece of it. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Called for each piece.
     *
     * @param x column of the first pixel
     * @param y row
     * @param count how many pixels follow
     * @param rgba 4 samples per pixel, from 0 to maximum; valid during the call
     */
    void visit(int x, int y, int count, int[] rgba);
  }
}
