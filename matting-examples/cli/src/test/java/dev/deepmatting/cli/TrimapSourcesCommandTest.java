package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trimaps of photographs; those of masks and mattes alone are tested elsewhere. */
class TrimapSourcesCommandTest {
  @TempDir Path root;
  private Path image;
  private Path out;

  @BeforeEach
  void drawThePhotograph() throws IOException {
    image = ObjectPictures.image(root.resolve("images").resolve("a.png"));
    out = root.resolve("trimap.png");
  }

  @Test
  void everySourceFindsTheObject() throws IOException {
    Path mask = ObjectPictures.alpha(root.resolve("m.png"));
    Path cutout = ObjectPictures.cutout(root.resolve("c.png"));
    Path scribbles = ObjectPictures.scribbles(root.resolve("s.png"));
    Object[][] sources = {
      {"--rect", "6,6,28,28", "--band", "2"},
      {"--key", "00b140"},
      {"--key", "AUTO", "--key-spill", "1", "--band", "1"},
      {"--scribbles", scribbles, "--band", "2"},
      {"--mask", mask, "--band", "2"},
      {"--cutout", cutout, "--band", "2"},
      {"--alpha", mask, "--band", "2"}
    };
    for (Object[] source : sources) {
      Run run = trimap(source);

      assertThat(run.err()).as(source[0].toString()).isEmpty();
      assertThat(run.exitCode()).isZero();
      requireTrimap(ObjectPictures.read(out));
    }
  }

  @Test
  void aCutOutNeedsNoPhotograph() throws IOException {
    Path cutout = ObjectPictures.cutout(root.resolve("c.png"));

    Run run = Run.matting("trimap", "--cutout", cutout, "--band", "2", "--out", out);

    assertThat(run.err()).isEmpty();
    requireTrimap(ObjectPictures.read(out));
  }

  @Test
  void tightensATrimap() throws IOException {
    Path mask = ObjectPictures.alpha(root.resolve("m.png"));
    assertThat(trimap("--mask", mask, "--band", "4").err()).isEmpty();
    long before = unknown(ObjectPictures.read(out));

    Run run = trimap("--mask", mask, "--band", "4", "--expand");

    assertThat(run.err()).isEmpty();
    assertThat(unknown(ObjectPictures.read(out))).isLessThan(before / 2);
  }

  @Test
  void reviewsATrimapForPeopleAndForPrograms() throws IOException {
    Path mask = ObjectPictures.alpha(root.resolve("m.png"));

    Run narrow = trimap("--alpha", mask, "--band", "0", "--review");
    Run fine = trimap("--rect", "6,6,28,28", "--band", "3", "--review");
    Run json = trimap("--alpha", mask, "--band", "0", "--review", "--json");

    assertThat(narrow.exitCode()).isZero();
    assertThat(narrow.out()).contains("\n  error: ").doesNotContain("nothing found");
    assertThat(fine.out()).contains("\n  no problem found");
    JsonNode finding = new ObjectMapper().readTree(json.out()).get("findings").get(0);
    assertThat(finding.get("kind").asText()).isEqualTo("nothing-unknown");
    assertThat(finding.get("severity").asText()).isEqualTo("error");
    assertThat(finding.get("advice").asText()).isNotEmpty();
  }

  /** Of the whole run, not of each picture. */
  @Test
  void refusesABadLimitBeforeThePicturesOfAFolder() throws IOException {
    Path images = image.getParent();
    ObjectPictures.image(images.resolve("b.png"));
    Path trimaps = root.resolve("trimaps");

    Run run =
        Run.matting(
            "trimap", "--image", images, "--key", "auto", "--max-pixels", "0", "--out", trimaps);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines("matting: --max-pixels is 0, wanted at least 1\n");
    assertThat(trimaps).doesNotExist();
  }

  @Test
  void makesTrimapsOfAFolder() throws IOException {
    Path images = image.getParent();
    ObjectPictures.image(images.resolve("b.png"));
    ObjectPictures.plain(images.resolve("c.png"), 0xff00b140);
    Path trimaps = root.resolve("new").resolve("trimaps");

    Run run = Run.matting("trimap", "--image", images, "--key", "auto", "--out", trimaps);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("matting: " + images.resolve("c.png") + ": --key: key colour");
    assertThat(run.out()).contains("[1/3] ", "[2/3] ").contains(", unknown ");
    assertThat(ObjectPictures.names(trimaps)).containsExactly("a-trimap.png", "b-trimap.png");
    requireTrimap(ObjectPictures.read(trimaps.resolve("b-trimap.png")));
  }

  @Test
  void makesTrimapsOfAFolderOfMasks() throws IOException {
    Path masks = root.resolve("masks");
    ObjectPictures.alpha(masks.resolve("a-mask.png"));
    ObjectPictures.alpha(masks.resolve("b.png"));
    Path trimaps = root.resolve("trimaps");

    Run run = Run.matting("trimap", "--mask", masks, "--band", "2", "--out", trimaps);

    assertThat(run.err()).isEmpty();
    assertThat(ObjectPictures.names(trimaps)).containsExactly("a-trimap.png", "b-trimap.png");
  }

  @Test
  void refusesTwoMasksWithOneResult() throws IOException {
    Path masks = root.resolve("masks");
    ObjectPictures.alpha(masks.resolve("a-mask.png"));
    ObjectPictures.alpha(masks.resolve("a.png"));
    Path trimaps = root.resolve("trimaps");

    Run run = Run.matting("trimap", "--mask", masks, "--band", "2", "--out", trimaps);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("would have one result of the name a, wanted another name");
    assertThat(trimaps).doesNotExist();
  }

  @Test
  void refusesTheFolderOfTheInputs() throws IOException {
    Path images = image.getParent();

    Run run = Run.matting("trimap", "--image", images, "--key", "auto", "--out", images);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("the folder of the input itself, wanted another one");
    assertThat(ObjectPictures.names(images)).containsExactly("a.png");
  }

  @Test
  void takesAndGivesPipes() throws IOException {
    byte[] bytes = Files.readAllBytes(image);

    PipedRun piped =
        PipedRun.matting(
            bytes, "trimap", "--image", "-", "--rect", "6,6,28,28", "--band", "2", "--out", "-");

    assertThat(piped.run().exitCode()).isZero();
    assertThat(piped.run().out()).isEmpty();
    assertThat(piped.run().err()).contains("standard output: 40x40, unknown");
    requireTrimap(ImageIO.read(new ByteArrayInputStream(piped.bytes())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rect 30,30,20,20 | --rect: rectangle is 20x20 at x 30, y 30",
        "--rect 0,0,40,40 | --rect: ",
        "--rect 1;2;3;4 | it is '1;2;3;4', wanted x,y,w,h in whole pixels",
        "--key green | it is 'green', wanted auto or six hexadecimal digits",
        "--key ff00ff | --key: key colour (255, 0, 255) is found in 0.0 % of the picture",
        "--key auto --key-tolerance 2 | tolerance is 2",
        "--key auto --inward 3 | --inward is given, wanted --alpha, or --mask alone, for it",
        "--key auto --rect 1,1,5,5 | --rect and --key are given, wanted one of them"
      })
  void refusesWhatDoesNotFitThePhotograph(String words, String message) {
    Run run = trimap((Object[]) words.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains(message);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rect 1,1,5,5 | --scribbles, --rect, --key or --auto is given, wanted --image as well",
        "--key auto | --scribbles, --rect, --key or --auto is given, wanted --image as well",
        "--mask m.png --review | --review is given, wanted --image as well",
        "--mask m.png --expand | --expand is given, wanted --image as well",
        "--alpha m.png --expand | --expand is given, wanted one of --mask, --cutout,"
      })
  void saysThatThePhotographIsMissing(String words, String message) {
    Object[] command =
        Stream.concat(Stream.of("trimap", "--out", out), Stream.of((Object[]) words.split(" ")))
            .toArray();

    Run run = Run.matting(command);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains(message);
  }

  @Test
  void refusesScribblesOfOneKindAlone() throws IOException {
    Path white = ObjectPictures.plain(root.resolve("w.png"), 0xffffffff);

    Run run = trimap("--scribbles", white);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--scribbles: ").contains("wanted");
    assertThat(out).doesNotExist();
  }

  private Run trimap(Object... options) {
    return Run.matting(
        Stream.concat(Stream.of("trimap", "--image", image, "--out", out), Stream.of(options))
            .toArray());
  }

  private static long unknown(BufferedImage trimap) {
    int[] values =
        trimap.getRaster().getSamples(0, 0, trimap.getWidth(), trimap.getHeight(), 0, (int[]) null);
    return Arrays.stream(values).filter(value -> value == 128).count();
  }

  private static void requireTrimap(BufferedImage trimap) {
    int row = ObjectPictures.MIDDLE;
    assertThat(trimap.getRaster().getSample(1, row, 0)).isZero();
    assertThat(trimap.getRaster().getSample(ObjectPictures.FIRST, row, 0)).isEqualTo(128);
    assertThat(trimap.getRaster().getSample(row, row, 0)).isEqualTo(255);
  }
}
