package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.OneDnnEngine;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.tensor.GuideMatte;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.network.Variant;
import dev.deepmatting.spi.EngineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A trained network on photographs, guided by mattes from files, against PyTorch's alpha. Neither
 * may be part of the project; without them, {@code -Dguided.folder} says where, nothing is tested.
 */
class GuidedPrototypeTest {
  private static final ImageFiles FILES = ImageFiles.standard();
  private static final Path FOLDER = Path.of(System.getProperty("guided.folder", "../../shared"));
  private static final Path MODEL = FOLDER.resolve("models/dim-guided.safetensors");

  private static Model model() {
    assumeTrue(Files.exists(MODEL), MODEL + " is not here");
    return ModelReader.read(MODEL);
  }

  @Test
  void isRecognised() {
    assertThat(model().config())
        .isEqualTo(
            NetworkConfig.builder(Variant.VGG16_BN)
                .baseChannels(16)
                .decoderChannels(List.of(128, 64, 32, 16, 16))
                .skip(true)
                .guides(List.of("three-layer-graph", "closed-form"))
                .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GT17", "GT02"})
  void givesPyTorchsAlpha(String name) {
    Model model = model();
    RgbImage image = FILES.readImage(photo("image", name));
    Trimap trimap = FILES.readTrimap(photo("trimap", name), TrimapThresholds.standard());
    List<GuideMatte> guides =
        List.of(guide(photo("graph", name), trimap), guide(photo("closed-form", name), trimap));
    AlphaMatte reference =
        FILES.readAlpha(MODEL.resolveSibling("dim-guided-" + name + "-reference.png"));
    for (Tiling tiling : List.of(Tiling.off(), Tiling.auto())) {
      for (NetworkEngine engine :
          List.of(
              new SameDiffEngine(model.weights()),
              new OneDnnEngine(model.weights(), Precision.FP32))) {
        float worst = worst(predict(engine, tiling, image, trimap, guides), reference);
        assertThat(worst).as(engine + " " + tiling).isLessThan(tiling.isOff() ? 1 / 255f : 0.1f);
      }
    }
  }

  private static Path photo(String kind, String name) {
    return FOLDER.resolve("photos").resolve(kind).resolve(name + ".png");
  }

  private static GuideMatte guide(Path file, Trimap trimap) {
    AlphaMatte matte = FILES.readAlpha(file);
    GuideMatte guide = new GuideMatte(trimap.width(), trimap.height());
    float[] row = new float[trimap.width()];
    for (int y = 0; y < trimap.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        row[x] = matte.alphaAt(x, y);
      }
      guide.writeRow(y, row);
    }
    return guide;
  }

  private static float[] predict(
      NetworkEngine engine, Tiling tiling, RgbImage image, Trimap trimap, List<GuideMatte> guides) {
    EngineSettings settings = new EngineSettings(Precision.FP32, tiling, Optional.empty());
    ImportReport report = new ImportReport(List.of(), List.of(), List.of(), List.of(), List.of());
    float[] alpha = new float[image.width() * image.height()];
    try (Predictor predictor = new Predictor(engine, settings, report)) {
      predictor.predict(
          image,
          trimap,
          guides,
          (y, row) -> System.arraycopy(row, 0, alpha, y * row.length, row.length),
          ProgressListener.NONE);
    }
    return alpha;
  }

  private static float worst(float[] alpha, AlphaMatte reference) {
    float[] wanted = reference.toFloatArray();
    float worst = 0;
    for (int i = 0; i < wanted.length; i++) {
      worst = Math.max(worst, Math.abs(alpha[i] - wanted[i]));
    }
    return worst;
  }
}
