package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompositeCommandTest {
  private static final int BLUE = 0xff1e90ff;

  @TempDir Path root;
  private Path image;
  private Path alpha;
  private Path out;

  @BeforeEach
  void drawPictures() throws IOException {
    image = ObjectPictures.image(root.resolve("images").resolve("a.png"));
    alpha = ObjectPictures.alpha(root.resolve("m.png"));
    out = root.resolve("out");
  }

  @Test
  void laysTheObjectOnAColour() throws IOException {
    Run run = composite("--color", "1e90ff");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    BufferedImage result = ObjectPictures.read(out.resolve("a-composite.png"));
    assertThat(result.getColorModel().hasAlpha()).isFalse();
    assertThat(result.getRGB(1, 1)).isEqualTo(BLUE);
    assertThat(middle(result)).isEqualTo(ObjectPictures.OBJECT);
  }

  @Test
  void laysTheObjectOnAnImage() throws IOException {
    Path background = ObjectPictures.plain(root.resolve("b.png"), 0xff405060);

    Run run = composite("--background", background, "--fit", "cover", "--canvas", "80x60");

    assertThat(run.err()).isEmpty();
    BufferedImage result = ObjectPictures.read(out.resolve("a-composite.png"));
    assertThat(result.getWidth()).isEqualTo(80);
    assertThat(result.getRGB(0, 0)).isEqualTo(0xff405060);
    assertThat(result.getRGB(40, 30)).isEqualTo(ObjectPictures.OBJECT);
  }

  @Test
  void cropsMovesAndScales() throws IOException {
    Run run = composite("--transparent", "--crop", "3", "--scale", "0.5", "--offset", "4,-2");

    assertThat(run.err()).isEmpty();
    BufferedImage result = ObjectPictures.read(out.resolve("a-composite.png"));
    assertThat(result.getWidth()).isBetween(14, 16);
    assertThat(result.getRGB(0, 0) >>> 24).isZero();
    assertThat(result.getRGB(7, 7)).isEqualTo(ObjectPictures.OBJECT);
  }

  @Test
  void castsAShadow() throws IOException {
    Run run = composite("--color", "ffffff", "--shadow", "10,0,0,0.5");

    assertThat(run.err()).isEmpty();
    BufferedImage result = ObjectPictures.read(out.resolve("a-composite.png"));
    int right = ObjectPictures.FIRST + ObjectPictures.SIDE + 5;
    assertThat(result.getRGB(right, ObjectPictures.MIDDLE) & 0xff).isBetween(126, 129);
  }

  @ParameterizedTest
  @CsvSource({"png, 8", "png, 16", "tiff, 16", "webp, 8", "jpg, 8"})
  void writesEachFormat(String format, int bits) throws IOException {
    Run run = composite("--color", "1e90ff", "--format", format, "--bits", bits);

    assertThat(run.err()).isEmpty();
    Path result = out.resolve("a-composite." + format);
    assertThat(ImageFiles.standard().readImage(result).bitDepth()).isEqualTo(bits);
  }

  @Test
  void givesAPipe() throws IOException {
    PipedRun piped =
        PipedRun.matting(
            Files.readAllBytes(image),
            "composite",
            "--image",
            "-",
            "--key",
            "auto",
            "--color",
            "1e90ff",
            "--out",
            "-");

    assertThat(piped.run().exitCode()).isZero();
    assertThat(piped.run().out()).isEmpty();
    assertThat(piped.run().err()).contains("standard output");
    BufferedImage result = ImageIO.read(new ByteArrayInputStream(piped.bytes()));
    assertThat(result.getRGB(1, 1)).isEqualTo(BLUE);
    assertThat(middle(result)).isEqualTo(ObjectPictures.OBJECT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--crop 1 | none of --background, --color, --transparent is given, wanted one of them",
        "--color 1e90ff --transparent | --color and --transparent are given, wanted one of them",
        "--color blue | it is 'blue', wanted six hexadecimal digits",
        "--color 1e90ff --fit cover | --fit is given, wanted --background as well",
        "--color 1e90ff --shadow 1,2,3 | it is '1,2,3', wanted dx,dy,blur,opacity",
        "--color 1e90ff --shadow 1,2,3,4 | opacity is 4",
        "--color 1e90ff --offset 1 | wanted x,y in whole pixels",
        "--color 1e90ff --canvas 0x5 | canvas is 0x5, wanted at least 1x1",
        "--color 1e90ff --scale 0 | --scale: scale is 0",
        "--color 1e90ff --feather -1 | feather is -1",
        "--color 1e90ff --shift 65 | --shift: shiftEdge is 65",
        "--color 1e90ff --crop -1 | --crop: margin is -1",
        "--color 1e90ff --light candle | wanted one of [linear, srgb]",
        "--transparent --format jpg | --format is jpg for a picture with transparency",
        "--background no.png | --background: file no.png does not exist"
      })
  void refusesBadOptionsAndWritesNothing(String words, String message) {
    Run run = composite((Object[]) words.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains(message);
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesToReplaceTheBackground() throws IOException {
    Path background = ObjectPictures.plain(out.resolve("a-composite.png"), 0xff405060);
    byte[] before = Files.readAllBytes(background);

    Run run = composite("--background", background);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("would replace an input");
    assertThat(background).hasBinaryContent(before);
  }

  @Test
  void theMemoryLimitCountsTheCanvas() {
    Run large = composite("--color", "ffffff", "--memory", "5MB", "--canvas", "4000x3000");

    assertThat(large.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(large.err())
        .startsWith("matting: " + image + ": memoryBudget is 5.00MB, wanted at least ")
        .contains(" for a result of up to 4000x3000 pixels");
    assertThat(out.resolve("a-composite.png")).doesNotExist();

    Run cropped =
        composite("--color", "ffffff", "--memory", "5MB", "--canvas", "4000x3000", "--crop", "2");
    assertThat(cropped.err()).isEmpty();
  }

  private Run composite(Object... options) {
    return Run.matting(
        Stream.concat(
                Stream.of("composite", "--image", image, "--alpha", alpha, "--out", out),
                Stream.of(options))
            .toArray());
  }

  private static int middle(BufferedImage picture) {
    return picture.getRGB(ObjectPictures.MIDDLE, ObjectPictures.MIDDLE);
  }
}
