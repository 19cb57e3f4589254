package dev.deepmatting.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Numbers that two independent programs computed from the definitions; {@code make_vectors.py}
 * beside the pictures made them.
 */
class MetricVectorsTest {
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @MethodSource("rows")
  void agreesWithTheDefinitions(String row) {
    String[] columns = row.split(",");
    MattingMetrics metrics =
        MattingMetrics.standard()
            .withRegion(columns[1].equals("image") ? Region.WHOLE_IMAGE : Region.UNKNOWN)
            .withEmptyIntersection(
                columns[2].equals("everything")
                    ? EmptyIntersection.EVERYTHING
                    : EmptyIntersection.NOTHING);

    MattingScores scores =
        metrics.compare(
            matte(columns[0] + "-prediction.png"),
            matte(columns[0] + "-truth.png"),
            trimap(columns[0] + "-trimap.png"));

    assertThat(scores.pixels()).isEqualTo(number(columns[3]));
    assertThat(scores.sad()).isCloseTo(number(columns[4]), within(TOLERANCE));
    assertThat(scores.mse()).isCloseTo(number(columns[5]), within(TOLERANCE));
    assertThat(scores.gradient()).isCloseTo(number(columns[6]), within(TOLERANCE));
    assertThat(scores.connectivity()).isCloseTo(number(columns[7]), within(TOLERANCE));
    assertThat(scores.mad()).isCloseTo(number(columns[8]), within(TOLERANCE));
  }

  @Test
  void readsEveryVector() throws IOException {
    assertThat(rows()).hasSize(108);
  }

  static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(file("vectors.csv"))) {
      return lines.skip(1).toList();
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private static AlphaMatte matte(String name) {
    return ImageFiles.standard().readAlpha(file(name));
  }

  private static Trimap trimap(String name) {
    return ImageFiles.standard().readTrimap(file(name), TrimapThresholds.standard());
  }

  private static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(MetricVectorsTest.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
