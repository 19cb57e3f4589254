package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.image.Trimap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a recipe's samples are like on average, over drawn scenes. */
class RecipeStatisticsTest {
  static Stream<Recipe> recipes() {
    return Stream.of(Recipe.online(), Recipe.paper(), Recipe.gca(), Recipe.photo());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void overAFewSamples(Recipe recipe) {
    Statistics statistics = Statistics.of(recipe.toBuilder().size(96).build(), scenes(200), 60);

    statistics.requireSound();
  }

  /** Prints the table of the recipes: {@code ./mvnw -Plong verify}. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("recipes")
  void over2000Samples(Recipe recipe) {
    Statistics statistics = Statistics.of(recipe, scenes(400), 2000);

    System.out.println(recipe.name() + ": " + statistics);
    statistics.requireSound();
    assertThat(statistics.flipped).isCloseTo(0.5, within(0.04));
    double even = 1.0 / recipe.cropSides().size();
    assertThat(statistics.crops.values())
        .allSatisfy(share -> assertThat(share).isCloseTo(even, within(0.04)));
  }

  private static ProceduralScenes scenes(int side) {
    return ProceduralScenes.builder().seed(11).size(side, side).build();
  }

  /** A scene that is drawn already, so that it need not be drawn twice. */
  private record Drawn(Layers layers, LayerSource others) implements LayerSource {
    @Override
    public int samplesPerEpoch() {
      return others.samplesPerEpoch();
    }

    @Override
    public Layers layers(long place) {
      return layers;
    }

    @Override
    public Foreground foreground(long number) {
      return others.foreground(number);
    }
  }

  /** Shares, and means of shares. */
  private static final class Statistics {
    private final Map<Integer, Double> crops = new TreeMap<>();
    private double flipped;
    private double unknown;
    private double soft;
    private double opaque;
    private long contradictions;
    private long withoutUnknown;

    static Statistics of(Recipe recipe, LayerSource scenes, int count) {
      Statistics statistics = new Statistics();
      LongStream.range(0, count)
          .parallel()
          .forEach(
              place -> {
                Layers layers = scenes.layers(place);
                MattingSample sample = recipe.of(new Drawn(layers, scenes), 5).sample(place);
                Geometry geometry =
                    Geometry.draw(recipe, layers.foreground(), SampleRandom.of(5, place));
                statistics.add(sample, geometry, 1.0 / count);
              });
      return statistics;
    }

    private synchronized void add(MattingSample sample, Geometry geometry, double weight) {
      crops.merge(geometry.cropSide(), weight, Double::sum);
      flipped += geometry.flipped() ? weight : 0;
      double pixels = (double) sample.width() * sample.height();
      unknown += weight * sample.trimap().unknownCount() / pixels;
      withoutUnknown += sample.trimap().unknownCount() == 0 ? 1 : 0;
      byte[] alpha = new byte[sample.width()];
      for (int y = 0; y < sample.height(); y++) {
        sample.alpha().readRow8(y, alpha);
        for (int x = 0; x < alpha.length; x++) {
          int value = alpha[x] & 0xff;
          int known = sample.trimap().valueAt(x, y);
          soft += value > 0 && value < 255 ? weight / pixels : 0;
          opaque += value == 255 ? weight / pixels : 0;
          boolean contradicts =
              (known == Trimap.FOREGROUND && value < 255)
                  || (known == Trimap.BACKGROUND && value > 0);
          contradictions += contradicts ? 1 : 0;
        }
      }
    }

    void requireSound() {
      assertThat(contradictions).isZero();
      assertThat(withoutUnknown).isZero();
      assertThat(unknown).isBetween(0.05, 0.95).isGreaterThan(soft);
      assertThat(soft).isBetween(0.02, 0.8);
      assertThat(opaque).isBetween(0.02, 0.9);
    }

    @Override
    public String toString() {
      return String.format(
          "unknown %.3f, soft %.3f, opaque %.3f, flipped %.3f, crops %s, contradictions %d",
          unknown, soft, opaque, flipped, crops, contradictions);
    }
  }
}
