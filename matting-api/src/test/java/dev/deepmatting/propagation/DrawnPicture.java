package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.data.Compositor;
import dev.deepmatting.data.Layers;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.TrimapGenerator;
import java.util.function.IntBinaryOperator;

/**
 * A picture to make a matte of.
 *
 * @param image the picture
 * @param trimap its trimap
 * @param truth its matte, null where nobody knows
 */
record DrawnPicture(RgbImage image, Trimap trimap, AlphaMatte truth) {
  /** A body with strands around it; unknown as far as a band around what is soft reaches. */
  static DrawnPicture hair(int width, int height, double band) {
    Layers layers =
        ProceduralScenes.builder()
            .seed(11)
            .size(width, height)
            .families(SceneFamily.HAIR)
            .build()
            .layers(2);
    AlphaMatte truth = layers.foreground().alpha();
    RgbImage image = Compositor.compose(layers.foreground().colours(), truth, layers.background());
    Trimap trimap =
        TrimapGenerator.byDistance(Band.pixels(band), Band.pixels(band)).fromAlpha(truth);
    return new DrawnPicture(image, trimap, truth);
  }

  /** Colours without order, and labels by a formula: 0, 128 or 255 for column and row. */
  static DrawnPicture of(int width, int height, IntBinaryOperator label) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      samples[i] = (byte) ((37 * x + 91 * y + 53 * (i % 3) + 7 * x * y) % 256);
    }
    return new DrawnPicture(
        RgbImage.of8(width, height, samples), trimap(width, height, label), null);
  }

  static Trimap trimap(int width, int height, IntBinaryOperator label) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) label.applyAsInt(i % width, i / width);
    }
    return Trimap.of(width, height, values);
  }

  DrawnPicture with(RgbImage other) {
    return new DrawnPicture(other, trimap, truth);
  }

  AlphaMatte matte(PropagationMethod method) {
    return Propagation.of(method).estimate(image, trimap);
  }

  /** No NaN, nothing outside 0 to 1, and known pixels as the trimap has them. */
  void assertIsMatte(AlphaMatte matte) {
    assertThat(matte.width()).isEqualTo(trimap.width());
    assertThat(matte.height()).isEqualTo(trimap.height());
    for (int y = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++) {
        float alpha = matte.alphaAt(x, y);
        boolean fits =
            trimap.isUnknown(x, y)
                ? alpha >= 0 && alpha <= 1
                : alpha == (trimap.valueAt(x, y) == Trimap.FOREGROUND ? 1 : 0);
        assertThat(fits).as("%s at %d, %d", alpha, x, y).isTrue();
      }
    }
  }
}
