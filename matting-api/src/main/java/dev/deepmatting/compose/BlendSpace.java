package dev.deepmatting.compose;

/**
 * The values in which colours are mixed where a pixel is partly transparent.
 *
 * @since 0.1
 */
public enum BlendSpace {
  /**
   * Linear light: samples are converted to linear light, mixed, and converted back, with the
   * transfer curve of IEC 61966-2-1. Lenses mix this way, so it is right where alpha is the share
   * of a pixel that the object covers, as in rendered pictures. A matte made for sRGB samples looks
   * too light at edges that are bright on dark, and too thin where they are dark on bright.
   */
  LINEAR,
  /**
   * Unconverted sRGB samples. The matting equation for photographs is stated and learned this way,
   * and browsers and most programs composite this way.
   */
  SRGB
}
