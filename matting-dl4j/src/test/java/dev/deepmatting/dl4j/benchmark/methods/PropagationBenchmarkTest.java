package dev.deepmatting.dl4j.benchmark.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark measures what it says, on pictures so small that nothing follows of them. */
class PropagationBenchmarkTest {
  private static final int MEBI = 1 << 20;

  @TempDir Path folder;

  @Test
  void theLargePictureIsUnknownInABandThatHoldsAllThatIsSoft() {
    LargePicture picture = new LargePicture(600, 400);
    int unknown = 0;
    int soft = 0;
    for (int y = 0; y < 400; y++) {
      for (int x = 0; x < 600; x++) {
        double alpha = picture.alpha(x, y);
        boolean between = alpha > 0 && alpha < 1;
        boolean isUnknown = picture.trimap(x, y) == Trimap.UNKNOWN;
        unknown += isUnknown ? 1 : 0;
        soft += between ? 1 : 0;
        assertThat(alpha).isBetween(0.0, 1.0);
        assertThat(between && !isUnknown).isFalse();
        if (!isUnknown) {
          assertThat(picture.trimap(x, y)).isEqualTo(alpha == 1 ? 255 : 0);
        }
      }
    }
    assertThat(unknown / 240_000.0).isBetween(0.05, 0.10);
    assertThat(soft).isGreaterThan(unknown / 20);
  }

  @Test
  void theLargePictureIsTheSameInEachRun() throws Exception {
    Photograph first = new LargePicture(300, 200).write(folder.resolve("one"));
    Photograph second = new LargePicture(300, 200).write(folder.resolve("two"));

    assertThat(second.image()).hasSameBinaryContentAs(first.image());
    assertThat(second.trimap()).hasSameBinaryContentAs(first.trimap());
    RgbImage image = ImageFiles.standard().readImage(first.image());
    Trimap trimap = ImageFiles.standard().readTrimap(first.trimap(), TrimapThresholds.standard());
    assertThat(image.width()).isEqualTo(300);
    assertThat(trimap.unknownCount()).isEqualTo(first.unknown());
    assertThat(image.sample8(150, 100, 0)).isNotEqualTo(image.sample8(10, 10, 0));
  }

  @Test
  void theHeapIsThatOfTheWorkAlone() {
    byte[][] before = {new byte[32 * MEBI]};
    byte[][] held = new byte[1][];

    HeapPeak peak =
        HeapWatch.during(
            () -> {
              held[0] = new byte[64 * MEBI];
              pause();
              held[0] = null;
            });

    assertThat(before[0]).hasSize(32 * MEBI);
    assertThat(peak.live()).isBetween(64L * MEBI, 90L * MEBI);
    assertThat(peak.most()).isGreaterThanOrEqualTo(peak.live() - MEBI);
  }

  @Test
  void figuresAreMediansOverPhotographs() {
    Photograph small = new Photograph("small", null, null, 10_000, 100_000);
    Photograph large = new Photograph("large", null, null, 40_000, 400_000);
    Photograph huge = new Photograph("6000x4000", null, null, 1_000_000, 24_000_000);
    String text =
        new Figures(
                new Results(
                    Map.of("threads", "2"),
                    List.of(small, large, large),
                    List.of(
                        new MethodResult(
                            "graph",
                            List.of(1.0, 2.0, 4.0),
                            List.of(10.0, 10.0, 10.0),
                            List.of(
                                new HeapPeak(1_000_000, 2_000_000),
                                new HeapPeak(8_000_000, 10_000_000),
                                new HeapPeak(8_000_000, 10_000_000)),
                            null),
                        new MethodResult("knn", List.of(), List.of(), List.of(), "gone")),
                    huge,
                    List.of(
                        new LargeResult(
                            "graph", "predictTo", 12.5, 3_000_000, new HeapPeak(0, 0), null),
                        new LargeResult("knn", "predict", 0, -1, null, "no heap"))))
            .toMarkdown();

    assertThat(text)
        .contains("Measured on: threads 2.")
        .contains("3 photographs of 0.40 megapixels, 10.0 % unknown (medians)")
        .contains("| graph | 2.00 | 4.00 | 0.20 | 200 | 250 |")
        .contains("| knn | gone |")
        .contains("24.0 megapixels, 1,000,000 pixels unknown (4.2 %)")
        .contains("| graph | predictTo | 12.50 | 3 | 0 | 0 |")
        .contains("| knn | predict | no heap |");
  }

  @Test
  void runsFromPicturesToFigures() throws Exception {
    String printed =
        run(
            "methods=knn,closed-form",
            "drawn=1",
            "drawn-size=64",
            "rounds=1",
            "large=300x200",
            "heap=256m",
            "parts=photographs,memory,large,large-memory",
            "folder=" + folder);

    assertThat(printed).contains("warming up", "heap of knn", "figures.md");
    assertThat(Files.readAllLines(folder.resolve("figures.md")))
        .anyMatch(line -> line.matches("\\| knn \\| [0-9.]+ \\| .*"))
        .anyMatch(line -> line.matches("\\| closed-form \\| [0-9.]+ \\| .*"))
        .anyMatch(line -> line.matches("\\| knn \\| predict \\| [0-9.]+ \\| .*"))
        .anyMatch(line -> line.matches("\\| closed-form \\| predictTo \\| [0-9.]+ \\| .*"))
        .noneMatch(line -> line.contains("failed"));
  }

  @Test
  void refusesOptionsThatItDoesNotKnow() {
    assertThat(PropagationBenchmark.options("rounds=3").number("rounds")).isEqualTo(3);
    assertThatThrownBy(() -> PropagationBenchmark.options("round=3"))
        .hasMessageContaining("'round=3'");
    assertThatThrownBy(() -> PropagationBenchmark.options("large"))
        .hasMessageContaining("NAME=VALUE");
    assertThatThrownBy(() -> new LargePicture(100, 200)).hasMessageContaining("100x200");
  }

  private static String run(String... arguments) throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      PropagationBenchmark.main(arguments);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
