package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.Trimap;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownLayoutTest {
  @ParameterizedTest
  @CsvSource({"20, 15, 0.02", "20, 15, 0.3", "20, 15, 1", "3, 3, 0.2", "200, 150, 0.7"})
  void theFiveByFivePixelsAroundAnUnknownOneStandInPieces(int width, int height, double unknown) {
    Labels labels = DenseSystem.labels(width, height, unknown, new Random(width));
    UnknownLayout layout = new UnknownLayout(labels);
    boolean[] near = near(labels);

    int[] places = IntStream.range(0, near.length).map(layout::place).toArray();

    int last = 3;
    for (int i = 0; i < near.length; i++) {
      assertThat(places[i] >= 0).as("pixel %d", i).isEqualTo(near[i]);
      if (near[i]) {
        assertThat(places[i]).isEqualTo(last + 1);
        last = places[i];
      }
    }
    // As much space as at the beginning, for loops that look at neighbours.
    assertThat(layout.size).isEqualTo(last + 5);
  }

  /** Within two rows and two columns of an unknown pixel. */
  private static boolean[] near(Labels labels) {
    int width = labels.width();
    boolean[] near = new boolean[labels.values().length];
    for (int i = 0; i < near.length; i++) {
      for (int y = Math.max(0, i / width - 2); y <= i / width + 2 && y < labels.height(); y++) {
        for (int x = Math.max(0, i % width - 2); x <= i % width + 2 && x < width; x++) {
          near[i] |= labels.isUnknown(y * width + x);
        }
      }
    }
    return near;
  }

  @ParameterizedTest
  @CsvSource({"20, 15, 0.3", "20, 15, 1", "200, 150, 0.7", "300, 200, 0.5"})
  void runsCoverTheUnknownPixelsOnceAndKnowTheRowsAround(int width, int height, double unknown) {
    Labels labels = DenseSystem.labels(width, height, unknown, new Random(height));
    UnknownLayout layout = new UnknownLayout(labels);
    int[] pixelAt = new int[layout.size];
    Arrays.fill(pixelAt, -1);
    IntStream.range(0, width * height)
        .filter(i -> layout.place(i) >= 0)
        .forEach(i -> pixelAt[layout.place(i)] = i);

    boolean[] covered = new boolean[width * height];
    for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
      for (int run = layout.firstRun(chunk); run < layout.firstRun(chunk + 1); run++) {
        assertThat(layout.base(run)).isBetween(layout.start(chunk), layout.start(chunk + 1) - 1);
        for (int i = 0; i < layout.length(run); i++) {
          int pixel = pixelAt[layout.base(run) + i];
          assertThat(labels.isUnknown(pixel) && !covered[pixel]).isTrue();
          covered[pixel] = true;
        }
        int first = pixelAt[layout.base(run)];
        for (int below = -2; below <= 2; below++) {
          int y = first / width + below;
          int wanted = y < 0 || y >= height ? -1 : layout.place(first + below * width);
          assertThat(layout.base(run, below)).isEqualTo(wanted);
        }
      }
    }
    assertThat(covered).isEqualTo(labels.unknown());
    assertThat(layout.start(0)).isZero();
    assertThat(layout.start(layout.chunkCount())).isEqualTo(layout.size);
  }

  @Test
  void bringsPicturesIntoVectorsAndBack() {
    Labels labels = Labels.of(DrawnPicture.trimap(4, 1, (x, y) -> x == 0 ? 255 : x == 3 ? 0 : 128));
    UnknownLayout layout = new UnknownLayout(labels);
    Plane plane = new Plane(4, 1, 1, new float[] {0.1f, 0.25f, 0.5f, 0.7f});

    double[] vector = layout.vector(plane);

    assertThat(Arrays.stream(vector).sum()).isEqualTo(0.75);
    assertThat(layout.alphas(vector).values()).containsExactly(1, 0.25f, 0.5f, 0);
    assertThat(Arrays.stream(layout.known()).sum()).isEqualTo(1);
    assertThat(layout.known()[layout.place(0)]).isEqualTo(1);
  }

  @Test
  void clampsWhatLiesOutside() {
    Labels labels = Labels.of(DrawnPicture.trimap(2, 1, (x, y) -> Trimap.UNKNOWN));
    UnknownLayout layout = new UnknownLayout(labels);
    double[] vector = new double[layout.size];
    vector[layout.place(0)] = -0.2;
    vector[layout.place(1)] = 1.2;

    assertThat(layout.alphas(vector).values()).containsExactly(0, 1);
  }

  @Test
  void nothingUnknownIsNoChunk() {
    UnknownLayout layout = new UnknownLayout(Labels.of(DrawnPicture.trimap(5, 4, (x, y) -> 255)));

    assertThat(layout.chunkCount()).isZero();
    assertThat(layout.place(7)).isEqualTo(-1);
  }
}
