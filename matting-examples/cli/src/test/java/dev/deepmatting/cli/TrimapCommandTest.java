package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrimapCommandTest {
  private static final int WIDTH = 20;
  private static final int HEIGHT = 50;

  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void nameTheResult() {
    out = folder.resolve("trimap.png");
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "10%, 2", "10.0%, 2", "2.9, 2", "0, 0"})
  void makesATrimapOfAMatte(String band, int pixels) throws IOException {
    Run run = Run.matting("trimap", "--alpha", soft("a.png"), "--band", band, "--out", out);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(row(out)).isEqualTo(row(10 - pixels, 12 + pixels));
  }

  @Test
  void makesATrimapOfAMask() throws IOException {
    Path mask = hard("m.png", BufferedImage.TYPE_BYTE_GRAY);

    Run run = Run.matting("trimap", "--mask", mask, "--band", "3", "--out", out);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip())
        .isEqualTo(
            "[1/1] " + out + ": 20x50, unknown 30.0 %, foreground 35.0 %, background 35.0 %");
    assertThat(row(out)).isEqualTo(row(7, 13));
    assertThat(ImageIO.read(out.toFile()).getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
  }

  @Test
  void theBandInwardMayDiffer() throws IOException {
    Run run =
        Run.matting(
            "trimap", "--alpha", soft("a.png"), "--band", "5", "--inward", "5%", "--out", out);

    assertThat(run.exitCode()).isZero();
    assertThat(row(out)).isEqualTo(row(5, 13));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void takesMasksOfAnyKindWhosePixelsAreGray(int type) throws IOException {
    Run run = Run.matting("trimap", "--mask", hard("m.png", type), "--band", "1", "--out", out);

    assertThat(run.err()).isEmpty();
    assertThat(row(out)).isEqualTo(row(9, 11));
  }

  @Test
  void replacesAnOlderResult() throws IOException {
    Files.writeString(out, "older");

    assertThat(Run.matting("trimap", "--alpha", soft("a.png"), "--band", "1", "--out", out).err())
        .isEmpty();

    assertThat(row(out)).isEqualTo(row(9, 13));
  }

  @Test
  void refusesToReplaceItsInput() throws IOException {
    Path alpha = soft("a.png");
    byte[] before = Files.readAllBytes(alpha);
    Path same = folder.resolve(".").resolve("a.png");

    Run run = Run.matting("trimap", "--alpha", alpha, "--band", "1", "--out", same);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: --out is '" + same + "', the input itself, wanted another file");
    assertThat(alpha).hasBinaryContent(before);
  }

  @Test
  void needsOneInput() throws IOException {
    Path file = soft("a.png");

    Run none = Run.matting("trimap", "--band", "1", "--out", out);
    Run both = Run.matting("trimap", "--mask", file, "--alpha", file, "--band", "1", "--out", out);

    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err())
        .contains("none of --alpha, --mask, --cutout, --scribbles, --rect, --key, --auto is given");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("--alpha and --mask are given, wanted one of them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "wide", "101%", "NaN", "1e3", "3px", "%", "."})
  void refusesWrongBands(String band) throws IOException {
    Path alpha = soft("a.png");

    Run outward = Run.matting("trimap", "--alpha", alpha, "--band=" + band, "--out", out);
    Run inward =
        Run.matting("trimap", "--alpha", alpha, "--band=1", "--inward=" + band, "--out", out);

    assertThat(outward.exitCode()).isEqualTo(2);
    assertThat(outward.err()).contains("'--band'", "it is '" + band + "', wanted pixels");
    assertThat(inward.exitCode()).isEqualTo(2);
    assertThat(inward.err()).contains("'--inward'", "it is '" + band + "', wanted pixels");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesABandThatLeavesNothingUnknown() throws IOException {
    Path mask = hard("m.png", BufferedImage.TYPE_BYTE_GRAY);

    Run run = Run.matting("trimap", "--mask", mask, "--band", "0", "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: --mask " + mask + " with --band 0: band is 0.0 pixels outwards")
        .contains("wanted at least 1 pixel");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesAnEmptyMask() throws IOException {
    Path mask = write("m.png", new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_GRAY));

    Run run = Run.matting("trimap", "--mask", mask, "--band", "2%", "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: --mask " + mask + " with --band 2%: mask is background everywhere");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--mask", "--alpha"})
  void refusesColoursAndTransparencyAndMissingFiles(String option) throws IOException {
    BufferedImage colours = new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB);
    colours.setRGB(1, 2, 0x102030);
    Path coloured = write("coloured.png", colours);
    Path transparent = write("t.png", new BufferedImage(3, 3, BufferedImage.TYPE_INT_ARGB));
    Path missing = folder.resolve("missing.png");

    for (Path file : new Path[] {coloured, transparent, missing}) {
      Run run = Run.matting("trimap", option, file, "--band", "1", "--out", out);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).startsWith("matting: " + option).contains(file.toString(), "wanted");
    }
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no/trimap.png", "trimap.jpg", "trimap", "folder.png"})
  void refusesResultsThatItCannotWrite(String name) throws IOException {
    Files.createDirectory(folder.resolve("folder.png"));

    Run run =
        Run.matting(
            "trimap", "--alpha", soft("a.png"), "--band", "1", "--out", folder.resolve(name));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: --out");
  }

  @Test
  void refusesPicturesThatAreTooLarge() throws IOException {
    Run run =
        Run.matting(
            "trimap", "--alpha", soft("a.png"), "--band", "1", "--out", out, "--max-pixels", "999");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: --alpha: file ").contains("999");
  }

  @Test
  void helpListsItsOptionsAndExamples() {
    Run run = Run.matting("trimap", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("--mask=FILE", "--alpha=FILE", "--band=PIXELS|PERCENT%", "--inward=PIXELS")
        .doesNotContain("%%")
        .contains("Examples:", "--alpha photo-alpha.png --band 2% --inward 5 --out");
  }

  /** Black, then white from column 10. */
  private Path hard(String name, int type) throws IOException {
    BufferedImage image = image(type);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 10; x < WIDTH; x++) {
        image.setRGB(x, y, 0xffffffff);
      }
    }
    return write(name, image);
  }

  private static BufferedImage image(int type) {
    if (type == BufferedImage.TYPE_BYTE_INDEXED) {
      byte[] grays = {0, 77, (byte) 255};
      return new BufferedImage(
          WIDTH, HEIGHT, type, new IndexColorModel(2, grays.length, grays, grays, grays));
    }
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, 0xff000000);
      }
    }
    return image;
  }

  /** Black, gray in columns 10 and 11, then white. */
  private Path soft(String name) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 10; x < WIDTH; x++) {
        image.getRaster().setSample(x, y, 0, x < 12 ? 100 : 255);
      }
    }
    return write(name, image);
  }

  private Path write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    return file;
  }

  private static int[] row(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getHeight()).isEqualTo(HEIGHT);
    return image.getRaster().getSamples(0, HEIGHT / 2, WIDTH, 1, 0, (int[]) null);
  }

  /** Unknown from one column up to before another. */
  private static int[] row(int firstUnknown, int firstForeground) {
    int[] row = new int[WIDTH];
    for (int x = firstUnknown; x < WIDTH; x++) {
      row[x] = x < firstForeground ? 128 : 255;
    }
    return row;
  }
}
