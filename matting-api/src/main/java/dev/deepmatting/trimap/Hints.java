package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;

/** What a user says about an image, at the size at which it is segmented. */
interface Hints {
  /** The hints for a copy of the image of this size, which is the image's own or smaller. */
  Trimap at(int width, int height, RgbImage image);
}
