package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
  private static final String METHODS = "builtin:graph,builtin:knn";
  private static final Pattern SAD = Pattern.compile("mean of \\d+  SAD (\\S+)");

  @TempDir private Path root;
  private Path images;
  private Path trimaps;
  private Path truths;
  private Path out;

  @BeforeEach
  void writePictures() throws IOException {
    images = root.resolve("images");
    trimaps = root.resolve("trimaps");
    truths = Files.createDirectories(root.resolve("truth"));
    out = root.resolve("out");
    add("a", 0.9f);
    add("b", 0.2f);
  }

  @Test
  void scoresEachMethodAsEvaluateDoes() throws IOException {
    Run run = onPhotographs();

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("\\[1/2] a  graph SAD \\S+ in \\S+ s, knn SAD .* s"))
        .anyMatch(line -> line.startsWith("[2/2] b  graph SAD "))
        .last()
        .asString()
        .contains(out.resolve("comparison.md").toString(), out.resolve("photographs.jpg") + "");
    List<String> lines = comparison();
    assertThat(lines)
        .contains(
            "### Photographs",
            "| method | SAD | MSE | Grad | Conn | seconds |",
            "| SAD | graph | knn |");
    assertThat(cells(lines, "graph").get(1)).isEqualTo(evaluated("builtin:graph"));
    assertThat(cells(lines, "knn").get(1)).isEqualTo(evaluated("builtin:knn"));
    assertThat(cells(lines, "a")).hasSize(3);
    assertThat(cells(lines, "b")).hasSize(3);
  }

  @Test
  void drawsASheetOfAllMattes() throws IOException {
    onPhotographs();

    BufferedImage sheet = ObjectPictures.read(out.resolve("photographs.jpg"));
    int cell = ComparisonSheets.CELL + ComparisonSheets.GAP;
    int row = ComparisonSheets.TITLE + Pictures.SIZE + ComparisonSheets.GAP;
    assertThat(sheet.getWidth()).isEqualTo(5 * cell + ComparisonSheets.GAP);
    assertThat(sheet.getHeight()).isEqualTo(2 * row + ComparisonSheets.GAP);
    int top = ComparisonSheets.GAP + ComparisonSheets.TITLE + 8;
    assertThat(gray(sheet, ComparisonSheets.GAP + 2, top)).isGreaterThan(180);
    assertThat(gray(sheet, ComparisonSheets.GAP + cell + 8, top)).isBetween(118, 138);
    assertThat(gray(sheet, ComparisonSheets.GAP + 2 * cell + 2, top)).isGreaterThan(245);
    assertThat(gray(sheet, ComparisonSheets.GAP + 3 * cell + 14, top)).isLessThan(10);
    assertThat(gray(sheet, ComparisonSheets.GAP + 4 * cell + 8, top)).isBetween(219, 239);
  }

  @Test
  void comparesOnDrawnScenesOfEachFamilyThatStayTheSame() throws IOException {
    Run run = compare("--model", METHODS + ",builtin:dim-small", "--drawn", 1, "--size", 64);

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = comparison();
    assertThat(lines).contains("### Drawn scenes", "| SAD | graph | knn | dim-small |");
    for (String family : new String[] {"hair", "soft-edge", "motion-blur", "holes"}) {
      assertThat(cells(lines, family)).hasSize(4).doesNotContain("-");
    }
    assertThat(out.resolve("drawn.jpg")).isRegularFile();

    compare("--model", "builtin:dim-small", "--drawn", 1, "--size", 64);
    assertThat(cells(comparison(), "hair")).last().isEqualTo(cells(lines, "hair").get(3));
    compare("--model", "builtin:dim-small", "--drawn", 1, "--size", 64, "--seed", 2);
    assertThat(cells(comparison(), "hair")).last().isNotEqualTo(cells(lines, "hair").get(3));
  }

  @Test
  void drawsTwoScenesOfAFamilyUnlessToldOtherwise() throws IOException {
    Run run = compare("--model", "builtin:dim-small", "--drawn", "--size", 64);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("[22/22] ");
    assertThat(comparison()).anyMatch(line -> line.startsWith("22 scenes of 64x64 pixels"));
  }

  /** Where the trimap knows nothing of the object, methods have nothing to start from. */
  @Test
  void whatAMethodRefusesCountsInNoMean() throws IOException {
    Path flat = root.resolve("flat");
    Pictures.trimap(flat.resolve("a.png"));
    trimapWithoutForeground(flat.resolve("b.png"));

    Run run =
        compare(
            "--model",
            "builtin:knn,builtin:dim-small",
            "--image",
            images,
            "--trimap",
            flat,
            "--truth",
            truths);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).startsWith("matting: b: trimap of 16x16 has 0 foreground");
    assertThat(run.out()).contains("[2/2] b  knn refuses it, dim-small SAD ");
    List<String> lines = comparison();
    assertThat(lines)
        .contains(
            "1 photograph with its truth. 1 more, which not every method could work on,"
                + " count in no mean.");
    assertThat(cells(lines, "knn").get(1)).isEqualTo(cells(lines, "a").get(1));
    assertThat(cells(lines, "b").get(1)).isEqualTo("-");
    assertThat(cells(lines, "b").get(2)).isNotEqualTo("-");
  }

  @Test
  void timesSamplesWithoutATruth() throws IOException {
    Path samples = root.resolve("samples");
    ObjectPictures.image(samples.resolve("a.png"));
    ObjectPictures.alpha(samples.resolve("a-mask.png"));
    ObjectPictures.image(samples.resolve("b.png"));
    ObjectPictures.scribbles(samples.resolve("b-scribbles.png"));
    Pictures.photograph(samples.resolve("c.png"));
    Pictures.trimap(samples.resolve("c-trimap.png"));
    Pictures.photograph(samples.resolve("without-a-hint.png"));

    Run run = compare("--model", METHODS, "--samples", samples, "--band", 3);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("[3/3] c  graph in ").doesNotContain("SAD");
    List<String> lines = comparison();
    assertThat(lines).contains("### Samples", "| method | seconds |", "| seconds | graph | knn |");
    assertThat(lines).noneMatch(line -> line.contains("without-a-hint"));
    assertThat(cells(lines, "b")).hasSize(3);
    BufferedImage sheet = ObjectPictures.read(out.resolve("samples.jpg"));
    assertThat(sheet.getWidth())
        .isEqualTo(4 * (ComparisonSheets.CELL + ComparisonSheets.GAP) + ComparisonSheets.GAP);
  }

  @Test
  void aFileIsAModelToo() throws IOException {
    Path file = root.resolve("my-network.safetensors");
    Run.matting("convert", "--in", "builtin:dim-small", "--out", file);

    Run run =
        compare(
            "--model",
            "builtin:dim-small," + file,
            "--image",
            images.resolve("a.png"),
            "--trimap",
            trimaps.resolve("a.png"),
            "--truth",
            truths.resolve("a.png"));

    assertThat(run.err()).isEmpty();
    List<String> lines = comparison();
    assertThat(cells(lines, "my-network").subList(1, 5))
        .isEqualTo(cells(lines, "dim-small").subList(1, 5));
  }

  @Test
  void withoutATruthPhotographsAreTimedAndShown() throws IOException {
    Run run = compare("--model", METHODS, "--image", images, "--trimap", trimaps);

    assertThat(run.exitCode()).isZero();
    assertThat(comparison()).contains("### Photographs", "| method | seconds |");
    assertThat(out.resolve("photographs.jpg")).isRegularFile();
  }

  @Test
  void aPictureThatFailsCountsForNoMethod() throws IOException {
    Files.delete(truths.resolve("b.png"));
    Pictures.photograph(images.resolve("c.png"));
    Files.writeString(images.resolve("c.png"), "no picture");
    Pictures.trimap(trimaps.resolve("c.png"));
    Pictures.trimap(truths.resolve("c.png"));

    Run run = onPhotographs();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("matting: b: there is no truth in " + truths))
        .anyMatch(line -> line.startsWith("matting: c: ") && line.contains("c.png"));
    assertThat(comparison()).anyMatch(line -> line.startsWith("1 photograph with its truth"));
  }

  @Test
  void nothingToCompareLeavesNoFile() throws IOException {
    Files.delete(truths.resolve("a.png"));
    Files.delete(truths.resolve("b.png"));

    Run run = onPhotographs();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("matting: a: ", "matting: b: ");
    assertThat(out.resolve("comparison.md")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model builtin:knn | none of --image, --drawn, --samples is given",
        "--drawn 0 | --drawn is 0, wanted at least 1",
        "--drawn 1 --size 10 | --size: size is 10",
        "--drawn 1 --truth t | --image is missing, wanted it with --truth",
        "--image i | --trimap is missing, wanted it with --image",
        "--drawn --model builtin:huge | model is 'builtin:huge'",
        "--drawn --model builtin:knn,builtin:knn | --model has builtin:knn twice",
        "--samples no-folder | --samples: folder is 'no-folder'",
        "--drawn --threads 0 | wanted 1 to 1024",
        "--drawn --model builtin:knn --skip true | skip is true, wanted none with builtin:knn"
      })
  void saysWhatIsWrongWithTheOptions(String words, String message) {
    Run run = compare((Object[]) words.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: ").contains(message);
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesToWriteAmongTheInputs() {
    Run run =
        Run.matting("compare", "--image", images, "--trimap", trimaps, "--out", images, "--drawn");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: --out is '" + images + "', a folder of inputs");
  }

  @Test
  void helpHasTheDefaultsAndAnExample() {
    assertThat(Run.matting("compare", "--help").out())
        .contains("builtin:graph,builtin:three-layer-graph,builtin:closed-form,builtin:knn")
        .contains("--drawn[=N]", "--samples=DIR", "Exit codes:", "Examples:", "matting compare");
  }

  private Run onPhotographs() {
    return compare("--model", METHODS, "--image", images, "--trimap", trimaps, "--truth", truths);
  }

  private Run compare(Object... options) {
    List<Object> words = new ArrayList<>(List.of("compare", "--out", out));
    words.addAll(List.of(options));
    return Run.matting(words.toArray());
  }

  private List<String> comparison() throws IOException {
    return Files.readAllLines(out.resolve("comparison.md"));
  }

  /** The mean SAD, written as in the tables. */
  private String evaluated(String model) {
    Run run =
        Run.matting(
            "evaluate",
            "--model",
            model,
            "--image",
            images,
            "--truth",
            truths,
            "--trimap",
            trimaps);
    Matcher matcher = SAD.matcher(run.out());
    assertThat(matcher.find()).isTrue();
    return String.format(Locale.ROOT, "%.3f", Double.parseDouble(matcher.group(1)));
  }

  /** A row of a table by its first cell. */
  private static List<String> cells(List<String> lines, String first) {
    String row =
        lines.stream()
            .filter(line -> line.startsWith("| " + first + " |"))
            .findFirst()
            .orElseThrow();
    return List.of(row.substring(2, row.length() - 2).split(" \\| "));
  }

  private static void trimapWithoutForeground(Path file) {
    BufferedImage trimap =
        new BufferedImage(Pictures.SIZE, Pictures.SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < Pictures.SIZE * Pictures.SIZE / 2; i++) {
      trimap.getRaster().setSample(i / Pictures.SIZE, i % Pictures.SIZE, 0, 128);
    }
    ImageFiles.writePng(trimap, file);
  }

  private static int gray(BufferedImage sheet, int x, int y) {
    int rgb = sheet.getRGB(x, y);
    return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
  }

  private void add(String name, float unknown) throws IOException {
    Pictures.photograph(images.resolve(name + ".png"));
    Pictures.trimap(trimaps.resolve(name + ".png"));
    float[] values = new float[Pictures.SIZE * Pictures.SIZE];
    for (int i = 0; i < values.length; i++) {
      int x = i % Pictures.SIZE;
      values[i] = x < 5 ? 1 : x < 11 ? unknown : 0;
    }
    AlphaMatte.of(Pictures.SIZE, Pictures.SIZE, values).writePng(truths.resolve(name + ".png"));
  }
}
