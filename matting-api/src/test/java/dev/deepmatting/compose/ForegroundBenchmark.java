package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
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
 * The foreground of a picture of 1920x1088 pixels, in turns with the same method in NumPy and with
 * blur fusion, a coarser method, in OpenCV: {@code ./mvnw -Plong verify}. Prints medians. {@code
 * -Dpython=FILE} names a Python with NumPy and OpenCV.
 */
class ForegroundBenchmark {
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1088;
  private static final int ROUNDS = 7;
  private static final String PYTHON = System.getProperty("python", "/usr/bin/python3");

  private final SoftScene scene = SoftScene.of(WIDTH, HEIGHT, 8);
  private RgbImage foreground;

  @Test
  @Tag("long")
  void againstPython(@TempDir Path folder) throws IOException, InterruptedException {
    requirePeer();
    ImageFiles.writePng(scene.image().toBufferedImage(), folder.resolve("image.png"));
    scene.alpha().writePng(folder.resolve("alpha.png"));
    double[][] seconds = new double[5][ROUNDS];
    Process peer =
        new ProcessBuilder(PYTHON, script().toString(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader answers = peer.inputReader();
        PrintWriter requests = new PrintWriter(peer.outputWriter(), true)) {
      for (int round = 0; round < ROUNDS; round++) {
        seconds[0][round] = seconds(1);
        seconds[1][round] = seconds(2);
        for (int request = 0; request < 3; request++) {
          requests.println(new String[] {"blur 1", "blur 2", "levels"}[request]);
          seconds[2 + request][round] =
              Double.parseDouble(Objects.requireNonNull(answers.readLine(), "the peer's answer"));
        }
      }
    }
    assertThat(peer.waitFor()).isZero();
    String[] names = {"Java", "Java", "OpenCV's blurs", "OpenCV's blurs", "NumPy"};
    int[] threads = {1, 2, 1, 2, 1};
    for (int i = 0; i < names.length; i++) {
      double median = median(seconds[i]);
      System.out.printf(
          "foreground %dx%d, %s, %d threads: %.3f s, %.1f megapixels per second%n",
          WIDTH, HEIGHT, names[i], threads[i], median, WIDTH * HEIGHT / 1e6 / median);
    }
    assertThat(foreground.width()).isEqualTo(WIDTH);
  }

  private double seconds(int threads) {
    ForegroundEstimation estimation = ForegroundEstimation.builder().threads(threads).build();
    long start = System.nanoTime();
    foreground = estimation.foreground(scene.image(), scene.alpha());
    return (System.nanoTime() - start) / 1e9;
  }

  private static void requirePeer() throws IOException, InterruptedException {
    assumeThat(Path.of(PYTHON)).isExecutable();
    Process probe =
        new ProcessBuilder(PYTHON, "-c", "import numpy, cv2")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeThat(probe.waitFor()).as("exit code of importing NumPy and OpenCV").isZero();
  }

  private static Path script() {
    try {
      return Path.of(
          Objects.requireNonNull(ForegroundBenchmark.class.getResource("foreground_speed.py"))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
