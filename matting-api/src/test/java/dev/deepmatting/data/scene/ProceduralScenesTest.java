package dev.deepmatting.data.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.data.Layers;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProceduralScenesTest {
  private static final ProceduralScenes SMALL =
      ProceduralScenes.builder().seed(4).size(96, 128).build();

  @Test
  void aSceneDependsOnSeedAndPlaceAlone() {
    ProceduralScenes again = ProceduralScenes.builder().seed(4).size(96, 128).build();
    ProceduralScenes other = ProceduralScenes.builder().seed(5).size(96, 128).build();

    assertThat(again.layers(7)).isEqualTo(SMALL.layers(7));
    assertThat(other.layers(7)).isNotEqualTo(SMALL.layers(7));
    assertThat(SMALL.layers(7)).isNotEqualTo(SMALL.layers(8));
    assertThat(SMALL.foreground(-3)).isEqualTo(again.foreground(-3));
  }

  @Test
  void manyThreadsDrawTheSame() throws Exception {
    List<Layers> alone = LongStream.range(0, 12).mapToObj(SMALL::layers).toList();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Layers>> drawn =
          pool.invokeAll(
              IntStream.range(0, 12)
                  .<Callable<Layers>>mapToObj(i -> () -> SMALL.layers(i))
                  .toList());
      for (int i = 0; i < alone.size(); i++) {
        assertThat(drawn.get(i).get()).isEqualTo(alone.get(i));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(SceneFamily.class)
  void everyFamilyDrawsAnObjectWithAnEdge(SceneFamily family) {
    ProceduralScenes scenes =
        ProceduralScenes.builder().seed(2).families(family).size(96, 160).build();
    double soft = 0;
    double opaque = 0;
    for (int place = 0; place < 20; place++) {
      float[] alpha = scenes.layers(place).foreground().alpha().toFloatArray();
      long between = IntStream.range(0, alpha.length).filter(i -> isSoft(alpha[i])).count();
      long empty = IntStream.range(0, alpha.length).filter(i -> alpha[i] == 0).count();
      assertThat(between).isGreaterThan(alpha.length / 1000);
      assertThat(empty).isGreaterThan(alpha.length / 20);
      soft += (double) between / alpha.length / 20;
      opaque += IntStream.range(0, alpha.length).filter(i -> alpha[i] == 1).count() / 20.0;
    }
    assertThat(soft).isBetween(0.01, 0.6);
    if (family != SceneFamily.SMOKE) {
      assertThat(opaque).isPositive();
    }
  }

  /** What a strand leaves is its area, however thin it is and wherever it runs. */
  @Test
  void strandsCoverTheirArea() {
    for (double width : new double[] {0.2, 0.5, 1, 1.7}) {
      for (double angle = 0.1; angle < 3; angle += 0.37) {
        Canvas canvas = new Canvas(120, 120);
        Strand strand = new Strand();
        double length = 80;
        for (int i = 0; i <= 10; i++) {
          double along = length * (i / 10.0 - 0.5);
          strand.add(60.3 + along * Math.cos(angle), 59.8 + along * Math.sin(angle), width);
        }
        new StrandPen(120, 120).draw(canvas, strand, Colour.WHITE);
        double sum = IntStream.range(0, 120 * 120).mapToDouble(canvas::alpha).sum();
        assertThat(sum).isCloseTo(width * length, within(0.02 * width * length));
      }
    }
  }

  @Test
  void filledShapesCoverTheirArea() {
    Canvas canvas = new Canvas(100, 100);
    Outline disc = new Outline().ellipse(50.3, 48.7, 30, 30, false);
    new PolygonFill(100, 100).fill(canvas, disc, Ink.plain(Colour.WHITE, 1));

    double sum = IntStream.range(0, 100 * 100).mapToDouble(canvas::alpha).sum();
    assertThat(sum).isCloseTo(Math.PI * 900, within(15.0));
  }

  @Test
  void objectsTakeTheirBackgroundsColoursWhereAsked() {
    ProceduralScenes.Builder builder =
        ProceduralScenes.builder().seed(3).families(SceneFamily.FUR).size(96, 96);

    assertThat(contrast(builder.camouflageShare(1).build()))
        .isLessThan(0.75 * contrast(builder.camouflageShare(0).build()));
  }

  /** The mean distance of the object's mean colour from the background's mean colour. */
  private static double contrast(ProceduralScenes scenes) {
    return LongStream.range(0, 40)
        .mapToObj(scenes::layers)
        .mapToDouble(
            layers -> {
              double sum = 0;
              for (int channel = 0; channel < 3; channel++) {
                double difference =
                    mean(layers.foreground().colours(), layers.foreground().alpha(), channel)
                        - mean(layers.background(), null, channel);
                sum += difference * difference;
              }
              return Math.sqrt(sum);
            })
        .average()
        .orElseThrow();
  }

  /** Of a channel, weighed by a matte unless it is null. */
  static double mean(RgbImage image, AlphaMatte weights, int channel) {
    double sum = 0;
    double weight = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double w = weights == null ? 1 : weights.alphaAt(x, y);
        sum += w * image.sample(x, y, channel);
        weight += w;
      }
    }
    return sum / weight;
  }

  @Test
  void photographsLendTheirPixels(@TempDir Path folder) throws IOException {
    RgbImage photograph = SMALL.layers(0).background();
    ImageFiles.writePng(photograph.toBufferedImage(), folder.resolve("photo.png"));

    ProceduralScenes scenes =
        ProceduralScenes.builder().backgrounds(folder).photographShare(1).size(64, 64).build();

    assertThat(scenes.layers(1).background()).isEqualTo(photograph);
  }

  @Test
  void refusesWhatCannotBeDrawn(@TempDir Path folder) throws IOException {
    ProceduralScenes.Builder builder = ProceduralScenes.builder();

    assertThatThrownBy(() -> builder.families())
        .hasMessage("families is empty, wanted at least one");
    assertThatThrownBy(() -> builder.size(64, 32))
        .hasMessage("size is 64 to 32, wanted a rising range within 64 to 4096");
    assertThatThrownBy(() -> builder.samplesPerEpoch(0))
        .hasMessage("samplesPerEpoch is 0, wanted at least 1");
    assertThatThrownBy(() -> builder.camouflageShare(2))
        .hasMessage("camouflageShare is 2.0, wanted 0 to 1");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> builder.backgrounds(empty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("backgrounds is " + empty + ", a folder without pictures, wanted at least one");
  }

  private static boolean isSoft(float alpha) {
    return alpha > 0 && alpha < 1;
  }
}
