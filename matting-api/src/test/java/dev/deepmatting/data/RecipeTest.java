package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {
  private static final LayerSource SOURCE = new Discs(700, 560, 24);

  static Stream<Recipe> recipes() {
    return Stream.of(Recipe.online(), Recipe.paper(), Recipe.gca())
        .map(recipe -> recipe.toBuilder().size(96).build());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void mergedIsTheMattingEquation(Recipe recipe) {
    forEachSample(
        recipe,
        sample -> {
          int[] worst = {0};
          for (int y = 0; y < sample.height(); y++) {
            for (int x = 0; x < sample.width(); x++) {
              for (int channel = 0; channel < 3; channel++) {
                double a = sample.alpha().alphaAt(x, y);
                double exact =
                    a * sample.foreground().sample8(x, y, channel)
                        + (1 - a) * sample.background().sample8(x, y, channel);
                double difference = Math.abs(exact - sample.merged().sample8(x, y, channel));
                worst[0] = Math.max(worst[0], (int) Math.ceil(1000 * (difference - 1e-4)));
              }
            }
          }
          assertThat(worst[0]).as("thousandths of a level").isLessThanOrEqualTo(500);
          assertThat(sample.image()).isEqualTo(sample.merged());
        });
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theTrimapNeverContradictsAlpha(Recipe recipe) {
    forEachSample(
        recipe,
        sample -> {
          assertThat(sample.trimap().unknownCount()).isPositive();
          for (int y = 0; y < sample.height(); y++) {
            for (int x = 0; x < sample.width(); x++) {
              float alpha = sample.alpha().alphaAt(x, y);
              int known = sample.trimap().valueAt(x, y);
              assertThat(known == Trimap.FOREGROUND && alpha < 1).isFalse();
              assertThat(known == Trimap.BACKGROUND && alpha > 0).isFalse();
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aSampleDependsOnSeedAndPlaceAlone(Recipe recipe) {
    LongFunction<SampleSource> seeded = seed -> recipe.of(SOURCE, seed);

    assertThat(seeded.apply(1).sample(4)).isEqualTo(seeded.apply(1).sample(4));
    assertThat(seeded.apply(1).sample(4)).isNotEqualTo(seeded.apply(2).sample(4));
    assertThat(seeded.apply(1).sample(4).alpha()).isNotEqualTo(seeded.apply(1).sample(14).alpha());
  }

  @Test
  void photometricStepsLeaveTheTruthAsItIs() {
    Recipe plain = Recipe.online().toBuilder().size(96).build();
    Recipe noisy =
        plain.toBuilder()
            .imageStep("noise", ImageSteps.noise(20))
            .imageStep("jpeg", ImageSteps.jpeg(1, 20, 50))
            .build();

    MattingSample exact = plain.of(SOURCE, 3).sample(0);
    MattingSample changed = noisy.of(SOURCE, 3).sample(0);

    assertThat(changed.merged()).isEqualTo(exact.merged());
    assertThat(changed.alpha()).isEqualTo(exact.alpha());
    assertThat(changed.trimap()).isEqualTo(exact.trimap());
    assertThat(changed.image()).isNotEqualTo(exact.merged());
    assertThat(changed).isEqualTo(noisy.of(SOURCE, 3).sample(0));
  }

  @Test
  void photosAreDevelopedAndTheirTruthIsExact() {
    Recipe photo = Recipe.photo().scaledTo(96);
    Recipe bare = Recipe.gca().toBuilder().size(96).cropSides(96, 144, 192).lens(true).build();
    for (int place = 0; place < 8; place++) {
      MattingSample sample = photo.of(SOURCE, 3).sample(place);

      assertThat(sample.image()).isNotEqualTo(sample.merged());
      assertThat(sample.alpha()).isEqualTo(bare.of(SOURCE, 3).sample(place).alpha());
      assertThat(sample.merged())
          .isEqualTo(Compositor.compose(sample.foreground(), sample.alpha(), sample.background()));
      assertThat(sample).isEqualTo(photo.of(SOURCE, 3).sample(place));
    }
  }

  @Test
  void aStepThatIsAddedDoesNotChangeTheOtherDraws() {
    Recipe plain = Recipe.gca().toBuilder().size(96).build();
    Recipe coloured = plain.toBuilder().colours(ColourJitter.NONE).build();

    assertThat(coloured.of(SOURCE, 3).sample(0).alpha())
        .isEqualTo(plain.of(SOURCE, 3).sample(0).alpha());
    assertThat(coloured.of(SOURCE, 3).sample(0).foreground())
        .isNotEqualTo(plain.of(SOURCE, 3).sample(0).foreground());
  }

  @Test
  void smallPicturesAreEnlarged() {
    Recipe recipe = Recipe.online().toBuilder().size(64).cropSides(400).build();

    MattingSample sample = recipe.of(new Discs(60, 90, 4), 1).sample(0);

    assertThat(sample.width()).isEqualTo(64);
    assertThat(sample.trimap().unknownCount()).isPositive();
    assertThat(sample.alpha().toFloatArray()).contains(0f, 1f);
  }

  @Test
  void objectsWithoutSoftPixelsAreCutOutAtTheirEdge() {
    Recipe recipe = Recipe.online().toBuilder().size(64).cropSides().flipProbability(0).build();

    LongStream.range(0, 20)
        .mapToObj(recipe.of(new Discs(500, 400, 0), 5)::sample)
        .forEach(sample -> assertThat(sample.trimap().isUnknown(32, 32)).isTrue());
  }

  @Test
  void colourAtTransparentPixelsDoesNotReachTheObject() {
    float[] values = new float[80 * 80];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 80 < 40 ? 1 : 0;
    }
    RgbImage colours = Discs.colours(80, 80, (x, y) -> x < 40 ? 0xffffff : 0x000000);
    LayerSource source =
        new LayerSource() {
          @Override
          public int samplesPerEpoch() {
            return 1;
          }

          @Override
          public Layers layers(long place) {
            return new Layers("edge", foreground(0), Discs.colours(90, 90, (x, y) -> 0x808080));
          }

          @Override
          public Foreground foreground(long number) {
            return new Foreground("edge", colours, AlphaMatte.of(80, 80, values));
          }
        };
    MattingSample sample =
        Recipe.online().toBuilder().size(32).cropSides(64).build().of(source, 1).sample(0);

    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        if (sample.alpha().alphaAt(x, y) > 0.02) {
          assertThat(sample.foreground().sample8(x, y, 0)).isGreaterThanOrEqualTo(250);
        }
      }
    }
  }

  @Test
  void refusesAnAlphaWithoutAnEdge() {
    for (float everywhere : List.of(0f, 1f)) {
      float[] values = new float[20 * 20];
      Arrays.fill(values, everywhere);
      Foreground flat =
          new Foreground(
              "flat.png", Discs.colours(20, 20, (x, y) -> 0), AlphaMatte.of(20, 20, values));
      assertThatThrownBy(() -> SoftPixel.draw(flat, SampleRandom.of(1, 1)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "alpha of flat.png is "
                  + everywhere
                  + " everywhere, wanted an object and its surroundings");
    }
  }

  @Test
  void isFoundByNameAndPrintsItself() {
    assertThat(Recipe.named("gca")).hasToString(Recipe.gca().toString());
    assertThat(Recipe.online())
        .hasToString(
            "online: size 320, crops [320, 480, 640], flip 0.5, merge 0.0,"
                + " AffineJitter[degrees=0.0, smallestScale=1.0, largestScale=1.0,"
                + " shearDegrees=0.0], ColourJitter[hueDegrees=0.0, strength=0.0],"
                + " random interpolation false, trimap outwards, ellipse 3 to 3, steps 1 to 19,"
                + " image steps []");
    assertThatThrownBy(() -> Recipe.named("best"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("recipe is 'best', wanted online, paper, gca or photo");
  }

  @Test
  void refusesValuesOutOfRange() {
    Recipe.Builder builder = Recipe.online().toBuilder();

    assertThatThrownBy(() -> builder.size(8)).hasMessage("size is 8, wanted 16 to 4096");
    assertThatThrownBy(() -> builder.cropSides(320, 5000))
        .hasMessage("cropSides is 5000, wanted 16 to 4096");
    assertThatThrownBy(() -> builder.flipProbability(1.5))
        .hasMessage("flipProbability is 1.5, wanted 0 to 1");
    assertThatThrownBy(() -> TrimapPolicy.outwards(3, 2, 1, 1))
        .hasMessage("kernel is 3 to 2, wanted a rising range within 1 to 99");
    assertThatThrownBy(() -> new AffineJitter(200, 1, 1, 0))
        .hasMessage("degrees is 200.0, wanted 0 to 180");
    assertThatThrownBy(() -> ImageSteps.jpeg(1, 0, 50))
        .hasMessage("quality is 0 to 50, wanted a range within 1 to 100");
  }

  private static void forEachSample(Recipe recipe, Consumer<MattingSample> check) {
    LongStream.range(0, 8).mapToObj(recipe.of(SOURCE, 1)::sample).forEach(check);
  }

  @Test
  void anotherSizeTakesItsCropsAlong() {
    Recipe small = Recipe.online().scaledTo(96);

    assertThat(small.size()).isEqualTo(96);
    assertThat(small.cropSides()).containsExactly(96, 144, 192);
    assertThat(small.trimap()).hasToString(Recipe.online().trimap().toString());
    assertThat(Recipe.gca().scaledTo(64).cropSides()).containsExactly(64);
    assertThat(small.scaledTo(320)).hasToString(Recipe.online().toString());
    assertThatThrownBy(() -> Recipe.online().scaledTo(4096))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("cropSides is 6144, wanted 16 to 4096");
  }
}
