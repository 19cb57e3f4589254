package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.RunEstimate;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
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

class TileLimitTest {
  private static final int SIDE = 10_000;
  private static final long WEIGHTS = 30_000_000;
  private static final long PER_PIXEL = 250;

  private final Held engine = new Held();

  /** Large weights and buffers, and something that is kept from an earlier run. */
  private static final class Held implements NetworkEngine {
    private final List<Long> bounds = new ArrayList<>();

    @Override
    public NetworkConfig config() {
      return new LocalEngine().config();
    }

    @Override
    public long weightBytes() {
      return WEIGHTS;
    }

    @Override
    public RunEstimate estimate(boolean inParts) {
      return RunEstimate.of(side -> PER_PIXEL * side * side);
    }

    @Override
    public void holdAtMost(long bytes) {
      bounds.add(bytes);
    }

    @Override
    public FloatTensor run(RunRequest request, ProgressListener listener) {
      throw new UnsupportedOperationException("only asked for sizes");
    }

    @Override
    public void close() {}
  }

  /** Computed here independently, from the longest side down. */
  @ParameterizedTest
  @CsvSource({"400MB, 3", "512MB, 3", "640MB, 6", "1GB, 3", "2GB, 6"})
  void takesTheLargestTileThatFitsBesideTheRowsThatItNeeds(String budget, int bytesPerPixel) {
    long limit = MemorySize.parse(budget).bytes();
    int wanted = 2048;
    while (needed(wanted, bytesPerPixel) > limit) {
      wanted -= 32;
    }

    assertThat(limit(budget).side(image(bytesPerPixel), trimap(), List.of(), (y, row) -> {}))
        .isEqualTo(wanted)
        .isGreaterThan(256);
  }

  private static long needed(long side, int bytesPerPixel) {
    double tile = 1.03 * PER_PIXEL + 20;
    long band = 8 * 10_016 * side;
    return WEIGHTS + (long) (tile * side * side) + band + side * SIDE * (bytesPerPixel + 1);
  }

  @Test
  void givesBackWhatIsKeptBeyondTheTile() {
    int side = limit("512MB").side(image(3), trimap(), List.of(), (y, row) -> {});

    long others = needed(side, 3) - (long) (1.03 * PER_PIXEL * side * side);
    assertThat(engine.bounds.get(0))
        .isBetween(
            MemorySize.parse("512MB").bytes() - others - 2,
            MemorySize.parse("512MB").bytes() - others + 2);
  }

  @Test
  void countsTheMatteThatIsCollected() {
    int streamed = limit("1GB").side(image(3), trimap(), List.of(), (y, row) -> {});

    assertThatThrownBy(
            () -> limit("512MB").side(image(3), trimap(), List.of(), collecting(800_000_000)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("memoryBudget is 512MB, wanted at least ");
    assertThat(limit("1GB").side(image(3), trimap(), List.of(), collecting(400_000_000)))
        .isBetween(256, streamed - 32);
  }

  private static AlphaSink collecting(long bytes) {
    return new AlphaSink() {
      @Override
      public void writeRow(int y, float[] alpha) {}

      @Override
      public long bytes() {
        return bytes;
      }
    };
  }

  private TileLimit limit(String budget) {
    return new TileLimit(
        engine,
        new EngineSettings(Precision.FP32, Tiling.auto(), Optional.of(MemorySize.parse(budget))),
        engine.estimate(false),
        new Guidance(engine.config()));
  }

  private static ImageRows image(int bytesPerPixel) {
    return new ImageRows() {
      @Override
      public int width() {
        return SIDE;
      }

      @Override
      public int height() {
        return SIDE;
      }

      @Override
      public void readRow(int y, float[] target) {}

      @Override
      public void keep(int rows) {
        throw new UnsupportedOperationException("only asked for sizes");
      }

      @Override
      public long keptBytes(int rows) {
        return (long) rows * SIDE * bytesPerPixel;
      }
    };
  }

  private static TrimapRows trimap() {
    return new TrimapRows() {
      @Override
      public int width() {
        return SIDE;
      }

      @Override
      public int height() {
        return SIDE;
      }

      @Override
      public void readRow(int y, byte[] target) {}

      @Override
      public void keep(int rows) {
        throw new UnsupportedOperationException("only asked for sizes");
      }

      @Override
      public long keptBytes(int rows) {
        return (long) rows * SIDE;
      }
    };
  }
}
