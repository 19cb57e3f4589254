package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.pixel.Raster;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LensTest {
  private static final int SIDE = 24;
  private static final float[] FRONT = {0.9f, 0.3f, 0.1f};
  private static final float[] BACK = {0.2f, 0.4f, 0.8f};

  private static Raster even(float[] colour) {
    Raster raster = new Raster(SIDE, SIDE, 3);
    for (int i = 0; i < raster.values().length; i++) {
      raster.values()[i] = colour[i % 3];
    }
    return raster;
  }

  /** A disc with a hard edge. */
  private static Raster disc() {
    Raster alpha = new Raster(SIDE, SIDE, 1);
    for (int i = 0; i < alpha.values().length; i++) {
      int x = i % SIDE - SIDE / 2;
      int y = i / SIDE - SIDE / 2;
      alpha.values()[i] = x * x + y * y < 40 ? 1 : 0;
    }
    return alpha;
  }

  private static float[] composed(Raster colours, Raster alpha, Raster background) {
    float[] values = new float[colours.values().length];
    for (int i = 0; i < values.length; i++) {
      float share = alpha.values()[i / 3];
      values[i] = share * colours.values()[i] + (1 - share) * background.values()[i];
    }
    return values;
  }

  @Test
  void layersComposeToTheBlurredPicture() {
    Raster picture = new Raster(SIDE, SIDE, 3);
    float[] before = composed(even(FRONT), disc(), even(BACK));
    System.arraycopy(before, 0, picture.values(), 0, before.length);
    Lens.blur(1.5).apply(picture);

    Lens lens = Lens.of(1.5, 0);
    ObjectLayer object = new ObjectLayer(even(FRONT), disc());
    Raster background = even(BACK);
    lens.object(object);
    lens.background(background);
    float[] after = composed(object.colours(), object.alpha(), background);

    for (int i = 0; i < after.length; i++) {
      assertThat(after[i]).isCloseTo(picture.values()[i], within(1e-3f));
    }
    assertThat(object.alpha().values()).isNotEqualTo(disc().values());
  }

  @Test
  void coloursOfTheObjectStayPure() {
    ObjectLayer object = new ObjectLayer(even(FRONT), disc());
    Lens.of(2, 0).object(object);
    for (int i = 0; i < object.colours().values().length; i++) {
      assertThat(object.colours().values()[i]).isCloseTo(FRONT[i % 3], within(1e-4f));
    }
  }

  @Test
  void aDrawnToneCurveKeepsBlackAndWhiteAndTheOrder() {
    for (int seed = 0; seed < 50; seed++) {
      Raster grays = new Raster(256, 1, 3);
      for (int i = 0; i < grays.values().length; i++) {
        grays.values()[i] = i / 3 / 255f;
      }
      ObjectLayer object = new ObjectLayer(grays, new Raster(256, 1, 1));
      Arrays.fill(object.alpha().values(), 1);
      Lens.toned(SampleRandom.of(seed, 0)).object(object);
      assertThat(grays.values()[0]).isZero();
      assertThat(grays.values()[765]).isCloseTo(1, within(1e-6f));
      for (int i = 3; i < grays.values().length; i++) {
        assertThat(grays.values()[i]).isGreaterThanOrEqualTo(grays.values()[i - 3]);
      }
    }
  }

  /** Where alpha is about a half, black and white give what a camera gives, not the mean sample. */
  @Test
  void picturesMixInLight() {
    SampleSource samples = lens(true).of(ProceduralScenes.builder().build(), 3);
    MattingSample sample = samples.sample(0);

    RgbImage light =
        Compositor.composeLight(sample.foreground(), sample.alpha(), sample.background());

    assertThat(sample.image()).isEqualTo(light).isNotEqualTo(sample.merged());
    assertThat(lens(false).of(ProceduralScenes.builder().build(), 3).sample(0))
        .satisfies(plain -> assertThat(plain.image()).isEqualTo(plain.merged()));
  }

  private static Recipe lens(boolean enabled) {
    return Recipe.online().toBuilder().lens(enabled).build();
  }
}
