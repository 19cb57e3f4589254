package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands do with another implementation's checkpoint. */
class CheckpointCommandsTest {
  private static final Path CLASSIC =
      Path.of("../../matting-dl4j/src/test/resources/dev/deepmatting/dl4j/checkpoint/classic.pth");
  private static final Path SAMPLES = Path.of("../samples");

  @TempDir private Path folder;

  @Test
  void askForTheWordOnSkipAdditions() {
    Path out = folder.resolve("m.safetensors");
    Run convert = Run.matting("convert", "--in", CLASSIC, "--out", out);

    assertThat(convert.exitCode()).isEqualTo(2);
    assertThat(convert.err()).contains("classic.pth is a checkpoint of a classic network");
    assertThat(folder).isEmptyDirectory();
    assertThat(Run.matting("inspect", CLASSIC).out()).contains("problem     model", "--skip true");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takeTheWordOnSkipAdditions(boolean skip) {
    Path out = folder.resolve("m.safetensors");
    String written = skip ? ", skip, " : ", no skip, ";
    Run convert = Run.matting("convert", "--in", CLASSIC, "--out", out, "--skip", skip);

    assertThat(convert.exitCode()).isZero();
    assertThat(Run.matting("inspect", out).out()).contains("network     classic", written);
    assertThat(Run.matting("inspect", CLASSIC, "--skip", skip).out()).contains(written);
  }

  @Test
  void predictWithAndWithoutSkipAdditions() throws Exception {
    Path image = SAMPLES.resolve("dandelion.jpg");
    Path trimap = SAMPLES.resolve("dandelion-trimap.png");
    int[] sums = new int[2];
    for (boolean skip : new boolean[] {false, true}) {
      Path out = folder.resolve("out-" + skip);
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
              CLASSIC,
              "--skip",
              skip);
      assertThat(run.err()).isEmpty();
      sums[skip ? 1 : 0] =
          Arrays.hashCode(
              ImageIO.read(out.resolve("dandelion-alpha.png").toFile())
                  .getRaster()
                  .getPixels(300, 0, 640, 480, (int[]) null));
    }
    assertThat(sums[0]).isNotEqualTo(sums[1]);
  }

  @Test
  void refuseAWordThatIsNeitherTrueNorFalse() {
    Run run = Run.matting("inspect", CLASSIC, "--skip", "maybe");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--skip", "maybe");
  }
}
