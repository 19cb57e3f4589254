package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.propagation.ClosedForm;
import dev.deepmatting.propagation.Propagation;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuidedSamplesTest {
  private static final SampleSource SCENES =
      Recipe.online().scaledTo(64).of(ProceduralScenes.builder().size(80, 96).build(), 3);

  @Test
  void eachGuideIsTheMatteOfItsMethod() {
    SampleSource guided = GuidedSamples.of(SCENES, List.of("closed-form", "knn"));
    assertThat(guided.samplesPerEpoch()).isEqualTo(SCENES.samplesPerEpoch());
    MattingSample sample = guided.sample(5);
    assertThat(sample.withGuides(List.of())).isEqualTo(SCENES.sample(5));
    assertThat(sample.guides()).hasSize(2);
    AlphaMatte wanted =
        Propagation.of(ClosedForm.published()).estimate(sample.image(), sample.trimap());
    assertThat(sample.guides().get(0)).isEqualTo(wanted);
    assertThat(sample.guides().get(1)).isNotEqualTo(wanted);
    assertThat(guided.sample(5)).isEqualTo(sample);
  }

  @Test
  void aTrimapThatKnowsOneSideOnlyGuidesByAHalf() {
    RgbImage image = RgbImage.of8(2, 1, new byte[6]);
    MattingSample known =
        new MattingSample(
            "one side",
            image,
            Trimap.of(2, 1, new byte[] {(byte) Trimap.FOREGROUND, (byte) Trimap.UNKNOWN}),
            image,
            image,
            AlphaMatte.of(2, 1, new float[] {1, 0}),
            image);
    SampleSource source =
        new SampleSource() {
          @Override
          public int samplesPerEpoch() {
            return 1;
          }

          @Override
          public MattingSample sample(long place) {
            return known;
          }
        };
    AlphaMatte guide = GuidedSamples.of(source, List.of("graph")).sample(0).guides().get(0);
    assertThat(guide.alphaAt(0, 0)).isEqualTo(1);
    assertThat(guide.alphaAt(1, 0)).isEqualTo(0.5f);
  }

  @Test
  void withoutGuidesNothingChanges() {
    assertThat(GuidedSamples.of(SCENES, List.of())).isSameAs(SCENES);
  }

  @Test
  void aMethodThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> GuidedSamples.of(SCENES, List.of("graph", "magic")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "guides holds 'magic', wanted names of [graph, three-layer-graph, closed-form, closed-form-light, knn]");
  }

  @Test
  void guidesAreAsLargeAsTheSample() {
    AlphaMatte small = AlphaMatte.of(1, 1, new float[1]);
    assertThatThrownBy(() -> SCENES.sample(0).withGuides(List.of(small)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("guide is 1x1");
  }
}
