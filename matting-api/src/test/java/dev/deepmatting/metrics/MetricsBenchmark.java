package dev.deepmatting.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All metrics of a pair of 1920x1440 pixels on one core, in turns with the definitions written in
 * NumPy and SciPy: {@code ./mvnw -Plong verify}. Prints medians and their ratio; the numbers must
 * agree. {@code -Dpython=FILE} names a Python with NumPy, SciPy and OpenCV; without them only the
 * library's time is printed.
 */
class MetricsBenchmark {
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1440;
  private static final int ROUNDS = 9;
  private static final String PYTHON = System.getProperty("python", "/usr/bin/python3");

  private final AlphaMatte truth = Planes.matte(WIDTH, HEIGHT, MetricsBenchmark::truth);
  private final AlphaMatte prediction =
      Planes.matte(
          WIDTH,
          HEIGHT,
          (x, y) ->
              clamp(truth(x, y) + (truth(x, y) % 255 == 0 ? 0 : (13 * x + 17 * y) % 41 - 20)));
  private final Trimap trimap =
      Planes.trimap(
          WIDTH, HEIGHT, (x, y) -> distance(x, y) < 400 ? 255 : distance(x, y) > 680 ? 0 : 128);
  private MattingScores scores;

  @Test
  @Tag("long")
  void aPairOf1920By1440Pixels() {
    double[] seconds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      seconds[round] = seconds();
    }
    System.out.printf(
        "SAD, MSE, gradient, connectivity, MAD of %dx%d, %.0f %% unknown: %.3f s (first %.3f s)%n",
        WIDTH,
        HEIGHT,
        100.0 * trimap.unknownCount() / (WIDTH * HEIGHT),
        median(seconds),
        seconds[0]);
    assertThat(scores.pixels()).isEqualTo(trimap.unknownCount());
  }

  @Test
  @Tag("long")
  void againstTheDefinitionsInScipy(@TempDir Path folder) throws IOException, InterruptedException {
    requirePeer();
    truth.writePng(folder.resolve("truth.png"));
    prediction.writePng(folder.resolve("prediction.png"));
    ImageFiles.writePng(trimap.toBufferedImage(), folder.resolve("trimap.png"));
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    String[] answer = {};
    Process peer = startPeer(folder);
    try (BufferedReader answers = peer.inputReader();
        PrintWriter requests = new PrintWriter(peer.outputWriter(), true)) {
      for (int round = 0; round < ROUNDS; round++) {
        ours[round] = seconds();
        requests.println();
        answer = Objects.requireNonNull(answers.readLine(), "the peer's answer").split(" ");
        theirs[round] = Double.parseDouble(answer[0]);
      }
    }
    assertThat(peer.waitFor()).isZero();
    System.out.printf(
        "Java %.3f s, SciPy %.3f s, ratio %.2f (medians of %d in turns, a thread each)%n",
        median(ours), median(theirs), median(ours) / median(theirs), ROUNDS);
    double[] numbers = Arrays.stream(answer).skip(1).mapToDouble(Double::parseDouble).toArray();
    assertThat(numbers)
        .containsExactly(
            new double[] {
              scores.sad(), scores.mse(), scores.gradient(), scores.connectivity(), scores.mad()
            },
            within(1e-8));
  }

  private double seconds() {
    long start = System.nanoTime();
    scores = MattingMetrics.standard().compare(prediction, truth, trimap);
    return (System.nanoTime() - start) / 1e9;
  }

  private static void requirePeer() throws IOException, InterruptedException {
    assumeThat(Path.of(PYTHON)).isExecutable();
    Process probe =
        new ProcessBuilder(PYTHON, "-c", "import numpy, scipy.ndimage, cv2")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeThat(probe.waitFor()).as("exit code of importing NumPy, SciPy and OpenCV").isZero();
  }

  private static Process startPeer(Path folder) throws IOException {
    return new ProcessBuilder(PYTHON, script().toString(), folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path script() {
    try {
      return Path.of(
          Objects.requireNonNull(MetricsBenchmark.class.getResource("metric_speed.py")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A soft disc with strands around it. */
  private static int truth(int x, int y) {
    double strand = 60 * Math.sin(x / 7.0) * Math.cos(y / 5.0) + 30 * Math.sin((x + 2 * y) / 3.0);
    return clamp((int) (255 * (560 - distance(x, y)) / 80 + strand));
  }

  private static double distance(int x, int y) {
    return Math.hypot(x - WIDTH / 2.0, y - HEIGHT / 2.0);
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
