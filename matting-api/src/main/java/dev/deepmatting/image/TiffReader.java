package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a TIFF picture strip by strip or tile by tile, one row at a time. Java's own reader
 * refuses some common variants, and misreads the colours of others.
 */
final class TiffReader {
  private final TiffLayout layout;
  private final TiffDirectory.Source source;
  private final TiffColours colours;

  private TiffReader(TiffLayout layout, TiffDirectory.Source source, TiffColours colours) {
    this.layout = layout;
    this.source = source;
    this.colours = colours;
  }

  /**
   * Decodes a picture whose size was already checked against the limit.
   *
   * @param source the file's bytes
   * @param profile of inks; null to convert them by the formula
   * @return gray or RGB of 8 or 16 bits, with opacity if there is any; not rotated
   */
  static BufferedImage read(
      TiffLayout layout, TiffDirectory.Source source, byte @Nullable [] profile)
      throws IOException {
    return new TiffReader(layout, source, new TiffColours(layout, profile)).read();
  }

  private BufferedImage read() throws IOException {
    BufferedImage image =
        PlainImage.blank(
            layout.width, layout.height, colours.isGray(), layout.alpha, colours.maximum());
    for (int down = 0; down < layout.tilesDown(); down++) {
      for (int across = 0; across < layout.tilesAcross(); across++) {
        read(across, down, image.getRaster());
      }
    }
    return layout.premultiplied ? premultiplied(image) : image;
  }

  private static BufferedImage premultiplied(BufferedImage image) {
    return new BufferedImage(PlainImage.premultipliedModel(image), image.getRaster(), true, null);
  }

  private void read(int across, int down, WritableRaster raster) throws IOException {
    int x = across * layout.tileWidth;
    int y = down * layout.tileHeight;
    int count = Math.min(layout.tileWidth, layout.width - x);
    int rows = Math.min(layout.tileHeight, layout.height - y);
    List<TiffRows> planes = planes(down * layout.tilesAcross() + across, rows);
    try {
      int[] plane = new int[layout.tileWidth * layout.bands()];
      int[] samples = planes.size() == 1 ? plane : new int[layout.tileWidth * layout.samples];
      int[] target = new int[count * colours.bands()];
      for (int row = 0; row < rows; row++) {
        next(planes, plane, samples);
        colours.convert(samples, count, target);
        raster.setPixels(x, y + row, count, 1, target);
      }
    } finally {
      for (TiffRows each : planes) {
        each.close();
      }
    }
  }

  private void next(List<TiffRows> planes, int[] plane, int[] samples) throws IOException {
    for (int band = 0; band < planes.size(); band++) {
      planes.get(band).next(plane);
      for (int i = 0; planes.size() > 1 && i < plane.length; i++) {
        samples[i * planes.size() + band] = plane[i];
      }
    }
  }

  private List<TiffRows> planes(int piece, int rows) throws IOException {
    List<TiffRows> planes = new ArrayList<>();
    int pieces = layout.tilesAcross() * layout.tilesDown();
    for (int plane = 0; plane < (layout.separate ? layout.samples : 1); plane++) {
      planes.add(rows(plane * pieces + piece, rows));
    }
    return planes;
  }

  private TiffRows rows(int piece, int rows) throws IOException {
    long offset = layout.offsets[piece];
    if (offset <= 0) {
      throw new IIOException("TIFF has a strip or tile at " + offset + ", outside the file");
    }
    TiffBytes stored = new TiffBytes(source, offset, bytes(piece), layout.reversed && !isJpeg());
    if (isJpeg()) {
      return TiffJpeg.of(layout, stored, rows);
    }
    var bytes = TiffBytes.decompressed(layout, stored);
    return layout.isSubsampled()
        ? new TiffRows.Subsampled(layout, bytes)
        : new TiffRows.Packed(layout, bytes);
  }

  private boolean isJpeg() {
    return layout.compression == TiffLayout.JPEG;
  }

  /** Returns the length; older programs omit it or write zero. */
  private long bytes(int piece) {
    long declared = piece < layout.counts.length ? layout.counts[piece] : 0;
    return declared > 0 ? declared : Long.MAX_VALUE;
  }
}
