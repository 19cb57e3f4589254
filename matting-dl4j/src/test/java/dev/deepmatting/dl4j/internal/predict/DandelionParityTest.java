package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Alphas;
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
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The embedded model on a real photograph against PyTorch's alpha of the same weights. */
class DandelionParityTest {
  private static final Path SAMPLES = Path.of("../matting-examples/samples");
  private static final Path IMAGE = SAMPLES.resolve("dandelion.jpg");
  private static final Path TRIMAP = SAMPLES.resolve("dandelion-trimap.png");

  /** ND4J's older kernels decide a near-tie otherwise on processors without AVX-512. */
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
    AlphaMatte whole = predict(network().tiling(Tiling.off()));
    for (Tiling tiling : List.of(Tiling.auto(), Tiling.of(640), Tiling.of(384))) {
      AlphaMatte tiled = predict(network().tiling(tiling));
      assertThat(meanOfUnknown(whole, tiled)).as(tiling.toString()).isLessThan(0.005);
    }
  }

  @Test
  @EnabledIf("dev.deepmatting.dl4j.fixture.Cpu#computesBrainFloat")
  void halfTheBitsGiveNearlyTheSameAlpha() {
    AlphaMatte exact = predict(network().engine(Engine.ONEDNN));
    AlphaMatte rough = predict(network().engine(Engine.ONEDNN).precision(Precision.BF16));
    assertThat(meanOfUnknown(exact, rough)).isBetween(1e-9, 0.002);
  }

  @Test
  void aSmallBudgetIsEnough() {
    AlphaMatte tiled = predict(network().memoryBudget("64MB"));
    AlphaMatte whole = predict(network().tiling(Tiling.off()));
    assertThat(meanOfUnknown(whole, tiled)).isLessThan(0.005);
  }

  private static Matting.Builder network() {
    return Matting.builder().model("builtin:dim-small");
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

  private static void check(Engine engine, Path image, Path trimapFile, String goldenFile) {
    AlphaMatte wanted = ImageFiles.standard().readAlpha(Golden.path(goldenFile));
    Trimap trimap = ImageFiles.standard().readTrimap(trimapFile, TrimapThresholds.standard());
    try (Matting matting = network().engine(engine).tiling(Tiling.off()).build()) {
      AlphaMatte alpha = matting.predict(image, trimapFile);
      float[] unknown = new float[Math.toIntExact(trimap.unknownCount())];
      float[] golden = new float[unknown.length];
      int count = 0;
      for (int y = 0; y < alpha.height(); y++) {
        for (int x = 0; x < alpha.width(); x++) {
          if (trimap.isUnknown(x, y)) {
            unknown[count] = alpha.alphaAt(x, y);
            golden[count++] = wanted.alphaAt(x, y);
          } else {
            assertThat(alpha.alphaAt(x, y)).isEqualTo(trimap.valueAt(x, y) / 255f);
          }
        }
      }
      Alphas.assertSame(unknown, golden);
      if (engine == Engine.ONEDNN) {
        assertThat(unknown).containsExactly(golden, within(TOLERANCE));
      }
    }
  }
}
