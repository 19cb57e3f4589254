package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;

/** Unknown parts of a trimap that hang together with nothing of the object. */
final class Islands {
  private Islands() {}

  /**
   * Makes islands background: what of a mask is soft or small, and apart from all that is sure.
   * Pixels hang together if they share a side or a corner.
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
    boolean[] notBackground = parts.mask(Trimap.BACKGROUND);
    for (int i = 0; i < values.length; i++) {
      notBackground[i] = !notBackground[i];
    }
    Components components = Components.withCorners(notBackground, parts.width());
    boolean[] anchored = anchored(parts, components, Specks.sure(mask));
    for (int i = 0; i < values.length; i++) {
      if (notBackground[i] && !anchored[components.labelOf(i)]) {
        values[i] = Trimap.BACKGROUND;
      }
    }
    Trimap cleared = Trimap.of(parts.width(), parts.height(), values);
    return cleared.unknownCount() > 0 ? cleared : trimap;
  }

  /** Which components hold foreground, or had some before the band was laid over it. */
  private static boolean[] anchored(ReviewedTrimap parts, Components components, boolean[] sure) {
    boolean[] anchored = new boolean[components.count()];
    for (int i = 0; i < sure.length; i++) {
      int label = components.labelOf(i);
      if (label >= 0 && (sure[i] || parts.isForeground(i))) {
        anchored[label] = true;
      }
    }
    return anchored;
  }
}
