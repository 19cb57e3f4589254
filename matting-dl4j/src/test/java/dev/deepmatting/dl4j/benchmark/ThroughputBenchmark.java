package dev.deepmatting.dl4j.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.deepmatting.data.Recipe;
import dev.deepmatting.data.folder.CompositionDataset;
import dev.deepmatting.dl4j.data.SampleBatchIterator;
import dev.deepmatting.dl4j.fixture.Golden;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training samples per second against a loader like that of public PyTorch training code (OpenCV,
 * NumPy, PyTorch's DataLoader), on the same files with the same number of workers, in turns: {@code
 * ./mvnw -Plong verify}. Both make batches of 16: 4 and 11 channels of 320x320. {@code
 * -Dpython=FILE} names a Python with PyTorch and OpenCV; without them it is skipped.
 */
class ThroughputBenchmark {
  private static final int WORKERS = 2;
  private static final int SAMPLES = 192;
  private static final int BATCH = 16;
  private static final int ROUNDS = 5;
  private static final String PYTHON = System.getProperty("python", "/usr/bin/python3");

  @Test
  @Tag("long")
  void samplesPerSecond(@TempDir Path folder) throws IOException, InterruptedException {
    requirePeer();
    run("make_layers.py", folder.toString());
    Process peer = start("seed_loader.py", folder.toString(), "" + SAMPLES, "" + WORKERS);
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    double[] uncached = new double[ROUNDS];
    try (BufferedReader answers = peer.inputReader();
        PrintWriter requests = new PrintWriter(peer.outputWriter(), true);
        SampleBatchIterator cached = batches(folder, 400_000_000);
        SampleBatchIterator decoding = batches(folder, 0)) {
      assertThat(answers.readLine()).isEqualTo("ready");
      samplesPerSecond(cached);
      for (int round = 0; round < ROUNDS; round++) {
        ours[round] = samplesPerSecond(cached);
        requests.println();
        theirs[round] = Double.parseDouble(answers.readLine());
        uncached[round] = samplesPerSecond(decoding);
      }
    }
    assertThat(peer.waitFor()).isZero();
    System.out.printf(
        "Samples per second, %d workers: Java %.1f, without its cache %.1f, Python %.1f;"
            + " ratios %.2f and %.2f (medians of %d in turns)%n",
        WORKERS,
        median(ours),
        median(uncached),
        median(theirs),
        median(ours) / median(theirs),
        median(uncached) / median(theirs),
        ROUNDS);
  }

  private static SampleBatchIterator batches(Path folder, long cacheBytes) {
    CompositionDataset dataset =
        CompositionDataset.builder()
            .foregrounds(folder.resolve("fg"))
            .alphas(folder.resolve("alpha"))
            .backgrounds(folder.resolve("bg"))
            .backgroundsPerForeground(16)
            .cacheBytes(cacheBytes)
            .build();
    return SampleBatchIterator.builder(Recipe.online().of(dataset, 1))
        .batchSize(BATCH)
        .workers(WORKERS)
        .open();
  }

  /** An epoch has 12 foregrounds with 16 backgrounds each. */
  private static double samplesPerSecond(SampleBatchIterator batches) {
    long start = System.nanoTime();
    long samples = 0;
    while (batches.hasNext()) {
      samples += batches.next().getFeatures(0).size(0);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(samples).isEqualTo(SAMPLES);
    batches.reset();
    return samples / seconds;
  }

  private static void requirePeer() throws IOException, InterruptedException {
    assumeThat(Path.of(PYTHON)).isExecutable();
    Process probe =
        new ProcessBuilder(PYTHON, "-c", "import torch, cv2")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeThat(probe.waitFor()).as("exit code of importing PyTorch and OpenCV").isZero();
  }

  private static void run(String script, String... arguments)
      throws IOException, InterruptedException {
    assertThat(start(script, arguments).waitFor()).isZero();
  }

  private static Process start(String script, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 2];
    command[0] = PYTHON;
    command[1] = Golden.path(script).toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
