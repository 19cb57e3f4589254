package dev.deepmatting.server;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.TrimapSource;
import java.util.Arrays;
import java.util.List;

/**
 * The region of interest of remove.bg's requests.
 *
 * @param corners left, top, right and bottom
 */
record Region(List<Length> corners) {
  private static final int CORNERS = 4;

  /** Reads four lengths, separated by spaces. */
  static Region parse(String text) {
    List<Length> corners = Arrays.stream(text.split("\\s+")).map(Length::parse).toList();
    if (corners.size() != CORNERS) {
      throw new IllegalArgumentException(text);
    }
    return new Region(corners);
  }

  /** Returns a source whose trimaps are background outside of the region. */
  TrimapSource within(TrimapSource source) {
    return new TrimapSource() {
      @Override
      public Trimap trimap(RgbImage image) {
        return cut(source.trimap(image));
      }

      @Override
      public boolean isRough() {
        return source.isRough();
      }
    };
  }

  private Trimap cut(Trimap trimap) {
    int width = trimap.width();
    int height = trimap.height();
    int left = corners.get(0).of(width);
    int top = corners.get(1).of(height);
    int right = Math.min(width, corners.get(2).of(width));
    int bottom = Math.min(height, corners.get(3).of(height));
    if (left >= right || top >= bottom) {
      throw new InvalidInputException(
          "roi is empty in a picture of %dx%d, wanted x1 y1 x2 y2".formatted(width, height));
    }
    byte[] values = new byte[width * height];
    byte[] row = new byte[width];
    for (int y = top; y < bottom; y++) {
      trimap.readRow(y, row);
      System.arraycopy(row, left, values, y * width + left, right - left);
    }
    return Trimap.of(width, height, values);
  }
}
