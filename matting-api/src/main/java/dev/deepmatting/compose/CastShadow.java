package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Computes the shadow of an object as an opacity for each visible pixel of a canvas.
 *
 * <p>Parts outside the canvas cast a shadow too. Where the photograph ends at the canvas's border,
 * the object is assumed to continue as it ends: a shadow that fades there would reveal the cut.
 * Where the photograph ends inside the canvas, so does the object.
 */
final class CastShadow {
  private static final int NOWHERE = Integer.MIN_VALUE;

  private final Shadow shadow;
  private final PlacedImage object;
  private final Box canvas;

  CastShadow(Shadow shadow, PlacedImage object, Box canvas) {
    this.shadow = shadow;
    this.object = object;
    this.canvas = canvas;
  }

  /** Returns row-major opacities of 0 to 1. */
  float[] opacity(Box view) {
    WideBlur blur = new WideBlur(shadow.sigma());
    Box casting = view.moved(-shadow.x(), -shadow.y());
    Box around = casting.grown(blur.reach());
    if ((long) around.width() * around.height() > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "shadow's sigma is %s on a canvas of %dx%d, wanted less: it needs %dx%d pixels",
              shadow.sigma(),
              canvas.width(),
              canvas.height(),
              around.width(),
              around.height()));
    }
    float[] blurred = blur.apply(continued(around), around.width(), around.height());
    float[] opacity = PlacedImage.Parts.cut(blurred, around, casting);
    for (int i = 0; i < opacity.length; i++) {
      opacity[i] = (float) (Math.min(1, opacity[i]) * shadow.opacity());
    }
    return opacity;
  }

  /** Returns the object's alpha, continued where it is cut off. */
  private float[] continued(Box part) {
    Box frame = object.frame();
    int[] columns =
        nearest(
            part.left(),
            part.width(),
            frame.left(),
            frame.right(),
            frame.left() <= canvas.left(),
            frame.right() >= canvas.right());
    int[] rows =
        nearest(
            part.top(),
            part.height(),
            frame.top(),
            frame.bottom(),
            frame.top() <= canvas.top(),
            frame.bottom() >= canvas.bottom());
    float[] result = new float[part.pixels()];
    int left = least(columns);
    int top = least(rows);
    if (left < Integer.MAX_VALUE && top < Integer.MAX_VALUE) {
      Box seen = new Box(left, top, most(columns) + 1 - left, most(rows) + 1 - top);
      spread(object.opacity(seen), seen, columns, rows, result);
    }
    return result;
  }

  private static void spread(float[] from, Box seen, int[] columns, int[] rows, float[] to) {
    for (int y = 0; y < rows.length; y++) {
      if (rows[y] == NOWHERE) {
        continue;
      }
      int row = (rows[y] - seen.top()) * seen.width() - seen.left();
      for (int x = 0; x < columns.length; x++) {
        to[y * columns.length + x] = columns[x] == NOWHERE ? 0 : from[row + columns[x]];
      }
    }
  }

  /**
   * Returns the source of each position along an axis: itself inside, the nearest one where the
   * object continues, or none.
   */
  private static int[] nearest(
      int start, int count, int first, int end, boolean before, boolean after) {
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      int place = start + i;
      if (place < first) {
        places[i] = before ? first : NOWHERE;
      } else if (place >= end) {
        places[i] = after ? end - 1 : NOWHERE;
      } else {
        places[i] = place;
      }
    }
    return places;
  }

  private static int least(int[] places) {
    return Arrays.stream(places).filter(p -> p != NOWHERE).min().orElse(Integer.MAX_VALUE);
  }

  private static int most(int[] places) {
    return Arrays.stream(places).max().orElse(NOWHERE);
  }
}
