package dev.deepmatting.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a strip or tile that is a JPEG picture; the directory can hold common tables (TIFF's
 * technical note 2). Its samples are read without colour conversion.
 */
final class TiffJpeg implements TiffRows {
  private static final int TABLES = 347;
  private static final int MOST_TABLE_BYTES = 1 << 20;

  /** Start and end of a picture are markers of two bytes. */
  private static final int MARKER_BYTES = 2;

  private final Raster pixels;
  private final int width;
  private int row;

  private TiffJpeg(Raster pixels, int width) {
    this.pixels = pixels;
    this.width = width;
  }

  static TiffJpeg of(TiffLayout layout, TiffBytes stored, int rows) throws IOException {
    byte[] tables = layout.directory().bytes(TABLES, MOST_TABLE_BYTES);
    byte[] picture = stored.readAllBytes();
    return new TiffJpeg(
        decode(joined(tables, picture), layout.tileWidth, layout.tileHeight, rows, layout.bands()),
        layout.tileWidth);
  }

  /** Joins the tables without their end and the picture without its start. */
  private static byte[] joined(byte @Nullable [] tables, byte[] picture) {
    if (tables == null || tables.length <= 2 * MARKER_BYTES || picture.length < MARKER_BYTES) {
      return picture;
    }
    int first = tables.length - MARKER_BYTES;
    byte[] whole = new byte[first + picture.length - MARKER_BYTES];
    System.arraycopy(tables, 0, whole, 0, first);
    System.arraycopy(picture, MARKER_BYTES, whole, first, picture.length - MARKER_BYTES);
    return whole;
  }

  private static Raster decode(byte[] jpeg, int width, int height, int rows, int bands)
      throws IOException {
    try (ImageInputStream bytes = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg));
        ImageInputStream plain = JpegStream.of(bytes).stream()) {
      Optional<ImageReaderSpi> found = ImageReaders.find(plain);
      if (found.isEmpty() || !ImageReaders.reads(found.get(), "jpeg")) {
        throw new IIOException("TIFF has a strip or tile that is not a JPEG picture");
      }
      ImageReader reader = found.get().createReaderInstance();
      try {
        reader.setInput(plain, false, true);
        requireSize(reader, width, height, rows);
        Raster raster = ImageLoader.whole(reader, each -> each.readRaster(0, null));
        if (raster.getNumBands() != bands) {
          throw new IIOException(
              "TIFF has JPEG of " + raster.getNumBands() + " samples in a pixel, wanted " + bands);
        }
        return raster;
      } finally {
        reader.dispose();
      }
    }
  }

  private static void requireSize(ImageReader reader, int width, int height, int rows)
      throws IOException {
    int itsWidth = reader.getWidth(0);
    int itsHeight = reader.getHeight(0);
    if (itsWidth != width || itsHeight < rows || itsHeight > height) {
      throw new IIOException(
          String.format(
              Locale.ROOT,
              "TIFF has JPEG of %dx%d pixels in a strip or tile of %dx%d",
              itsWidth,
              itsHeight,
              width,
              height));
    }
  }

  @Override
  public void next(int[] samples) {
    pixels.getPixels(0, row, width, 1, samples);
    row++;
  }

  @Override
  public void close() {}
}
