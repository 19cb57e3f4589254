package dev.deepmatting.image;

import org.jspecify.annotations.Nullable;

/**
 * What a file declares about its stored pixels. Not to be trusted: the profile can be damaged, or
 * for other colours than those of the pixels.
 *
 * @param profile the bytes of an ICC profile, or null
 * @param orientation as in EXIF and TIFF, 1 to 8
 * @param resolution dots per inch along stored rows and columns, or null
 */
@SuppressWarnings("ArrayRecordComponent")
record Declared(byte @Nullable [] profile, int orientation, @Nullable Resolution resolution) {
  static final Declared NOTHING = new Declared(null, Orientation.UPRIGHT, null);

  /** The properties of the pixels once they are read: upright, and in sRGB. */
  ImageProperties properties() {
    Resolution upright =
        resolution != null && Orientation.isTurned(orientation) ? resolution.turned() : resolution;
    return ImageProperties.found(profile, upright).ofConvertedPixels();
  }
}
