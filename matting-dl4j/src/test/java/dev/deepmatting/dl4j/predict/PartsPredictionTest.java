package dev.deepmatting.dl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.engine.OneDnnEngine;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.network.Variant;
import dev.deepmatting.spi.EngineSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network wide enough that only what unknown pixels hang on is computed. */
@EnabledIf("dev.deepmatting.dl4j.fixture.Cpu#hasAvx2")
class PartsPredictionTest {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 500;
  private static final NetworkConfig CONFIG =
      NetworkConfig.builder(Variant.CLASSIC).baseChannels(32).build();

  /** Sides of one tile for all, and of several that fade into each other. */
  @ParameterizedTest
  @ValueSource(ints = {2048, 416})
  void alphaIsNearlyThatOfTheWhole(int side) {
    float[] whole = predict(Tiling.off());
    float[] tiled = predict(Tiling.of(side));
    Trimap trimap = ring();
    double sum = 0;
    for (int i = 0; i < whole.length; i++) {
      if (trimap.isUnknown(i % WIDTH, i / WIDTH)) {
        assertThat(tiled[i]).isBetween(0f, 1f);
        sum += Math.abs(whole[i] - tiled[i]);
      } else {
        assertThat(tiled[i]).isEqualTo(whole[i]);
      }
    }
    assertThat(sum / trimap.unknownCount()).isLessThan(0.005);
  }

  private static float[] predict(Tiling tiling) {
    RgbImage image = Generated.image(WIDTH, HEIGHT);
    float[] alpha = new float[WIDTH * HEIGHT];
    OneDnnEngine engine = new OneDnnEngine(Generated.weights(CONFIG), Precision.FP32);
    assertThat(engine.computesParts()).isTrue();
    try (Predictor predictor =
        new Predictor(
            engine,
            new EngineSettings(Precision.FP32, tiling, Optional.empty()),
            new ImportReport(List.of(), List.of(), List.of(), List.of(), List.of()))) {
      predictor.predict(
          image,
          ring(),
          (y, row) -> System.arraycopy(row, 0, alpha, y * WIDTH, WIDTH),
          ProgressListener.NONE);
    }
    return alpha;
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
