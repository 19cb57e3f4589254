package dev.deepmatting.data.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.data.Layers;
import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.OnUnusable;
import dev.deepmatting.data.Recipe;
import dev.deepmatting.data.SampleStream;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drawn scenes whose surfaces are photographs; these here have upright gray stripes. */
class TexturedScenesTest {
  private static final int SIDE = 96;

  @TempDir private Path folder;

  @BeforeEach
  void photographs() throws IOException {
    write("stripes.png", 200, 150);
    write("small.png", 60, 90);
  }

  private void write(String name, int width, int height) throws IOException {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i / 3 % width / 4 % 2 == 0 ? 60 : 190);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageFiles.writePng(RgbImage.of8(width, height, samples).toBufferedImage(), file);
  }

  private ProceduralScenes.Builder scenes(SceneFamily... families) {
    return ProceduralScenes.builder().seed(4).families(families).size(SIDE, 128).textures(folder);
  }

  @Test
  void objectAndGroundShowPhotographs() {
    ProceduralScenes textured = scenes(SceneFamily.HOLES).textureShare(1).build();
    ProceduralScenes drawn =
        ProceduralScenes.builder().seed(4).families(SceneFamily.HOLES).size(SIDE, 128).build();

    assertThat(uprightness(textured, false)).isGreaterThan(2.5);
    assertThat(uprightness(textured, true)).isGreaterThan(1.8);
    assertThat(uprightness(drawn, false)).isLessThan(1.5);
    assertThat(uprightness(drawn, true)).isLessThan(1.5);
  }

  /** How much more neighbours in a row differ than those in a column. */
  private static double uprightness(ProceduralScenes scenes, boolean object) {
    double across = 0;
    double down = 0;
    for (int place = 0; place < 30; place++) {
      Layers layers = scenes.layers(place);
      RgbImage colours = object ? layers.foreground().colours() : layers.background();
      AlphaMatte alpha = layers.foreground().alpha();
      for (int y = 1; y < colours.height(); y++) {
        for (int x = 1; x < colours.width(); x++) {
          if (object && !(alpha.alphaAt(x, y) == 1 && alpha.alphaAt(x - 1, y - 1) == 1)) {
            continue;
          }
          int here = colours.sample8(x, y, 1);
          across += Math.abs(here - colours.sample8(x - 1, y, 1));
          down += Math.abs(here - colours.sample8(x, y - 1, 1));
        }
      }
    }
    return across / down;
  }

  @ParameterizedTest
  @EnumSource(SceneFamily.class)
  void aSceneDependsOnSeedAndPlaceAlone(SceneFamily family) {
    ProceduralScenes scenes = scenes(family).build();
    List<Layers> forth = LongStream.range(0, 4).mapToObj(scenes::layers).toList();

    ProceduralScenes again = scenes(family).build();
    for (int place = 3; place >= 0; place--) {
      assertThat(again.layers(place)).isEqualTo(forth.get(place));
    }
  }

  @Test
  void withoutPhotographsAllStaysAsItIs() {
    ProceduralScenes none = scenes(SceneFamily.values()).textureShare(0).build();
    ProceduralScenes plain = ProceduralScenes.builder().seed(4).size(SIDE, 128).build();

    for (int place = 0; place < 8; place++) {
      assertThat(none.layers(place)).isEqualTo(plain.layers(place));
    }
  }

  @Test
  void objectsComeNearTheirGroundWhereAsked() {
    ProceduralScenes.Builder builder = scenes(SceneFamily.SOFT_EDGE).textureShare(1);

    assertThat(contrast(builder.camouflageShare(1).build()))
        .isLessThan(0.6 * contrast(builder.camouflageShare(0).build()));
  }

  private static double contrast(ProceduralScenes scenes) {
    double sum = 0;
    for (int place = 0; place < 40; place++) {
      Layers layers = scenes.layers(place);
      for (int channel = 0; channel < 3; channel++) {
        double object =
            ProceduralScenesTest.mean(
                layers.foreground().colours(), layers.foreground().alpha(), channel);
        sum += Math.abs(object - ProceduralScenesTest.mean(layers.background(), null, channel));
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aBadFileIsReportedOrLeftOut(int workers) throws IOException {
    Files.writeString(folder.resolve("text.jpg"), "no picture");
    SampleStream.Builder samples =
        SampleStream.builder(
                Recipe.online().toBuilder()
                    .size(32)
                    .build()
                    .of(scenes(SceneFamily.HOLES).build(), 1))
            .workers(workers)
            .limit(30);

    try (SampleStream failing = samples.open()) {
      assertThatThrownBy(() -> failing.forEachRemaining(MattingSample::name))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("text.jpg");
    }
    try (SampleStream skipping = samples.onUnusable(OnUnusable.SKIP).open()) {
      skipping.forEachRemaining(MattingSample::name);
      assertThat(skipping.skipped()).isBetween(3L, 20L);
    }
  }

  @Test
  void refusesWhatLendsNothing() throws IOException {
    ProceduralScenes.Builder builder = ProceduralScenes.builder();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path none = folder.resolve("none");

    assertThatThrownBy(() -> builder.textures(empty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("textures is " + empty + ", a folder without pictures, wanted at least one");
    assertThatThrownBy(() -> builder.textures(none))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("textures is '" + none + "', wanted a folder that exists");
    assertThatThrownBy(() -> builder.textureShare(Double.NaN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("textureShare is NaN, wanted 0 to 1");
  }
}
