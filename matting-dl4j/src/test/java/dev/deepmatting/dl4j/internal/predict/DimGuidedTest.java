package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.data.WholeImages;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.network.NetworkConfig;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DimGuidedTest {
  private static final int SCENES = 3;

  @ParameterizedTest
  @EnumSource(names = {"HAIR", "FOLIAGE"})
  void isBetterThanItsFirstGuideAtManyGaps(SceneFamily family) {
    SampleSource scenes =
        WholeImages.of(
            ProceduralScenes.builder().seed(99).families(family).size(256, 320).build(), 99);
    List<MattingSample> samples =
        LongStream.range(0, 20)
            .mapToObj(scenes::sample)
            .filter(scene -> scene.trimap().foregroundCount() > 0)
            .limit(SCENES)
            .toList();
    assertThat(samples).hasSize(SCENES);
    assertThat(sad("builtin:dim-guided", samples)).isLessThan(0.95 * sad("builtin:graph", samples));
  }

  private static double sad(String model, List<MattingSample> samples) {
    try (Matting matting = Matting.load(model)) {
      return samples.stream().mapToDouble(scene -> sad(matting, scene)).sum();
    }
  }

  private static double sad(Matting matting, MattingSample scene) {
    AlphaMatte alpha = matting.predict(scene.image(), scene.trimap());
    return MattingMetrics.standard().compare(alpha, scene.alpha(), scene.trimap()).sad();
  }

  @Test
  void tellsItsGuides() {
    try (Matting matting = Matting.load("builtin:dim-guided")) {
      assertThat(matting.network())
          .map(NetworkConfig::guides)
          .hasValueSatisfying(
              guides -> assertThat(guides).containsExactly("graph", "closed-form-light"));
    }
  }
}
