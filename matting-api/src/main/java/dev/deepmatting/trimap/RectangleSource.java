package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** Makes trimaps from a rectangle around the whole object. */
record RectangleSource(int left, int top, int width, int height, Band band)
    implements TrimapSource, ObjectSegmentation.Hints {
  RectangleSource {
    Objects.requireNonNull(band, "band");
    if (width < 1 || height < 1 || left < 0 || top < 0) {
      throw new InvalidInputException(
          text(left, top, width, height) + ", wanted at least 1x1 from x 0, y 0 on");
    }
  }

  @Override
  public Trimap trimap(RgbImage image) {
    if ((long) left + width > image.width() || (long) top + height > image.height()) {
      throw new InvalidInputException(
          "%s, wanted it inside the image of %dx%d"
              .formatted(text(left, top, width, height), image.width(), image.height()));
    }
    ObjectSegmentation segmentation = ObjectSegmentation.of(image, this);
    AlphaMatte mask =
        segmentation
            .mask()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        text(left, top, width, height)
                            + ", in which nothing stands out from its surroundings,"
                            + " wanted a rectangle around an object"));
    return new MaskSource(mask, band).trimap(image);
  }

  /** Pixels that the rectangle touches get no hint. */
  @Override
  public Trimap at(int columns, int rows, RgbImage image) {
    int from = scaled(left, columns, image.width());
    int to = columns - scaled(image.width() - left - width, columns, image.width());
    int first = scaled(top, rows, image.height());
    int end = rows - scaled(image.height() - top - height, rows, image.height());
    byte[] hints = new byte[columns * rows];
    for (int y = first; y < end; y++) {
      Arrays.fill(hints, y * columns + from, y * columns + to, (byte) Trimap.UNKNOWN);
    }
    Trimap trimap = Trimap.of(columns, rows, hints);
    if (trimap.backgroundCount() == 0) {
      throw new InvalidInputException(
          "%s, which leaves too little background around it in the image of %dx%d, wanted at least"
                  .formatted(text(left, top, width, height), image.width(), image.height())
              + " %d columns or %d rows on one side"
                  .formatted(needed(image.width(), columns), needed(image.height(), rows)));
    }
    return trimap;
  }

  /** Returns how many pixels make up one pixel of the segmented copy. */
  private static int needed(int from, int to) {
    return (from + to - 1) / to;
  }

  private static int scaled(int position, int to, int from) {
    return (int) ((long) position * to / from);
  }

  private static String text(int left, int top, int width, int height) {
    return String.format(Locale.ROOT, "rectangle is %dx%d at x %d, y %d", width, height, left, top);
  }

  @Override
  public boolean isRough() {
    return true;
  }
}
