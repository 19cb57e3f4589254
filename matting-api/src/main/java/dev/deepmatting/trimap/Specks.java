package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;

/** Small pieces and small holes of a mask, which are as often noise as they are real. */
final class Specks {
  /** Pieces and holes below this share of the largest piece of the object are small. */
  private static final double SMALL = 0.01;

  private static final float UNSURE = 0.5f;
  private static final float SURE = 0.95f;

  private Specks() {}

  /** Makes them neither object nor background. */
  static void soften(float[] mask, int width) {
    boolean[] object = new boolean[mask.length];
    boolean[] rest = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      object[i] = mask[i] >= UNSURE;
      rest[i] = !object[i];
    }
    Components pieces = Components.of(object, width);
    Components holes = Components.of(rest, width);
    double small = SMALL * pieces.largest();
    for (int i = 0; i < mask.length; i++) {
      int size = object[i] ? pieces.sizeOf(pieces.labelOf(i)) : holes.sizeOf(holes.labelOf(i));
      if (size < small) {
        mask[i] = UNSURE;
      }
    }
  }

  /** Where a mask is sure of the object, but for small pieces. */
  static boolean[] sure(AlphaMatte mask) {
    float[] values = mask.toFloatArray();
    boolean[] object = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      object[i] = values[i] >= SURE;
    }
    Components pieces = Components.of(object, mask.width());
    double small = SMALL * pieces.largest();
    for (int i = 0; i < object.length; i++) {
      object[i] = object[i] && pieces.sizeOf(pieces.labelOf(i)) >= small;
    }
    return object;
  }
}
