package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On drawn scenes, whose true foreground is known; each prints what it measured. */
class ForegroundScenesTest {
  private static final int SCENES = 3;

  /** Where something of both layers shows; the foreground counts as much as there is of it. */
  private static final Difference.Weight SOFT = alpha -> alpha < 1 ? alpha : 0;

  private static final Difference.Weight EDGE = alpha -> alpha > 0 && alpha < 1 ? 1 : 0;

  /** Three of ten scenes have the colours of their background, where naive is good too. */
  @Test
  void estimatedColoursAreCloserToTheTruthThanThePhotographs() {
    List<MattingSample> scenes = scenes(EnumSet.allOf(SceneFamily.class));

    double naive = mean(scenes, (scene, image) -> error(scene, image));
    double estimated =
        mean(scenes, (scene, image) -> error(scene, CutOut.of(image, scene.alpha()).foreground()));

    System.out.printf(
        "foreground colours: naive %.1f, estimated %.1f of 255, %.2f times better%n",
        255 * naive, 255 * estimated, naive / estimated);
    assertThat(estimated).isLessThan(naive / 1.7);
  }

  /** Where alpha changes much from pixel to pixel, the paper's smoothness weighs too much. */
  @Test
  void exactColoursAreCloserStillInFineDetail() {
    List<MattingSample> scenes =
        scenes(EnumSet.of(SceneFamily.HAIR, SceneFamily.FUR, SceneFamily.FOLIAGE));
    ForegroundEstimation paper = ForegroundEstimation.builder().exact(false).build();

    double smooth =
        mean(scenes, (scene, image) -> error(scene, paper.foreground(image, scene.alpha())));
    double exact =
        mean(scenes, (scene, image) -> error(scene, CutOut.of(image, scene.alpha()).foreground()));

    System.out.printf(
        "hair, fur and foliage: the paper's colours %.1f, exact ones %.1f of 255%n",
        255 * smooth, 255 * exact);
    assertThat(exact).isLessThan(0.7 * smooth);
  }

  @Test
  void layersGiveThePhotographAgain() {
    List<MattingSample> scenes = scenes(EnumSet.allOf(SceneFamily.class));

    double[] apart = scenes.stream().mapToDouble(scene -> apart(scene, scene.merged())).toArray();

    double mean = Arrays.stream(apart).average().orElseThrow();
    double worst = Arrays.stream(apart).max().orElseThrow();
    System.out.printf("recomposed: %.2f of 255, at worst %.2f%n", 255 * mean, 255 * worst);
    assertThat(worst).isLessThan(0.5 / 255);
  }

  private static double apart(MattingSample scene, RgbImage image) {
    EstimatedLayers layers = ForegroundEstimation.standard().estimate(image, scene.alpha());
    return Difference.of(
            Scenes.compose(layers.foreground(), scene.alpha(), layers.background()), image)
        .mean();
  }

  /** A dark background shows as a dark rim when the object is laid on white. */
  @Test
  void leavesLittleHaloOnWhite() {
    List<MattingSample> scenes =
        scenes(EnumSet.of(SceneFamily.HAIR, SceneFamily.FUR, SceneFamily.SOFT_EDGE));

    double naive = mean(scenes, (scene, image) -> halo(scene, onDark(scene)));
    double estimated =
        mean(
            scenes,
            (scene, image) -> halo(scene, CutOut.of(onDark(scene), scene.alpha()).foreground()));

    System.out.printf(
        "edge colours on white: naive %.1f, estimated %.1f of 255, %.2f times better%n",
        255 * naive, 255 * estimated, naive / estimated);
    assertThat(estimated).isLessThan(naive / 4);
  }

  private static RgbImage onDark(MattingSample scene) {
    return Scenes.compose(scene.foreground(), scene.alpha(), plain(scene.alpha(), 20));
  }

  private static double halo(MattingSample scene, RgbImage colours) {
    AlphaMatte alpha = scene.alpha();
    RgbImage white = plain(alpha, 255);
    RgbImage wanted = Scenes.compose(scene.foreground(), alpha, white);
    return Difference.of(Scenes.compose(colours, alpha, white), wanted, alpha, EDGE).mean();
  }

  private static double error(MattingSample scene, RgbImage colours) {
    return Difference.of(colours, scene.foreground(), scene.alpha(), SOFT).mean();
  }

  private static List<MattingSample> scenes(Set<SceneFamily> families) {
    return families.stream()
        .flatMap(family -> IntStream.range(0, SCENES).mapToObj(number -> Scenes.of(family, number)))
        .toList();
  }

  private static double mean(
      List<MattingSample> scenes, ToDoubleBiFunction<MattingSample, RgbImage> measure) {
    return scenes.stream()
        .mapToDouble(scene -> measure.applyAsDouble(scene, scene.merged()))
        .average()
        .orElseThrow();
  }

  private static RgbImage plain(AlphaMatte like, int gray) {
    byte[] samples = new byte[3 * like.width() * like.height()];
    Arrays.fill(samples, (byte) gray);
    return RgbImage.of8(like.width(), like.height(), samples);
  }
}
