package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
  @TempDir Path root;
  private Path images;
  private Path trimaps;
  private Path out;

  @BeforeEach
  void nameFolders() {
    images = root.resolve("images");
    trimaps = root.resolve("trimaps");
    out = root.resolve("new").resolve("out");
  }

  @Test
  void writesAlphaAndCutoutOfOneImage() throws IOException {
    Path image = Pictures.photograph(images.resolve("a.png"));
    Path trimap = Pictures.trimap(trimaps.resolve("b.png"));

    Run run = Run.predict(image, trimap, out);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            "[1/1] " + out.resolve("a-alpha.png") + ", " + out.resolve("a-cutout.png") + "\n");
    assertThat(names(out)).containsExactly("a-alpha.png", "a-cutout.png");
    AlphaMatte alpha = AlphaMatte.of(ImageIO.read(out.resolve("a-alpha.png").toFile()));
    assertThat(alpha.alphaAt(0, 8)).isEqualTo(1);
    assertThat(alpha.alphaAt(15, 8)).isZero();
    assertThat(ImageIO.read(out.resolve("a-cutout.png").toFile()).getRGB(15, 8) >>> 24).isZero();
  }

  @Test
  void writesTheAlphaAloneIfToldTo() throws IOException {
    Path image = Pictures.photograph(images.resolve("a.png"));
    Path trimap = Pictures.trimap(trimaps.resolve("b.png"));
    Path both = root.resolve("both");
    Run.predict(image, trimap, both);

    Run run =
        Run.matting(
            "predict", "--image", image, "--trimap", trimap, "--out", out, "--cutout", "false");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualToNormalizingNewlines("[1/1] " + out.resolve("a-alpha.png") + "\n");
    assertThat(names(out)).containsExactly("a-alpha.png");
    ImageFiles files = ImageFiles.standard();
    assertThat(files.readAlpha(out.resolve("a-alpha.png")).toFloatArray())
        .containsExactly(files.readAlpha(both.resolve("a-alpha.png")).toFloatArray());
  }

  @Test
  void replacesEarlierResultsBesideTheImages() throws IOException {
    Pictures.photograph(images.resolve("a.png"));
    Pictures.trimap(images.resolve("a-trimap.png"));

    assertThat(Run.predict(images, images, images).exitCode()).isZero();
    Files.writeString(images.resolve("a-alpha.png"), "old");
    assertThat(Run.predict(images, images, images).exitCode()).isZero();

    assertThat(names(images))
        .containsExactly("a-alpha.png", "a-cutout.png", "a-trimap.png", "a.png");
    assertThat(ImageFiles.standard().readImage(images.resolve("a-alpha.png")).width())
        .isEqualTo(Pictures.SIZE);
  }

  @Test
  void goesOnAfterABadFile() throws IOException {
    Files.createDirectories(images);
    Path broken = Files.writeString(images.resolve("a.png"), "not a picture");
    Pictures.trimap(trimaps.resolve("a.png"));
    Pictures.photograph(images.resolve("b.png"));
    Pictures.trimap(trimaps.resolve("b.png"));

    Run run = Run.predict(images, trimaps, out);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("matting: ").contains(broken.toString()).hasLineCount(1);
    assertThat(run.out()).contains("[2/2] ");
    assertThat(names(out)).containsExactly("b-alpha.png", "b-cutout.png");
  }

  @Test
  void reportsAMissingTrimapAndPredictsTheRest() throws IOException {
    Pictures.photograph(images.resolve("a.png"));
    Pictures.photograph(images.resolve("b.png"));
    Pictures.trimap(trimaps.resolve("b.png"));

    Run run = Run.predict(images, trimaps, out);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("matting: image " + images.resolve("a.png") + " has no trimap in " + trimaps);
    assertThat(names(out)).containsExactly("b-alpha.png", "b-cutout.png");
  }

  @Test
  void oneBadPairIsBadInput() throws IOException {
    Path image = Pictures.photograph(images.resolve("a.png"));
    Path trimap = Pictures.trimap(trimaps.resolve("a.png"), 20);

    Run run = Run.predict(image, trimap, out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "matting: " + image + ": trimap is 20x20, wanted the image's size 16x16\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesToReplaceAnInput() throws IOException {
    Path image = Pictures.photograph(images.resolve("a.png"));
    Path trimap = Pictures.trimap(images.resolve("a-alpha.png"));

    Run run = Run.predict(image, trimap, images);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: the result " + trimap + " would replace an input, wanted another");
  }

  @Test
  void refusesAFileAsTheFolderOfResults() throws IOException {
    Path image = Pictures.photograph(images.resolve("a.png"));
    Path trimap = Pictures.trimap(trimaps.resolve("a.png"));

    Run run = Run.predict(image, trimap, image);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: --out is '" + image + "', wanted a folder that can be written to");
  }

  @Test
  void saysWhichModelCannotBeRead() throws IOException {
    Path image = Pictures.photograph(images.resolve("a.png"));
    Path trimap = Pictures.trimap(trimaps.resolve("a.png"));
    Path model = root.resolve("none.safetensors");

    Run run =
        Run.matting(
            "predict", "--image", image, "--trimap", trimap, "--out", out, "--model", model);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: ")
        .contains(model.toString())
        .doesNotContain("Exception", "This is a bug");
  }

  @Test
  void obeysTheLimitOfPixels() throws IOException {
    Path image = Pictures.photograph(images.resolve("a.png"));
    Path trimap = Pictures.trimap(trimaps.resolve("a.png"));

    Run run =
        Run.matting(
            "predict", "--image", image, "--trimap", trimap, "--out", out, "--max-pixels", 255);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains("255");
  }

  @Test
  void obeysTheThresholds() throws IOException {
    Path image = Pictures.photograph(images.resolve("a.png"));
    Path trimap = Pictures.trimap(trimaps.resolve("a.png"));

    Run run =
        Run.matting(
            "predict",
            "--image",
            image,
            "--trimap",
            trimap,
            "--out",
            out,
            "--model",
            "builtin:dim-small",
            "--engine",
            "samediff",
            "--background-at-most",
            128);

    assertThat(run.exitCode()).isZero();
    AlphaMatte alpha = AlphaMatte.of(ImageIO.read(out.resolve("a-alpha.png").toFile()));
    assertThat(alpha.alphaAt(4, 8)).isEqualTo(1);
    assertThat(alpha.alphaAt(5, 8)).isZero();
  }

  @Test
  void takesGlobsAndEndsWithASummary() throws IOException {
    Pictures.photograph(images.resolve("x").resolve("a.png"));
    Pictures.photograph(images.resolve("b.png"));
    Pictures.trimap(trimaps.resolve("a.png"));
    Pictures.trimap(trimaps.resolve("b-trimap.png"));

    Run run = Run.predict(images + "/**/*.png", trimaps + "/*.png", out);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().toList())
        .hasSize(3)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("[1/2] " + out.resolve("a-alpha.png"));
              assertThat(lines.get(1)).startsWith("[2/2] " + out.resolve("b-alpha.png"));
              assertThat(lines.get(2)).matches("2 predicted; 0\\.0 megapixels in \\d+\\.\\d s");
            });
    assertThat(names(out)).hasSize(4);
  }

  @Test
  void refusesImagesOfOneNameBeforeAnythingIsWritten() throws IOException {
    Path first = Pictures.photograph(images.resolve("x").resolve("a.png"));
    Path second = Pictures.photograph(images.resolve("y").resolve("a.png"));
    Pictures.trimap(trimaps.resolve("a.png"));

    Run run = Run.predict(images + "/*/*.png", trimaps, out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: glob ").contains(first + ", " + second);
    assertThat(out).doesNotExist();
  }

  @Test
  void resumeSkipsWhatIsDone() throws IOException {
    for (String name : List.of("a", "b")) {
      Pictures.photograph(images.resolve(name + ".png"));
      Pictures.trimap(trimaps.resolve(name + ".png"));
    }
    assertThat(resumed().exitCode()).isZero();
    Files.delete(out.resolve("b-cutout.png"));

    Run run = resumed();

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("[1/2] is there: " + out.resolve("a-alpha.png"))
        .contains("[2/2] " + out.resolve("b-alpha.png"))
        .contains("1 predicted, 1 skipped; ");
    assertThat(names(out)).hasSize(4);
  }

  private Run resumed() {
    return Run.matting(
        "predict",
        "--image",
        images,
        "--trimap",
        trimaps,
        "--out",
        out,
        "--resume",
        "--threads",
        1,
        "--model",
        "builtin:dim-small",
        "--tile",
        "off",
        "--memory",
        "4GB");
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(".matting-done"))
          .sorted()
          .toList()
          .stream();
    }
  }
}
