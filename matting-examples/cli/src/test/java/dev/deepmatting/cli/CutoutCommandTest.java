package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.Resolution;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CutoutCommandTest {
  @TempDir Path root;
  private Path images;
  private Path alphas;
  private Path out;

  @BeforeEach
  void nameFolders() {
    images = root.resolve("images");
    alphas = root.resolve("alphas");
    out = root.resolve("new").resolve("out");
  }

  @Test
  void cutsOutWithAReadyMatteAndLoadsNoNetwork() throws IOException {
    Run run =
        cutout("--alpha", ObjectPictures.alpha(root.resolve("m.png")), "--model", "builtin:none");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines("[1/1] " + out.resolve("a-cutout.png") + "\n");
    requireObject(ObjectPictures.read(out.resolve("a-cutout.png")));
  }

  @Test
  void theMemoryLimitHoldsForReadyMattesToo() throws IOException {
    Run run = cutout("--alpha", ObjectPictures.alpha(root.resolve("m.png")), "--memory", "20KB");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).startsWith("matting: memoryBudget leaves 20.0KB, wanted at least ");
    assertThat(out.resolve("a-cutout.png")).doesNotExist();
  }

  @Test
  void tellsThatAMatteLooksInverted() throws IOException {
    BufferedImage inverted = ObjectPictures.read(ObjectPictures.alpha(root.resolve("m.png")));
    WritableRaster raster = inverted.getRaster();
    for (int y = 0; y < inverted.getHeight(); y++) {
      for (int x = 0; x < inverted.getWidth(); x++) {
        raster.setSample(x, y, 0, 255 - raster.getSample(x, y, 0));
      }
    }
    Path file = root.resolve("inverted.png");
    ImageFiles.writePng(inverted, file);

    Run run = cutout("--alpha", file);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).startsWith("matting: warning: alpha " + file + " may be inverted: ");
    assertThat(run.out()).startsWith("[1/1] ");
  }

  @Test
  void cutsOutFromEachSourceOfATrimap() throws IOException {
    Path mask = ObjectPictures.alpha(root.resolve("m.png"));
    Path scribbles = ObjectPictures.scribbles(root.resolve("s.png"));
    Path cutout = ObjectPictures.cutout(root.resolve("c.png"));
    Path trimap = root.resolve("t.png");
    assertThat(Run.matting("trimap", "--alpha", mask, "--band", "2", "--out", trimap).exitCode())
        .isZero();
    Object[][] sources = {
      {"--trimap", trimap},
      {"--trimap", trimap, "--expand"},
      {"--mask", mask, "--band", "2"},
      {"--mask", mask, "--band", "2", "--expand"},
      {"--cutout", cutout, "--band", "2"},
      {"--scribbles", scribbles, "--band", "1"},
      {"--rect", "6,6,28,28", "--band", "1"},
      {"--key", "00b140"},
      {"--key", "auto", "--key-spill", "1"}
    };
    for (Object[] source : sources) {
      Run run = cutout(source);

      assertThat(run.err()).as(source[0].toString()).isEmpty();
      assertThat(run.exitCode()).isZero();
      requireObject(ObjectPictures.read(out.resolve("a-cutout.png")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "straight, 8, png, cutout, 4",
    "straight, 16, png, cutout, 4",
    "straight, 8, tiff, cutout, 4",
    "premultiplied, 8, png, cutout, 4",
    "premultiplied, 16, png, cutout, 4",
    "alpha, 8, png, alpha, 1",
    "alpha, 16, png, alpha, 1",
    "foreground, 8, png, foreground, 3",
    "foreground, 16, tiff, foreground, 3",
    "foreground, 8, jpg, foreground, 3"
  })
  void writesEachForm(String form, int bits, String format, String kind, int bands)
      throws IOException {
    Path alpha = ObjectPictures.alpha(root.resolve("m.png"));

    Run run = cutout("--alpha", alpha, "--form", form, "--bits", bits, "--format", format);

    assertThat(run.err()).isEmpty();
    assertThat(ObjectPictures.names(out)).containsExactly("a-" + kind + "." + format);
    BufferedImage picture = ObjectPictures.read(out.resolve("a-" + kind + "." + format));
    assertThat(picture.getRaster().getNumBands()).isEqualTo(bands);
    assertThat(picture.getSampleModel().getSampleSize(0)).isEqualTo(bits);
  }

  @Test
  void takesTheTintOfAScreenOutOfTheObject() throws IOException {
    Path alpha = ObjectPictures.alpha(root.resolve("m.png"));

    Run run = cutout("--alpha", alpha, "--foreground", "naive", "--despill", "c02030");
    Run gray = cutout("--alpha", alpha, "--despill", "101010");

    assertThat(run.err()).isEmpty();
    int object = ObjectPictures.read(out.resolve("a-cutout.png")).getRGB(20, 20);
    // The mean of 192, 32 and 48: the object has the screen's hue here.
    assertThat(object).isEqualTo(0xff5b5b5b);
    assertThat(gray.exitCode()).isEqualTo(2);
    assertThat(gray.err())
        .contains("--despill", "it is '101010', wanted a colour: gray light leaves no tint");
  }

  @Test
  void premultipliedColoursAreTimesAlpha() throws IOException {
    Path alpha = root.resolve("half.png");
    BufferedImage half =
        new BufferedImage(ObjectPictures.SIZE, ObjectPictures.SIZE, BufferedImage.TYPE_BYTE_GRAY);
    half.getRaster().setSample(ObjectPictures.MIDDLE, ObjectPictures.MIDDLE, 0, 128);
    ImageIO.write(half, "png", alpha.toFile());

    Run run = cutout("--alpha", alpha, "--form", "premultiplied", "--foreground", "naive");

    assertThat(run.err()).isEmpty();
    BufferedImage picture = ObjectPictures.read(out.resolve("a-cutout.png"));
    // 192, 32 and 48 times 128 / 255.
    assertThat(picture.getRGB(ObjectPictures.MIDDLE, ObjectPictures.MIDDLE)).isEqualTo(0x80601018);
    assertThat(picture.getRGB(0, 0)).isZero();
  }

  @Test
  void takesAndGivesPipesAndPrintsNothingElseThere() throws IOException {
    byte[] image = Files.readAllBytes(ObjectPictures.image(images.resolve("a.png")));
    Path alpha = ObjectPictures.alpha(root.resolve("m.png"));

    PipedRun piped =
        PipedRun.matting(image, "cutout", "--image", "-", "--alpha", alpha, "--out", "-", "--json");

    assertThat(piped.run().exitCode()).isZero();
    assertThat(piped.run().out()).isEmpty();
    requireObject(ImageIO.read(new ByteArrayInputStream(piped.bytes())));
    JsonNode json = new ObjectMapper().readTree(piped.run().err());
    assertThat(json.get("image").asText()).isEqualTo("-");
    assertThat(json.get("result").asText()).isEqualTo("-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no picture"})
  void aBadPipeIsBadInputAndNothingComesOut(String text) throws IOException {
    Path alpha = ObjectPictures.alpha(root.resolve("m.png"));

    PipedRun piped =
        PipedRun.matting(text.getBytes(), "cutout", "--image", "-", "--alpha", alpha, "--out", "-");

    assertThat(piped.run().exitCode()).isEqualTo(2);
    assertThat(piped.run().err())
        .startsWith("matting: " + (text.isEmpty() ? "--image is '-'" : "file -"))
        .doesNotContain(System.getProperty("java.io.tmpdir"));
    assertThat(piped.bytes()).isEmpty();
  }

  @Test
  void printsAJsonObjectForEachPictureOfAFolder() throws IOException {
    ObjectPictures.image(images.resolve("a.png"));
    ObjectPictures.image(images.resolve("b.png"));
    Files.writeString(images.resolve("c.png"), "no picture");
    for (String name : new String[] {"a", "b-alpha", "c"}) {
      ObjectPictures.alpha(alphas.resolve(name + ".png"));
    }

    Run run = Run.matting("cutout", "--image", images, "--alpha", alphas, "--out", out, "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(ObjectPictures.names(out)).containsExactly("a-cutout.png", "b-cutout.png");
    String[] lines = run.out().split("\\R");
    assertThat(lines).hasSize(3);
    JsonNode first = new ObjectMapper().readTree(lines[0]);
    assertThat(first.get("name").asText()).isEqualTo("a");
    assertThat(first.get("result").asText()).isEqualTo(out.resolve("a-cutout.png").toString());
    assertThat(first.get("width").asInt()).isEqualTo(ObjectPictures.SIZE);
    assertThat(new ObjectMapper().readTree(lines[2]).get("error").asText())
        .contains(images.resolve("c.png").toString());
    assertThat(run.err()).startsWith("matting: file " + images.resolve("c.png")).hasLineCount(1);
  }

  @Test
  void reportsAPictureWithoutAMatteAndDoesTheRest() throws IOException {
    ObjectPictures.image(images.resolve("a.png"));
    ObjectPictures.image(images.resolve("b.png"));
    ObjectPictures.alpha(alphas.resolve("b.png"));

    Run run = Run.matting("cutout", "--image", images, "--alpha", alphas, "--out", out);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "matting: image "
                + images.resolve("a.png")
                + " has no alpha in "
                + alphas
                + ", wanted a.png or a-alpha.png\n");
    assertThat(ObjectPictures.names(out)).containsExactly("b-cutout.png");
  }

  @Test
  void mattesMayLieBesideTheirPictures() throws IOException {
    ObjectPictures.image(images.resolve("a.png"));
    ObjectPictures.alpha(images.resolve("a-alpha.png"));

    Run run = Run.matting("cutout", "--image", images, "--alpha", images, "--out", out);

    assertThat(run.err()).isEmpty();
    assertThat(ObjectPictures.names(out)).containsExactly("a-cutout.png");
  }

  @Test
  void takesGlobsAndPassesResultsOfEarlierRunsOver() throws IOException {
    ObjectPictures.image(images.resolve("a.png"));
    ObjectPictures.image(images.resolve("x").resolve("b.png"));
    ObjectPictures.alpha(alphas.resolve("a-alpha.png"));
    ObjectPictures.alpha(alphas.resolve("b.png"));
    for (String kind : new String[] {"alpha", "cutout", "composite", "preview", "foreground"}) {
      ObjectPictures.image(images.resolve("a-" + kind + ".png"));
    }

    Run run =
        Run.matting(
            "cutout", "--image", images + "/**/*.png", "--alpha", alphas + "/*", "--out", out);
    Run key = Run.matting("cutout", "--image", images + "/*.png", "--key", "auto", "--out", out);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("[1/2] ", "[2/2] ");
    assertThat(key.out()).contains("[1/1] " + out.resolve("a-cutout.png"));
    assertThat(ObjectPictures.names(out)).containsExactly("a-cutout.png", "b-cutout.png");
  }

  @Test
  void refusesTheFolderOfTheInputs() throws IOException {
    ObjectPictures.image(images.resolve("a.png"));
    ObjectPictures.alpha(alphas.resolve("a.png"));
    Path same = images.resolve(".");

    Run run = Run.matting("cutout", "--image", images, "--alpha", alphas, "--out", same);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: --out is '" + same + "', the folder of the input itself, wanted");
    assertThat(ObjectPictures.names(images)).containsExactly("a.png");
  }

  @Test
  void refusesTheFolderOfTheInputsOfAGlob() throws IOException {
    Path image = ObjectPictures.image(images.resolve("a.png"));
    ObjectPictures.alpha(alphas.resolve("a.png"));
    String glob = images + "/*.png";

    Run several = Run.matting("cutout", "--image", glob, "--trimap", alphas, "--out", images);
    Run one =
        Run.matting(
            "cutout", "--image", image, "--alpha", alphas.resolve("a.png"), "--out", images);

    assertThat(several.exitCode()).isEqualTo(2);
    assertThat(several.err()).startsWith("matting: --out is '" + images + "', the folder of the");
    assertThat(one.err()).isEmpty();
    assertThat(ObjectPictures.names(images)).containsExactly("a-cutout.png", "a.png");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesTheFolderThatCannotBeMade() throws IOException {
    out = Path.of("/proc/none");

    Run run = cutout("--alpha", ObjectPictures.alpha(root.resolve("m.png")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--out is '/proc/none', which cannot be made: ");
  }

  @ParameterizedTest
  @CsvSource({"straight, cutout, true", "foreground, foreground, true", "alpha, alpha, false"})
  void keepsTheProfileOfColoursAndTheResolution(String form, String end, boolean colours)
      throws IOException {
    ImageProperties properties =
        ImageProperties.none()
            .withIccProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
            .withResolution(Resolution.of(300));
    Path image = ObjectPictures.image(images.resolve("a.png"));
    ImageFiles.write(ObjectPictures.read(image), image, properties);
    Path alpha = ObjectPictures.alpha(root.resolve("m.png"));

    Run run =
        Run.matting(
            "cutout", "--image", image, "--alpha", alpha, "--form", form, "--out", out.toString());

    assertThat(run.err()).isEmpty();
    assertThat(ImageFiles.readProperties(out.resolve("a-" + end + ".png")))
        .isEqualTo(colours ? properties : properties.withoutIccProfile());
  }

  @Test
  void refusesTwoPicturesOfOneName() throws IOException {
    Path image = ObjectPictures.image(images.resolve("a.png"));
    Files.copy(image, images.resolve("a.bmp"));
    ObjectPictures.alpha(alphas.resolve("a.png"));

    Run run = Run.matting("cutout", "--image", images, "--alpha", alphas, "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("has a.bmp, a.png for 'a', wanted one of them");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesToReplaceAnInput() throws IOException {
    Path image = ObjectPictures.image(images.resolve("a.png"));
    Path alpha = ObjectPictures.alpha(images.resolve("a-cutout.png"));
    byte[] before = Files.readAllBytes(alpha);

    Run run = Run.matting("cutout", "--image", image, "--alpha", alpha, "--out", images);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: the result " + alpha + " would replace an input");
    assertThat(alpha).hasBinaryContent(before);
  }

  @Test
  void refusesAFileAsTheFolderOfResults() throws IOException {
    Path file = ObjectPictures.alpha(root.resolve("m.png"));
    out = file;

    Run run = cutout("--alpha", file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: --out is '" + file + "', wanted a folder");
  }

  @Test
  void refusesOnePipeForSeveralPictures() throws IOException {
    ObjectPictures.image(images.resolve("a.png"));
    ObjectPictures.image(images.resolve("b.png"));

    PipedRun piped =
        PipedRun.matting(
            new byte[0], "cutout", "--image", images, "--rect", "6,6,28,28", "--out", "-");

    assertThat(piped.run().exitCode()).isEqualTo(2);
    assertThat(piped.run().err()).startsWith("matting: --out is '-' for 2 pictures, wanted");
    assertThat(piped.bytes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--format gif | wanted one of [png, tiff, webp, jpg]",
        "--format jpg | --format is jpg for a picture with transparency, wanted png, tiff or",
        "--format webp --bits 16 | --format is webp for --bits 16, wanted png or tiff",
        "--bits 12 | --bits is 12, wanted 8 or 16",
        "--form round | wanted one of [straight, premultiplied, alpha, foreground]",
        "--foreground best | wanted one of [estimated, naive]",
        "--key-spill 0.2 | --key-spill is given, wanted --key as well",
        "--band 3 | --band is given, wanted one of --mask, --cutout, --scribbles, --rect, --key",
        "--expand | --expand is given, wanted --trimap or one of --mask, --cutout, --scribbles,",
        "--background-at-most 3 | --foreground-at-least is given, wanted --trimap as well",
        "--form alpha --despill 00b140 | --despill is given, wanted a --form with colours",
        "--max-pixels 0 | --max-pixels is 0, wanted at least 1",
        "--mask no.png | --alpha and --mask are given, wanted one of them"
      })
  void refusesBadOptionsAndWritesNothing(String words, String message) throws IOException {
    Path alpha = ObjectPictures.alpha(root.resolve("m.png"));

    Run run = cutout(withWords(alpha, words));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains(message);
    assertThat(out).doesNotExist();
  }

  private static Object[] withWords(Path alpha, String words) {
    return Stream.concat(Stream.of("--alpha", alpha), Stream.of((Object[]) words.split(" ")))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--key 00b140 --key-spill 7 | --key-spill: spill is 7.0, wanted",
        "--key 00b140 --key-tolerance -1 | --key-tolerance: tolerance is -1.0, wanted",
        "--rect 6,6,28,28 --band 100% | --rect: band is 100.0 % of the shorter side"
      })
  void namesTheOptionOfABadValue(String words, String message) throws IOException {
    Run run = cutout((Object[]) words.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"30,30,20,20", "40,0,5,5", "0,0,0,4", "-1,0,5,5", "1,2,3", "a,b,c,d"})
  void refusesRectanglesThatAreNoneOrOutside(String rectangle) throws IOException {
    Run run = cutout("--rect=" + rectangle);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--rect").contains("wanted");
    assertThat(out).doesNotExist();
  }

  @Test
  void needsToKnowWhatTellsTheObjectApart() throws IOException {
    Run run = cutout();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: none of --alpha, --trimap, --mask, --cutout, --scribbles, --rect,")
        .contains("Help: matting cutout --help");
  }

  @Test
  void refusesAMatteOfAnotherSize() throws IOException {
    Path alpha = Pictures.trimap(root.resolve("t.png"));

    Run run = cutout("--alpha", alpha);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("alpha is 16x16, wanted the image's size 40x40");
    assertThat(out).doesNotExist();
  }

  private Run cutout(Object... options) throws IOException {
    Path image = ObjectPictures.image(images.resolve("a.png"));
    Object[] words = new Object[5 + options.length];
    System.arraycopy(new Object[] {"cutout", "--image", image, "--out", out}, 0, words, 0, 5);
    System.arraycopy(options, 0, words, 5, options.length);
    return Run.matting(words);
  }

  private static void requireObject(BufferedImage cutout) {
    assertThat(cutout.getRGB(ObjectPictures.MIDDLE, ObjectPictures.MIDDLE))
        .isEqualTo(ObjectPictures.OBJECT);
    assertThat(cutout.getRGB(1, 1) >>> 24).isZero();
  }
}
