package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.pixel.Components;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Finds and removes unknown parts of a trimap that are not connected to the object. */
final class Islands {
  /** Fainter pixels are invisible and connect nothing. */
  private static final float VISIBLE = 0.1f;

  /** The largest width of a piece's faint rim, in pixels. */
  private static final int RIM = 24;

  private Islands() {}

  /**
   * Turns islands into background: parts of a mask that are soft or small and separate from
   * everything certain. Pixels are connected if they share a side or a corner.
   *
   * @param trimap made of the mask
   * @return the trimap without islands; the same one if it has no foreground, or nothing unknown
   *     but islands
   */
  static Trimap cleared(RgbImage image, Trimap trimap, AlphaMatte mask) {
    if (trimap.foregroundCount() == 0) {
      return trimap;
    }
    ReviewedTrimap parts = ReviewedTrimap.of(image, trimap);
    byte[] values = parts.values();
    boolean[] notBackground = ObjectMask.inverse(parts.mask(Trimap.BACKGROUND));
    Components components = Components.of(notBackground, parts.width(), true);
    BitSet anchored = anchored(parts, components, Specks.sure(mask));
    components.forEachRun(
        (from, end, component) -> {
          if (!anchored.get(component)) {
            Arrays.fill(values, from, end, (byte) Trimap.BACKGROUND);
          }
        });
    Trimap cleared = Trimap.of(parts.width(), parts.height(), values);
    return cleared.unknownCount() > 0 ? cleared : trimap;
  }

  /** Returns which components contain foreground, or did before the band covered it. */
  private static BitSet anchored(ReviewedTrimap parts, Components components, boolean[] sure) {
    BitSet anchored = new BitSet();
    components.forEachRun(
        (from, end, component) -> {
          for (int i = from; i < end && !anchored.get(component); i++) {
            anchored.set(component, sure[i] || parts.isForeground(i));
          }
        });
    return anchored;
  }

  /** Clears the visible parts of a matte that touch no known foreground. */
  static AlphaMatte cleared(AlphaMatte alpha, Trimap trimap) {
    float[] values = alpha.toFloatArray();
    boolean[] visible = ObjectMask.from(values, VISIBLE);
    Components.Labels components = Components.labels(visible, alpha.width(), true);
    boolean[] anchored = new boolean[components.count()];
    byte[] row = new byte[alpha.width()];
    for (int y = 0, at = 0; y < alpha.height(); y++) {
      trimap.readRow(y, row);
      for (int x = 0; x < row.length; x++, at++) {
        if (row[x] == (byte) Trimap.FOREGROUND) {
          int label = components.labelOf(at);
          if (label >= 0) {
            anchored[label] = true;
          }
        }
      }
    }
    int[] removed = new int[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (visible[i] && !anchored[components.labelOf(i)]) {
        values[i] = 0;
        removed[count++] = i;
      }
    }
    clearRims(values, visible, alpha.width(), Arrays.copyOf(removed, count));
    return AlphaMatte.of(alpha.width(), alpha.height(), values);
  }

  /** Clears the faint pixels connected to a removed part. */
  private static void clearRims(float[] values, boolean[] visible, int width, int[] removed) {
    int[] front = removed;
    for (int step = 0; step < RIM && front.length > 0; step++) {
      int[] next = new int[4 * front.length];
      int count = 0;
      for (int at : front) {
        int x = at % width;
        int[] around = {x > 0 ? at - 1 : at, x + 1 < width ? at + 1 : at, at - width, at + width};
        for (int other : around) {
          if (other >= 0 && other < values.length && values[other] > 0 && !visible[other]) {
            values[other] = 0;
            next[count++] = other;
          }
        }
      }
      front = Arrays.copyOf(next, count);
    }
  }

  /** Handles small pieces and small holes of a mask, which are noise as often as they are real. */
  static final class Specks {
    /** Pieces and holes below this share of the largest piece of the object are small. */
    private static final double SMALL = 0.01;

    private static final float SURE = 0.95f;

    private Specks() {}

    /** Makes them neither object nor background. */
    static void soften(float[] mask, int width) {
      boolean[] object = ObjectMask.of(mask);
      Components pieces = Components.of(object, width, false);
      Components holes = Components.of(ObjectMask.inverse(object), width, false);
      double small = SMALL * pieces.sizeOf(pieces.largest());
      for (Components parts : List.of(pieces, holes)) {
        parts.forEachRun(
            (from, end, component) -> {
              if (parts.sizeOf(component) < small) {
                Arrays.fill(mask, from, end, ObjectMask.OBJECT);
              }
            });
      }
    }

    /** Returns where a mask is certain of the object, except for small pieces. */
    static boolean[] sure(AlphaMatte mask) {
      boolean[] sure = ObjectMask.from(mask.toFloatArray(), SURE);
      Components pieces = Components.of(sure, mask.width(), false);
      double small = SMALL * pieces.sizeOf(pieces.largest());
      pieces.forEachRun(
          (from, end, component) ->
              Arrays.fill(sure, from, end, pieces.sizeOf(component) >= small));
      return sure;
    }
  }
}
