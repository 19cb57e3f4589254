package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On drawn scenes, whose true foreground is known. */
class ForegroundScenesTest {
  private static final int SCENES = 4;

  /** Where something of both layers shows; the foreground counts as much as there is of it. */
  private static final Difference.Weight SOFT = alpha -> alpha < 1 ? alpha : 0;

  @Test
  void estimatedColoursAreCloserToTheTruthThanThePhotographs() {
    double naive = 0;
    double estimated = 0;
    for (SceneFamily family : SceneFamily.values()) {
      double before = naive;
      double beforeE = estimated;
      for (int number = 0; number < SCENES; number++) {
        MattingSample scene = Scenes.of(family, number);
        naive += error(scene, CutOut.naive(scene.merged(), scene.alpha()).foreground());
        estimated += error(scene, CutOut.of(scene.merged(), scene.alpha()).foreground());
      }
      System.out.printf(
          "%s %.4f %.4f %.2f%n",
          family, naive - before, estimated - beforeE, (naive - before) / (estimated - beforeE));
    }
    System.out.printf("all %.4f %.4f %.2f%n", naive, estimated, naive / estimated);
    assertThat(naive / estimated).isGreaterThan(2);
  }

  @ParameterizedTest
  @EnumSource
  void layersGiveThePhotographAgain(SceneFamily family) {
    for (int number = 0; number < SCENES; number++) {
      MattingSample scene = Scenes.of(family, number);
      Layers layers = ForegroundEstimation.standard().estimate(scene.merged(), scene.alpha());

      RgbImage again = Scenes.compose(layers.foreground(), scene.alpha(), layers.background());

      Difference whole = Difference.of(again, scene.merged());
      Difference soft =
          Difference.of(again, scene.merged(), scene.alpha(), a -> a > 0 && a < 1 ? 1 : 0);
      System.out.printf(
          "%s recomposed %.3f soft %.3f%n", family, whole.mean() * 255, soft.mean() * 255);
      assertThat(whole.mean()).as("scene %d", number).isLessThan(1 / 255.0);
    }
  }

  /** A dark background shows as a dark rim when the object is laid on white. */
  @Test
  void leavesNoHaloOnWhite() {
    double naive = 0;
    double estimated = 0;
    for (SceneFamily family :
        new SceneFamily[] {SceneFamily.FUR, SceneFamily.HAIR, SceneFamily.SOFT_EDGE}) {
      for (int number = 0; number < SCENES; number++) {
        MattingSample scene = Scenes.of(family, number);
        RgbImage foreground = scene.foreground();
        AlphaMatte alpha = scene.alpha();
        RgbImage photograph = Scenes.compose(foreground, alpha, plain(alpha, 20));
        RgbImage white = plain(alpha, 255);
        RgbImage wanted = Scenes.compose(foreground, alpha, white);
        Difference.Weight edge = a -> a > 0 && a < 1 ? 1 : 0;
        naive +=
            Difference.of(Scenes.compose(photograph, alpha, white), wanted, alpha, edge).mean();
        RgbImage pure = CutOut.of(photograph, alpha).foreground();
        estimated += Difference.of(Scenes.compose(pure, alpha, white), wanted, alpha, edge).mean();
      }
    }
    System.out.printf("halo %.2f %.2f of 255%n", naive / 12 * 255, estimated / 12 * 255);
    assertThat(estimated).isLessThan(naive / 3);
  }

  private static double error(MattingSample scene, RgbImage colours) {
    return Difference.of(colours, scene.foreground(), scene.alpha(), SOFT).mean();
  }

  private static RgbImage plain(AlphaMatte like, int gray) {
    byte[] samples = new byte[3 * like.width() * like.height()];
    Arrays.fill(samples, (byte) gray);
    return RgbImage.of8(like.width(), like.height(), samples);
  }
}
