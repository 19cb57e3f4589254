package dev.deepmatting.dl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.Tiling;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The embedded model on a real photograph against PyTorch's alpha of the same weights. */
class DandelionParityTest {
  private static final Path SAMPLES = Path.of("../matting-examples/samples");
  private static final Path IMAGE = SAMPLES.resolve("dandelion.jpg");
  private static final Path TRIMAP = SAMPLES.resolve("dandelion-trimap.png");
  private static final float TOLERANCE = 1e-3f;

  @ParameterizedTest
  @EnumSource(names = {"ONEDNN", "SAMEDIFF"})
  void agreesWithPyTorchOnTheSameDecodedPixels(Engine engine) {
    check(
        engine,
        Golden.path("dandelion-crop.png"),
        Golden.path("dandelion-crop-trimap.png"),
        "dim-small-dandelion-crop.png");
  }

  /** Two JPEG decoders may round a sample differently by one, which an alpha may amplify. */
  @ParameterizedTest
  @EnumSource(names = {"ONEDNN", "SAMEDIFF"})
  void agreesWithPyTorchOnTheWholePhotograph(Engine engine) {
    check(engine, IMAGE, TRIMAP, "dim-small-dandelion.png");
  }

  @Test
  void tilesOfAnySizeGiveNearlyTheAlphaOfTheWhole() {
    AlphaMatte whole = predict(Matting.builder().tiling(Tiling.off()));
    for (Tiling tiling : List.of(Tiling.auto(), Tiling.of(640), Tiling.of(384))) {
      AlphaMatte tiled = predict(Matting.builder().tiling(tiling));
      assertThat(meanOfUnknown(whole, tiled)).as(tiling.toString()).isLessThan(0.005);
    }
  }

  @Test
  void halfTheBitsGiveNearlyTheSameAlpha() {
    AlphaMatte exact = predict(Matting.builder().engine(Engine.ONEDNN));
    AlphaMatte rough = predict(Matting.builder().engine(Engine.ONEDNN).precision(Precision.BF16));
    assertThat(meanOfUnknown(exact, rough)).isBetween(1e-9, 0.002);
  }

  @Test
  void aSmallBudgetIsEnough() {
    AlphaMatte tiled = predict(Matting.builder().memoryBudget("64MB"));
    AlphaMatte whole = predict(Matting.builder().tiling(Tiling.off()));
    assertThat(meanOfUnknown(whole, tiled)).isLessThan(0.005);
  }

  private static AlphaMatte predict(Matting.Builder builder) {
    try (Matting matting = builder.build()) {
      return matting.predict(IMAGE, TRIMAP);
    }
  }

  private static double meanOfUnknown(AlphaMatte one, AlphaMatte other) {
    Trimap trimap = ImageFiles.standard().readTrimap(TRIMAP, TrimapThresholds.standard());
    double sum = 0;
    for (int y = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++) {
        sum += Math.abs(one.alphaAt(x, y) - other.alphaAt(x, y));
      }
    }
    return sum / trimap.unknownCount();
  }

  private static void check(Engine engine, Path image, Path trimapFile, String golden) {
    AlphaMatte wanted = ImageFiles.standard().readAlpha(Golden.path(golden));
    Trimap trimap = ImageFiles.standard().readTrimap(trimapFile, TrimapThresholds.standard());
    try (Matting matting = Matting.builder().engine(engine).tiling(Tiling.off()).build()) {
      AlphaMatte alpha = matting.predict(image, trimapFile);
      float worst = 0;
      for (int y = 0; y < alpha.height(); y++) {
        for (int x = 0; x < alpha.width(); x++) {
          float difference = Math.abs(alpha.alphaAt(x, y) - wanted.alphaAt(x, y));
          if (trimap.isUnknown(x, y)) {
            worst = Math.max(worst, difference);
          } else {
            assertThat(alpha.alphaAt(x, y)).isEqualTo(trimap.valueAt(x, y) / 255f);
          }
        }
      }
      assertThat(worst).as("largest difference in unknown pixels").isLessThan(TOLERANCE);
    }
  }
}
