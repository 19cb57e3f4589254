package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.spi.EngineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiles, their blending and their memory, with a network whose tiles agree to the last digit. */
class PredictorTest {
  private static final ImportReport EMPTY =
      new ImportReport(List.of(), List.of(), List.of(), List.of(), List.of());

  private final LocalEngine engine = new LocalEngine();

  private Predictor predictor(Tiling tiling, String budget) {
    Optional<MemorySize> memory = Optional.ofNullable(budget).map(MemorySize::parse);
    return new Predictor(engine, new EngineSettings(Precision.FP32, tiling, memory), EMPTY);
  }

  private static Trimap unknown(int width, int height) {
    byte[] values = new byte[width * height];
    java.util.Arrays.fill(values, (byte) Trimap.UNKNOWN);
    return Trimap.of(width, height, values);
  }

  private static float wanted(RgbImage image, int x, int y) {
    return LocalEngine.alpha((image.sample(x, y, 0) - 0.485f) / 0.229f);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "31, 700", "333, 257", "1000, 900"})
  void tilesBlendToWhatTheWholeGives(int width, int height) {
    RgbImage image = Generated.image(width, height);
    AlphaMatte alpha =
        predictor(Tiling.of(256), null)
            .predict(image, unknown(width, height), ProgressListener.NONE);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertThat(alpha.alphaAt(x, y)).isEqualTo(wanted(image, x, y), within(1e-5f));
      }
    }
  }

  @Test
  void knownPixelsAreExactAndCostNothing() {
    Trimap known = Trimap.of(300, 200, new byte[300 * 200]);
    AlphaMatte alpha =
        predictor(Tiling.off(), null)
            .predict(Generated.image(300, 200), known, ProgressListener.NONE);
    assertThat(alpha.toFloatArray()).containsOnly(0);
    assertThat(engine.sizes).isEmpty();
  }

  @Test
  void withoutTilesTheWholePictureIsComputedOnce() {
    predictor(Tiling.off(), null)
        .predict(Generated.image(600, 400), Generated.trimap(600, 400), ProgressListener.NONE);
    assertThat(engine.sizes).containsExactly("608x416");
  }

  @Test
  void aBudgetMakesTilesSmaller() {
    RgbImage image = Generated.image(1024, 1024);
    predictor(Tiling.auto(), "200MB").predict(image, unknown(1024, 1024), ProgressListener.NONE);
    assertThat(engine.sizes).containsExactly("1024x1024");
    engine.sizes.clear();
    predictor(Tiling.auto(), "40MB").predict(image, unknown(1024, 1024), ProgressListener.NONE);
    assertThat(engine.sizes).hasSizeGreaterThan(1);
    assertThat(engine.sizes)
        .allSatisfy(
            size -> {
              long pixels = Long.parseLong(size.split("x")[0]) * Long.parseLong(size.split("x")[1]);
              assertThat(pixels * LocalEngine.BYTES_PER_PIXEL).isLessThan(40L << 20);
            });
  }

  @Test
  void refusesABudgetThatHoldsNoTileAndClosesTheEngine() {
    assertThatThrownBy(() -> predictor(Tiling.auto(), "5MB"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "memoryBudget is 5.00MB, wanted at least \\d\\.\\d+MB for this network");
    assertThat(engine.closed).isTrue();
  }

  @Test
  void closesTheEngineWhereAnInterruptComesBeforeItIsReady() {
    engine.interrupted = true;
    assertThatThrownBy(() -> predictor(Tiling.auto(), null))
        .isInstanceOf(MattingInterruptedException.class);
    assertThat(engine.closed).isTrue();
  }

  @Test
  void refusesAWholePictureBeyondTheBudgetBeforeAnythingRuns() {
    Predictor predictor = predictor(Tiling.off(), "20MB");
    RgbImage image = Generated.image(640, 640);
    Trimap trimap = Generated.trimap(640, 640);
    assertThatThrownBy(() -> predictor.predict(image, trimap, ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "memoryBudget is 20.0MB, wanted at least \\d+\\.?\\d*MB for the whole image of"
                + " 640x640");
    assertThat(engine.sizes).isEmpty();
  }

  @Test
  void knownPicturesCountInTheBudgetToo() {
    Predictor predictor = predictor(Tiling.auto(), "20MB");
    RgbImage image = Generated.image(2000, 1000);
    Trimap known = Trimap.of(2000, 1000, new byte[2000 * 1000]);
    assertThatThrownBy(() -> predictor.predict(image, known, ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "memoryBudget is 20.0MB, wanted at least \\d+\\.?\\d*MB for the picture of 2000x1000");
  }

  @Test
  void estimatesTheMemoryOfAPicture() {
    long bytes = predictor(Tiling.off(), null).memoryFor(640, 320).bytes();
    long pixels = 640 * 320;
    long least = LocalEngine.WEIGHT_BYTES + (LocalEngine.BYTES_PER_PIXEL + 4) * pixels;
    assertThat(bytes).isBetween(least, least + 50 * pixels);
    assertThat(predictor(Tiling.auto(), "20MB").memoryFor(4000, 300).bytes())
        .isLessThan(LocalEngine.BYTES_PER_PIXEL * 4000 * 300);
  }

  @Test
  void progressRisesToOne() {
    List<Double> heard = new ArrayList<>();
    predictor(Tiling.of(256), null)
        .predict(Generated.image(700, 500), unknown(700, 500), heard::add);
    assertThat(heard).isSorted().hasSizeGreaterThan(3).last().isEqualTo(1.0);
  }

  @Test
  void rowsComeInOrderAndEachOnce() {
    List<Integer> rows = new ArrayList<>();
    predictor(Tiling.of(256), null)
        .predict(
            Generated.image(300, 500),
            Generated.trimap(300, 500),
            (y, row) -> rows.add(y),
            ProgressListener.NONE);
    assertThat(rows).hasSize(500).isSorted().first().isEqualTo(0);
    assertThat(rows).doesNotHaveDuplicates();
  }
}
