package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.ImageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that can be read once. */
@DisabledOnOs(OS.WINDOWS)
class PipedFilesTest {
  @TempDir private Path folder;
  private Path image;
  private Path alpha;

  @BeforeEach
  void makePictures() throws Exception {
    image = ObjectPictures.image(folder.resolve("a.png"));
    alpha = ObjectPictures.alpha(folder.resolve("m.png"));
  }

  @Test
  void everyInputMayBeAPipe() throws Exception {
    Path out = folder.resolve("out");
    Run plain = Run.matting("cutout", "--image", image, "--alpha", alpha, "--out", out);
    Path first = pipe("photo", image);
    Path second = pipe("matte", alpha);

    Run run = Run.matting("cutout", "--image=" + first, "--alpha", second, "--out", out);

    assertThat(plain.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(ImageFiles.standard().readImage(out.resolve("photo-cutout.png")))
        .isEqualTo(ImageFiles.standard().readImage(out.resolve("a-cutout.png")));
  }

  @Test
  void errorsNameThePipe() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "no picture");
    Path pipe = pipe("photo", text);

    Run run =
        Run.matting("cutout", "--image", pipe, "--alpha", alpha, "--out", folder.resolve("out"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("file " + pipe + " is not an image of a known format");
  }

  /** A pipe that a program writes to as soon as it is read. */
  private Path pipe(String name, Path content) throws Exception {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    new ProcessBuilder("sh", "-c", "cat \"$0\" > \"$1\"", content.toString(), pipe.toString())
        .start();
    return pipe;
  }
}
