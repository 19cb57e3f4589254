package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.fixture.Alphas;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.fixture.Widened;
import dev.deepmatting.dl4j.internal.engine.OneDnnEngine;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.spi.EngineSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network wide enough that only what unknown pixels depend on is computed. */
@EnabledIf("dev.deepmatting.dl4j.fixture.Cpu#hasAvx2")
class PartsPredictionTest {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 500;

  /** Sides of one tile for all, and of several that fade into each other. */
  @ParameterizedTest
  @ValueSource(ints = {2048, 416})
  void alphaIsNearlyThatOfTheWhole(int side) {
    Trimap ring = ring();
    float[] whole = predict(wide(), Tiling.off(), image(), ring);
    float[] tiled = predict(wide(), Tiling.of(side), image(), ring);
    for (int i = 0; i < whole.length; i++) {
      if (!ring.isUnknown(i % WIDTH, i / WIDTH)) {
        assertThat(tiled[i]).isEqualTo(whole[i]);
      }
    }
    assertThat(meanOfUnknown(tiled, whole, ring)).isLessThan(0.005);
  }

  /**
   * Trained weights, a photograph: tiles and parts of both networks find the narrow one's alpha.
   */
  @Test
  void aPhotographsAlphaIsThatOfTheNetworkWithoutTilesAndParts() {
    RgbImage image = ImageFiles.standard().readImage(Golden.path("dandelion-crop.png"));
    Trimap trimap =
        ImageFiles.standard()
            .readTrimap(Golden.path("dandelion-crop-trimap.png"), TrimapThresholds.standard());
    float[] wanted = predict(narrow(), Tiling.off(), image, trimap);
    Alphas.assertSame(predict(wide(), Tiling.off(), image, trimap), wanted);
    for (NetworkWeights weights : List.of(narrow(), wide())) {
      assertThat(meanOfUnknown(predict(weights, Tiling.auto(), image, trimap), wanted, trimap))
          .isLessThan(1e-4);
    }
  }

  private static double meanOfUnknown(float[] alpha, float[] wanted, Trimap trimap) {
    double sum = 0;
    for (int i = 0; i < wanted.length; i++) {
      if (trimap.isUnknown(i % trimap.width(), i / trimap.width())) {
        assertThat(alpha[i]).isBetween(0f, 1f);
        sum += Math.abs(wanted[i] - alpha[i]);
      }
    }
    return sum / trimap.unknownCount();
  }

  private static NetworkWeights narrow() {
    return ModelReader.use(
        WeightSource.parse("builtin:dim-small"),
        imported ->
            NetworkWeights.of(imported.model().config(), imported.model().weights().tensors()));
  }

  private static NetworkWeights wide() {
    return Widened.of(narrow(), 32);
  }

  private static float[] predict(
      NetworkWeights weights, Tiling tiling, RgbImage image, Trimap trimap) {
    OneDnnEngine engine = new OneDnnEngine(weights, Precision.FP32);
    assertThat(engine.computesParts()).isTrue();
    float[] alpha = new float[trimap.width() * trimap.height()];
    try (Predictor predictor =
        new Predictor(
            engine,
            new EngineSettings(Precision.FP32, tiling, Optional.empty()),
            new ImportReport(List.of(), List.of(), List.of(), List.of(), List.of()))) {
      predictor.predict(
          image,
          trimap,
          (y, row) -> System.arraycopy(row, 0, alpha, y * row.length, row.length),
          ProgressListener.NONE);
    }
    return alpha;
  }

  private static RgbImage image() {
    return Generated.image(WIDTH, HEIGHT);
  }

  private static Trimap ring() {
    byte[] values = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      double distance = Math.hypot(i % WIDTH - 250, i / WIDTH - 240);
      int value = distance > 190 ? Trimap.BACKGROUND : Trimap.UNKNOWN;
      values[i] = (byte) (distance < 150 ? Trimap.FOREGROUND : value);
    }
    return Trimap.of(WIDTH, HEIGHT, values);
  }
}
