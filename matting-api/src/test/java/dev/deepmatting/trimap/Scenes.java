package dev.deepmatting.trimap;

import dev.deepmatting.data.Compositor;
import dev.deepmatting.data.Layers;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.Random;

/** Drawn pictures whose matte is known. */
record Scenes(String name, RgbImage image, AlphaMatte alpha) {
  static Scenes drawn(long place, double camouflaged, SceneFamily... families) {
    Layers layers = layers(place, camouflaged, families);
    return of(layers, layers.background());
  }

  /** In front of a screen that is lit unevenly and has noise. */
  static Scenes keyed(long place, int red, int green, int blue, SceneFamily... families) {
    Layers layers = layers(place, 0, families);
    AlphaMatte alpha = layers.foreground().alpha();
    return of(layers, screen(alpha.width(), alpha.height(), red, green, blue));
  }

  private static Layers layers(long place, double camouflaged, SceneFamily... families) {
    return ProceduralScenes.builder()
        .seed(7)
        .size(320, 400)
        .camouflageShare(camouflaged)
        .families(families)
        .build()
        .layers(place);
  }

  private static Scenes of(Layers layers, RgbImage background) {
    AlphaMatte alpha = layers.foreground().alpha();
    RgbImage image = Compositor.compose(layers.foreground().colours(), alpha, background);
    return new Scenes(layers.name(), image, alpha);
  }

  static RgbImage plain(int width, int height, int red, int green, int blue) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i % 3 == 0 ? red : i % 3 == 1 ? green : blue);
    }
    return RgbImage.of8(width, height, samples);
  }

  static RgbImage screen(int width, int height, int... colour) {
    Random random = new Random(5);
    byte[] samples = new byte[3 * width * height];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double light = 1 - 0.2 * x / width - 0.1 * y / height;
        for (int channel = 0; channel < 3; channel++, at++) {
          double value = light * colour[channel] + 2 * random.nextGaussian();
          samples[at] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
      }
    }
    return RgbImage.of8(width, height, samples);
  }

  /** How much of a trimap's known pixels is wrong, by more than a twentieth of alpha. */
  double wrong(Trimap trimap) {
    int wrong = 0;
    for (int y = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++) {
        int value = trimap.valueAt(x, y);
        float truth = alpha.alphaAt(x, y);
        wrong += value == Trimap.FOREGROUND && truth < 0.95f ? 1 : 0;
        wrong += value == Trimap.BACKGROUND && truth > 0.05f ? 1 : 0;
      }
    }
    return wrong / (double) (trimap.foregroundCount() + trimap.backgroundCount());
  }

  @Override
  public String toString() {
    return name;
  }
}
