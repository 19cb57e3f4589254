package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeCommandTest {
  private static final List<String> LAYERS =
      List.of("alpha", "background", "foreground", "merged", "trimap");

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(strings = {"online", "seed", "paper", "gca"})
  void writesEveryLayer(String recipe) throws IOException {
    Path out = root.resolve("out");

    Run run = compose("--recipe", recipe, "--count", 2, "--seed", 7, "--size", 64, "--out", out);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(names(out))
        .containsExactlyElementsOf(
            Stream.of("00000-", "00001-")
                .flatMap(stem -> LAYERS.stream().map(layer -> stem + layer + ".png"))
                .toList());
    for (String stem : List.of("00000", "00001")) {
      assertThat(worstDeviation(out, stem)).isLessThanOrEqualTo(0.5 + 1e-9);
    }
  }

  @Test
  void givesTheSameSamplesWithAnyNumberOfWorkers() throws IOException {
    for (int workers : new int[] {1, 2, 8}) {
      Run run =
          compose(
              "--recipe",
              "gca",
              "--count",
              6,
              "--seed",
              5,
              "--size",
              48,
              "--workers",
              workers,
              "--out",
              root.resolve("out" + workers));
      assertThat(run.exitCode()).isZero();
    }

    for (String name : names(root.resolve("out1"))) {
      byte[] one = Files.readAllBytes(root.resolve("out1").resolve(name));
      assertThat(root.resolve("out2").resolve(name)).hasBinaryContent(one);
      assertThat(root.resolve("out8").resolve(name)).hasBinaryContent(one);
    }
  }

  @Test
  void writesTheImageApartWhereItDiffersAndASheet() throws IOException {
    Path out = root.resolve("out");
    Path sheet = root.resolve("sheet.png");

    Run run =
        compose(
            "--recipe",
            "seed",
            "--count",
            2,
            "--seed",
            1,
            "--size",
            64,
            "--noise",
            10,
            "--jpeg",
            "1",
            "--out",
            out,
            "--sheet",
            sheet);

    assertThat(run.exitCode()).isZero();
    assertThat(names(out)).contains("00000-image.png", "00001-image.png").hasSize(12);
    assertThat(ImageIO.read(sheet.toFile()).getHeight()).isEqualTo(2 * 196 + 4);
  }

  @Test
  void composesPicturesFromFolders() throws IOException {
    Path foregrounds = root.resolve("fg");
    Path backgrounds = root.resolve("bg");
    Pictures.photograph(foregrounds.resolve("a.png"));
    Pictures.photograph(backgrounds.resolve("b.png"));
    Pictures.trimap(root.resolve("alpha").resolve("a.png"));

    Run run =
        compose(
            "--recipe",
            "seed",
            "--foreground",
            foregrounds,
            "--alpha",
            root.resolve("alpha"),
            "--background",
            backgrounds,
            "--count",
            3,
            "--seed",
            1,
            "--size",
            32,
            "--out",
            root.resolve("out"));

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(names(root.resolve("out"))).hasSize(15);
  }

  @Test
  void anUnusablePictureEndsTheRunOrIsLeftOut() throws IOException {
    Path foregrounds = root.resolve("fg");
    Pictures.photograph(root.resolve("bg").resolve("b.png"));
    Pictures.photograph(foregrounds.resolve("a.png"));
    Pictures.trimap(root.resolve("alpha").resolve("a.png"));
    Files.writeString(foregrounds.resolve("text.jpg"), "no picture");
    Pictures.trimap(root.resolve("alpha").resolve("text.png"));
    Object[] options = {
      "--recipe",
      "seed",
      "--foreground",
      foregrounds,
      "--alpha",
      root.resolve("alpha"),
      "--background",
      root.resolve("bg"),
      "--count",
      4,
      "--seed",
      1,
      "--size",
      32,
      "--out",
      root.resolve("out")
    };

    Run failing = compose(options);
    Object[] skipping = Arrays.copyOf(options, options.length + 1);
    skipping[options.length] = "--skip-unusable";
    Run skipped = compose(skipping);

    assertThat(failing.exitCode()).isEqualTo(2);
    assertThat(failing.err()).contains("text.jpg");
    assertThat(skipped.exitCode()).isEqualTo(1);
    assertThat(skipped.err()).contains("text.jpg");
    assertThat(names(root.resolve("out"))).hasSize(20);
  }

  @Test
  void saysWhatIsWrongWithTheOptions() {
    Path out = root.resolve("out");

    assertThat(compose("--recipe", "best", "--count", 1, "--seed", 1, "--out", out).err())
        .contains("recipe is 'best', wanted online, paper, gca or photo");
    assertThat(compose("--recipe", "seed", "--count", 0, "--seed", 1, "--out", out).err())
        .contains("--count is 0, wanted at least 1");
    assertThat(
            compose("--recipe", "seed", "--count", 1, "--seed", 1, "--out", out, "--alpha", root)
                .err())
        .contains("--foreground is missing, wanted a folder with --alpha");
    assertThat(
            compose("--recipe", "seed", "--count", 1, "--seed", 1, "--out", out, "--source", "web")
                .err())
        .contains("--source is 'web', wanted procedural or a folder that exists");
  }

  @Test
  void refusesPlacesThatWouldLoseSomething() throws IOException {
    Path backgrounds = root.resolve("bg");
    Pictures.photograph(backgrounds.resolve("00000-merged.png"));

    Run amongInputs =
        compose(
            "--recipe",
            "seed",
            "--background",
            backgrounds,
            "--count",
            1,
            "--seed",
            1,
            "--out",
            backgrounds);
    Run lostSheet =
        compose(
            "--recipe",
            "seed",
            "--count",
            1,
            "--seed",
            1,
            "--out",
            root.resolve("out"),
            "--sheet",
            root.resolve("none").resolve("sheet.png"));

    assertThat(amongInputs.exitCode()).isEqualTo(2);
    assertThat(amongInputs.err())
        .contains("--out is '" + backgrounds + "', a folder of inputs, wanted another one");
    assertThat(lostSheet.exitCode()).isEqualTo(2);
    assertThat(lostSheet.err()).contains("sheet.png cannot be written, wanted the folder");
    assertThat(root.resolve("out")).doesNotExist();
  }

  private static Run compose(Object... options) {
    Object[] all = new Object[options.length + 1];
    all[0] = "compose";
    System.arraycopy(options, 0, all, 1, options.length);
    return Run.matting(all);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** How far merged is from alpha * foreground + (1 - alpha) * background, of 255. */
  private static double worstDeviation(Path folder, String stem) throws IOException {
    BufferedImage alpha = read(folder, stem, "alpha");
    BufferedImage foreground = read(folder, stem, "foreground");
    BufferedImage background = read(folder, stem, "background");
    BufferedImage merged = read(folder, stem, "merged");
    double worst = 0;
    for (int y = 0; y < merged.getHeight(); y++) {
      for (int x = 0; x < merged.getWidth(); x++) {
        double a = alpha.getRaster().getSample(x, y, 0) / 255.0;
        for (int band = 0; band < 3; band++) {
          double exact =
              a * foreground.getRaster().getSample(x, y, band)
                  + (1 - a) * background.getRaster().getSample(x, y, band);
          worst = Math.max(worst, Math.abs(exact - merged.getRaster().getSample(x, y, band)));
        }
      }
    }
    return worst;
  }

  private static BufferedImage read(Path folder, String stem, String layer) throws IOException {
    return ImageIO.read(folder.resolve(stem + "-" + layer + ".png").toFile());
  }
}
