package dev.deepmatting.compose;

/**
 * In which numbers colours are mixed where a pixel is partly transparent.
 *
 * @since 0.1
 */
public enum BlendSpace {
  /**
   * In amounts of light: samples are turned into linear light, mixed, and turned back, with the
   * transfer curve of IEC 61966-2-1. As lenses mix, so right where alpha is the share of a pixel
   * that the object covers, as in rendered pictures. A matte that was made for sRGB samples comes
   * out too light at edges that are bright on dark, and too thin where they are dark on bright.
   */
  LINEAR,
  /**
   * In samples as they are. So the matting equation is stated and learned for photographs, and so
   * browsers and most programs lay pictures over each other.
   */
  SRGB
}
