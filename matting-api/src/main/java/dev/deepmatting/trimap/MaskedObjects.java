package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.pixel.Components;
import dev.deepmatting.internal.pixel.DistanceTransform;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a mask to keep: all, the largest, or the one at a point; without those in
 * excluded rectangles. An object is a piece of pixels of at least 0.5 that share a side or a
 * corner. Immutable and safe to share between threads.
 *
 * @since 0.1
 */
public final class MaskedObjects {
  private static final MaskedObjects ALL = new MaskedObjects(false, null, List.of());
  private static final MaskedObjects LARGEST = new MaskedObjects(true, null, List.of());

  private final boolean onlyLargest;
  private final Optional<Point> point;
  private final List<Rectangle> excluded;

  private MaskedObjects(boolean onlyLargest, @Nullable Point point, List<Rectangle> excluded) {
    this.onlyLargest = onlyLargest;
    this.point = Optional.ofNullable(point);
    this.excluded = List.copyOf(excluded);
  }

  /**
   * Keeps all objects.
   *
   * @return the choice
   */
  public static MaskedObjects all() {
    return ALL;
  }

  /**
   * Keeps the largest object; among equally large ones the first by rows.
   *
   * @return the choice
   */
  public static MaskedObjects largest() {
    return LARGEST;
  }

  /**
   * Keeps the object at a point.
   *
   * @param x column, from 0
   * @param y row, from 0
   * @return the choice
   * @throws InvalidInputException if a coordinate is negative
   */
  public static MaskedObjects at(int x, int y) {
    Ranges.atLeast("x", x, 0);
    Ranges.atLeast("y", y, 0);
    return new MaskedObjects(false, new Point(x, y), List.of());
  }

  /**
   * Returns the same choice from a mask that is 0 in a rectangle, and in those excluded before.
   * What a rectangle cuts in two counts as two objects.
   *
   * @param x its first column, from 0
   * @param y its first row, from 0
   * @param width its columns, at least 1; those outside a picture do not count
   * @param height its rows, at least 1; those outside a picture do not count
   * @return the choice
   * @throws InvalidInputException if x or y is negative, or width or height below 1
   */
  public MaskedObjects excluding(int x, int y, int width, int height) {
    Ranges.atLeast("x", x, 0);
    Ranges.atLeast("y", y, 0);
    Ranges.atLeast("width", width, 1);
    Ranges.atLeast("height", height, 1);
    List<Rectangle> more = new ArrayList<>(excluded);
    more.add(new Rectangle(x, y, width, height));
    return new MaskedObjects(onlyLargest, point.orElse(null), more);
  }

  /**
   * Keeps the chosen objects of a mask. Soft pixels stay if the nearest object is a chosen one.
   *
   * @param mask a mask
   * @return the mask, 0 wherever an object was not chosen; the same mask if all were
   * @throws InvalidInputException if no object is at the point, or the point is outside; the
   *     message names the nearest pixel of one
   */
  public AlphaMatte pick(AlphaMatte mask) {
    Objects.requireNonNull(mask, "mask");
    point.ifPresent(at -> requireInside(at, mask));
    float[] values = mask.toFloatArray();
    boolean cleared = clearExcluded(values, mask.width(), mask.height());
    boolean kept = keepChosen(values, mask.width());
    return cleared || kept ? AlphaMatte.of(mask.width(), mask.height(), values) : mask;
  }

  private static void requireInside(Point at, AlphaMatte mask) {
    if (at.x >= mask.width() || at.y >= mask.height()) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "the point is %d,%d, wanted one inside the picture of %dx%d",
              at.x,
              at.y,
              mask.width(),
              mask.height()));
    }
  }

  private boolean clearExcluded(float[] values, int width, int height) {
    Rectangle picture = new Rectangle(width, height);
    for (Rectangle each : excluded) {
      Rectangle inside = each.intersection(picture);
      for (int y = inside.y; y < inside.y + inside.height; y++) {
        for (int x = inside.x; x < inside.x + inside.width; x++) {
          values[y * width + x] = 0;
        }
      }
    }
    return !excluded.isEmpty();
  }

  private boolean keepChosen(float[] values, int width) {
    if (!onlyLargest && point.isEmpty()) {
      return false;
    }
    boolean[] object = ObjectMask.of(values);
    Components.Labels objects = Components.labels(object, width, true);
    int chosen = point.isPresent() ? labelAt(point.get(), objects, object, width) : first(objects);
    if (objects.count() < 2) {
      return false;
    }
    clearOthers(values, width, objects, chosen);
    return true;
  }

  private static int first(Components.Labels objects) {
    int label = 0;
    while (label < objects.count() && objects.sizeOf(label) < objects.largest()) {
      label++;
    }
    return label;
  }

  private static int labelAt(Point at, Components.Labels objects, boolean[] object, int width) {
    int label = objects.labelOf(at.y * width + at.x);
    if (label < 0) {
      throw new InvalidInputException(
          "the point is "
              + text(at)
              + ", where the mask has no object, wanted one on an object"
              + nearest(at, object, width));
    }
    return label;
  }

  private static String nearest(Point at, boolean[] object, int width) {
    Point best = null;
    for (int i = 0; i < object.length; i++) {
      Point here = new Point(i % width, i / width);
      if (object[i] && (best == null || here.distanceSq(at) < best.distanceSq(at))) {
        best = here;
      }
    }
    return best == null ? "; it has none at all" : ", such as " + text(best);
  }

  private static String text(Point point) {
    return point.x + "," + point.y;
  }

  private static void clearOthers(
      float[] values, int width, Components.Labels objects, int chosen) {
    boolean[] own = new boolean[values.length];
    boolean[] others = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      own[i] = objects.labelOf(i) == chosen;
      others[i] = objects.labelOf(i) >= 0 && !own[i];
    }
    int height = values.length / width;
    double[] toOwn = DistanceTransform.squared(own, width, height);
    double[] toOthers = DistanceTransform.squared(others, width, height);
    for (int i = 0; i < values.length; i++) {
      if (toOwn[i] > toOthers[i]) {
        values[i] = 0;
      }
    }
  }
}
