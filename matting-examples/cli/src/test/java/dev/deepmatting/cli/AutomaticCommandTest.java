package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trimaps without a hint, by a network to which everything bright is an object. */
class AutomaticCommandTest {
  private static final Path NETWORK =
      Path.of(
          "../../matting-dl4j/src/test/resources/dev/deepmatting/dl4j/internal/onnxruntime/"
              + "bright.onnx");
  private static final int BLACK = 0;
  private static final int WHITE = 255;

  @TempDir private Path folder;
  private Path photo;
  private Path out;

  /** A large disc on the left and a small one on the right. */
  @BeforeEach
  void draw() throws IOException {
    BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(20, 40, 30));
    graphics.fillRect(0, 0, 160, 120);
    graphics.setColor(new Color(250, 240, 220));
    graphics.fillOval(10, 30, 60, 60);
    graphics.fillOval(105, 40, 40, 40);
    graphics.dispose();
    photo = folder.resolve("photo.png");
    out = folder.resolve("out");
    ImageIO.write(image, "png", photo.toFile());
  }

  @Test
  void findsAllObjects() throws IOException {
    BufferedImage trimap = trimap();

    assertThat(gray(trimap, 40, 60)).isEqualTo(WHITE);
    assertThat(gray(trimap, 125, 60)).isEqualTo(WHITE);
    assertThat(gray(trimap, 10, 60)).isEqualTo(128);
    assertThat(gray(trimap, 88, 60)).isEqualTo(BLACK);
  }

  @ParameterizedTest
  @CsvSource({
    "--objects, largest, 255, 0",
    "--at, '125,60', 0, 255",
    "--at, '40,60', 255, 0",
    "--exclude, '0,0,80,120', 0, 255"
  })
  void choosesAmongObjects(String option, String value, int left, int right) throws IOException {
    BufferedImage trimap = trimap(option, value);

    assertThat(gray(trimap, 40, 60)).isEqualTo(left);
    assertThat(gray(trimap, 125, 60)).isEqualTo(right);
  }

  /** A band that follows the picture would be narrower here than the second and the third. */
  @ParameterizedTest
  @CsvSource({"--band, 2, 4, 12", "--band, 12, 22, 40", "--band, 10%-20%, 20, 40"})
  void theBandCanBeGiven(String option, String value, int narrowest, int widest)
      throws IOException {
    BufferedImage trimap = trimap(option, value);

    int unknown = 0;
    for (int y = 61; y < 120; y++) {
      unknown += gray(trimap, 40, y) == 128 ? 1 : 0;
    }
    assertThat(unknown).isBetween(narrowest, widest);
  }

  @Test
  void theTrimapIsReviewed() {
    out = folder.resolve("trimap.png");

    Run run = matting("trimap", "--review");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("warning: The unknown band is", "Widen it");
  }

  @Test
  void aRangeNeedsIt() {
    Run run =
        Run.matting("trimap", "--image", photo, "--key", "auto", "--band", "4-9", "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--band is given as a range, wanted --auto for it, or one width");
  }

  @Test
  void everyCommandTakesIt() throws IOException {
    for (String[] words :
        new String[][] {
          {"predict", "-alpha.png"},
          {"cutout", "-cutout.png"},
          {"preview", "-preview.png"},
          {"composite", "-composite.png"}
        }) {
      boolean composes = words[0].equals("composite");
      Run run = composes ? matting(words[0], "--color", "1e90ff") : matting(words[0]);

      assertThat(run.err()).as(words[0]).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(out.resolve("photo" + words[1])).isNotEmptyFile();
    }
    BufferedImage alpha = ImageIO.read(out.resolve("photo-alpha.png").toFile());
    assertThat(gray(alpha, 40, 60)).isEqualTo(WHITE);
    assertThat(gray(alpha, 88, 60)).isEqualTo(BLACK);
    assertThat(out.resolve("photo-cutout.png")).isNotEmptyFile();
  }

  @Test
  void findsWhatStandsOutWithoutANetwork() throws IOException {
    Path disc = drawn((x, y) -> Math.hypot(x - 100, y - 80) < 45 ? 0xd02010 : 0x3060a0 + y / 8);

    Run run = Run.matting("cutout", "--image", disc, "--auto", "--out", out);

    assertThat(run.err()).isEmpty();
    BufferedImage cutOut = ImageIO.read(out.resolve("drawn-cutout.png").toFile());
    assertThat(cutOut.getRGB(100, 80) >>> 24).isEqualTo(WHITE);
    assertThat(cutOut.getRGB(20, 20) >>> 24).isEqualTo(BLACK);
  }

  @Test
  void refusesWithoutANetworkWhatDoesNotStandOut() throws IOException {
    Random random = new Random(7);
    Path noise = drawn((x, y) -> random.nextInt(1 << 24));

    Run run = Run.matting("cutout", "--image", noise, "--auto", "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no object that stands out enough").contains("matting fetch");
    assertThat(out.resolve("drawn-cutout.png")).doesNotExist();
  }

  private Path drawn(IntBinaryOperator colour) throws IOException {
    BufferedImage image = new BufferedImage(200, 160, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 160; y++) {
      for (int x = 0; x < 200; x++) {
        image.setRGB(x, y, colour.applyAsInt(x, y));
      }
    }
    Path file = out.resolveSibling("drawn.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void namesTheNetworksThatThereAre() {
    Run run = Run.matting("cutout", "--image", photo, "--auto", "u3net", "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "matting: --auto: 'u3net' is no file: network is 'u3net', wanted one of u2netp");
  }

  @Test
  void saysThatNothingIsFound() throws IOException {
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());

    Run run = matting("cutout");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--auto: image has no object that the network bright finds");
  }

  @Test
  void refusesAFileThatIsNoNetwork() throws IOException {
    Path text = Files.writeString(folder.resolve("some.onnx"), "text");

    Run run = Run.matting("cutout", "--image", photo, "--auto", text, "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("some.onnx is").doesNotContain("bug");
  }

  @ParameterizedTest
  @CsvSource({
    "--band, 20-4, '--auto: band is 20.0 pixels at least and 4.0 pixels at most'",
    "--band, 4-x, 'wanted pixels, such as 10, or a share'",
    "--band, 100%, '--auto: band is 100.0 % of the shorter side'",
    "--auto-preset, u3net, 'preset is ''u3net'', wanted one of u2net'",
    "--at, '200,60', 'the point is 200,60, wanted one inside the picture of 160x120'",
    "--at, '88,60', 'where the mask has no object'",
    "--rect, '1,1,9,9', '--rect and --auto are given, wanted one of them'"
  })
  void refusesWhatDoesNotFit(String option, String value, String reason) {
    Run run = matting("cutout", option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(reason);
  }

  @Test
  void itsOptionsNeedIt() {
    Run run = Run.matting("trimap", "--image", photo, "--key", "auto", "--at", "1,1", "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--auto-preset, --objects, --at or --exclude is given, wanted --auto as well");
    assertThat(matting("cutout", "--at", "1,1", "--objects", "all").err())
        .contains("--objects and --at are given, wanted one of them");
  }

  @Test
  void listsWhatCanBeFetched() throws IOException {
    Files.writeString(folder.resolve("silueta.onnx"), "any");

    Run run = Run.matting("models", "--cache", folder);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("u2netp +4\\.6 MB +masks of any .*; Apache-2\\.0"))
        .anyMatch(line -> line.matches("silueta +44\\.2 MB +fetched +masks of any .*"));
  }

  private BufferedImage trimap(Object... more) throws IOException {
    out = folder.resolve("trimap.png");
    Run run = matting("trimap", more);
    assertThat(run.err()).isEmpty();
    return ImageIO.read(out.toFile());
  }

  private Run matting(String command, Object... more) {
    Object[] words = new Object[7 + more.length];
    Object[] first = {command, "--image", photo, "--auto", NETWORK, "--out", out};
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    return Run.matting(words);
  }

  private static int gray(BufferedImage image, int x, int y) {
    return image.getRaster().getSample(x, y, 0);
  }
}
