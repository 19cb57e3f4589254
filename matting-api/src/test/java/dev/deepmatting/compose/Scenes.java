package dev.deepmatting.compose;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.WholeImages;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

/** Drawn scenes of which the foreground is known. */
final class Scenes {
  private Scenes() {}

  static MattingSample of(SceneFamily family, int number) {
    return WholeImages.of(
            ProceduralScenes.builder().seed(8).families(family).size(240, 320).build(), 1)
        .sample(number);
  }

  /** In 16 bits, so that it is not rounded once more. */
  static RgbImage compose(RgbImage foreground, AlphaMatte alpha, RgbImage background) {
    int width = alpha.width();
    short[] samples = new short[3 * width * alpha.height()];
    for (int y = 0, at = 0; y < alpha.height(); y++) {
      for (int x = 0; x < width; x++) {
        float a = alpha.alphaAt(x, y);
        for (int channel = 0; channel < 3; channel++, at++) {
          float mixed =
              a * foreground.sample(x, y, channel) + (1 - a) * background.sample(x, y, channel);
          samples[at] = (short) Math.round(65535 * mixed);
        }
      }
    }
    return RgbImage.of16(width, alpha.height(), samples);
  }
}
