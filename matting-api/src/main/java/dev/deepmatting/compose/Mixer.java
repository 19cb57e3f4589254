package dev.deepmatting.compose;

import dev.deepmatting.internal.colour.LightCurve;

/**
 * Composites pixels over each other. If one pixel covers the other completely, its colour is
 * unchanged. Not safe to share between threads.
 */
final class Mixer {
  private static final int COLOURS = PlacedImage.COLOURS;

  private final boolean linear;

  Mixer(BlendSpace blendSpace) {
    linear = blendSpace == BlendSpace.LINEAR;
  }

  /**
   * Composites one pixel over another.
   *
   * @param front colours of the upper pixel, from an index
   * @param opacity its opacity, 0 to 1
   * @param back colours of the lower pixel, from an index; receives the result
   * @param backOpacity opacity of the lower pixel, 0 to 1
   * @return opacity of the result
   */
  float over(
      float[] front, int frontAt, float opacity, float[] back, int backAt, float backOpacity) {
    float seen = (1 - opacity) * backOpacity;
    float sum = opacity + seen;
    if (seen <= 0) {
      // Also for a fully transparent result: a colour under full transparency does no harm.
      for (int channel = 0; channel < COLOURS; channel++) {
        back[backAt + channel] = front[frontAt + channel];
      }
    } else if (opacity > 0) {
      float share = opacity / sum;
      for (int channel = 0; channel < COLOURS; channel++) {
        back[backAt + channel] = mixed(front[frontAt + channel], back[backAt + channel], share);
      }
    }
    return sum;
  }

  private float mixed(float front, float back, float share) {
    if (!linear) {
      return back + share * (front - back);
    }
    float light = LightCurve.toLinear(back);
    return LightCurve.toSample(light + share * (LightCurve.toLinear(front) - light));
  }
}
