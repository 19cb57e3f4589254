package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What users unpack works where they unpack it. */
@DisabledOnOs(OS.WINDOWS)
@EnabledIfSystemProperty(named = "matting.package", matches = ".+")
class PackageIT {
  private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath();

  /** A folder with a space and a letter beyond ASCII, which Java here might not be able to name. */
  private static final String ODD = "set -eu\nodd=$(printf 'L\\303\\266wen zahn')\n";

  private static final int SIDE = 256;

  private static final String PREDICT =
      " predict --image photo.png --trimap trimap.png --model builtin:dim-small --out ";

  @TempDir static Path folder;
  private static final Map<String, String> ENVIRONMENT = new HashMap<>();

  /** The first starts: two at once, through a link, of which one makes the archive. */
  private static Run first;

  @BeforeAll
  static void unpack() throws Exception {
    ENVIRONMENT.put("JAVA_HOME", System.getProperty("java.home"));
    ENVIRONMENT.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    ENVIRONMENT.put("package", System.getProperty("matting.package"));
    crop("dandelion.jpg", "photo.png");
    crop("dandelion-trimap.png", "trimap.png");
    first =
        shell(
            "tar xf \"$package.tar\"\nln -s matting-*/bin/matting 'a link'\n"
                + ("'./a link'" + PREDICT + "one &\n'./a link'" + PREDICT + "two\nwait $!\n")
                + "ls cache/deep-matting");
  }

  @Test
  void startsThroughALinkSeveralAtOnce() throws IOException {
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out().lines().skip(2)).singleElement().asString().endsWith(".jsa");
    for (String each : List.of("one", "two")) {
      BufferedImage alpha = ImageIO.read(folder.resolve(each + "/photo-alpha.png").toFile());
      assertThat(List.of(alpha.getWidth(), alpha.getHeight())).containsOnly(SIDE);
      assertThat(folder.resolve(each + "/photo-cutout.png")).isNotEmptyFile();
    }
  }

  @Test
  void laterStartsTakeClassesFromTheArchive() throws Exception {
    Run run = shell("export MATTING_OPTS=-Xlog:class+load\n'./a link'" + PREDICT + "four\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("dev.deepmatting.cli.MattingCommand source: shared objects file")
        .contains("[1/1] four");
    assertThat(folder.resolve("four/photo-alpha.png"))
        .hasSameBinaryContentAs(folder.resolve("one/photo-alpha.png"));
  }

  @Test
  void runsNetworksForMasks() throws Exception {
    Path network =
        Path.of(
                "../../matting-dl4j/src/test/resources/dev/deepmatting/dl4j/internal/onnxruntime/"
                    + "bright.onnx")
            .toAbsolutePath();
    Run run = shell("'./a link' cutout --image photo.png --out auto --auto " + network + "\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(folder.resolve("auto/photo-cutout.png")).isNotEmptyFile();
  }

  @Test
  void startsFromItsOwnFolderWhereCdIsLed() throws Exception {
    Run run = shell("cd matting-*/bin\nexport CDPATH=/:..\n./matting --version\n");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).matches("matting \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  /** Without the blocks on disk, which change when the files get there. */
  @Test
  void writesNothingBesideTheResultsInAnOddReadOnlyFolder() throws Exception {
    Run run =
        shell(
            "mkdir \"$odd\"\nhome=$(echo matting-*)\nmv \"$home\" \"$odd\"\nchmod -R a-w \"$odd\"\n"
                + "ls -lR \"$odd\" | grep -v '^total ' >before.txt\n"
                + "export MATTING_ARCHIVE=off XDG_CACHE_HOME=\"$PWD/other\"\n"
                + ("\"$odd/$home/bin/matting\"" + PREDICT + "three || code=$?\n")
                + "ls -lR \"$odd\" | grep -v '^total ' >after.txt\nchmod -R u+w \"$odd\"\nmv \"$odd/$home\" .\n"
                + "exit ${code:-0}\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(folder.resolve("three/photo-cutout.png")).isNotEmptyFile();
    assertThat(folder.resolve("after.txt")).hasSameBinaryContentAs(folder.resolve("before.txt"));
    assertThat(folder.resolve("other/deep-matting")).doesNotExist();
  }

  @Test
  void anArchiveThatDoesNotFitIsLeftOut() throws Exception {
    Path archive = Files.writeString(folder.resolve("some.jsa"), "no archive");

    Run run = shell("export MATTING_ARCHIVE=some.jsa\n'./a link'" + PREDICT + "five\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("[1/1] ").hasLineCount(1);
    assertThat(archive).hasContent("no archive");
  }

  @Test
  void theZipHoldsWhatTheTarHolds() throws Exception {
    Run run = shell("ls -lL 'a link'\ntar tf \"$package.tar\" | grep -v '/$' >names.txt\n");

    assertThat(run.out()).startsWith("-rwxr-xr-x");
    try (ZipFile zip = new ZipFile(System.getProperty("matting.package") + ".zip")) {
      List<String> names =
          zip.stream().map(Object::toString).filter(name -> !name.endsWith("/")).toList();
      assertThat(names)
          .containsExactlyInAnyOrderElementsOf(Files.readAllLines(folder.resolve("names.txt")))
          .anyMatch(name -> name.endsWith("/bin/matting.bat"))
          .anyMatch(name -> name.endsWith("/LICENSE"));
      assertThat(libraries(names)).containsExactlyInAnyOrderElementsOf(listed());
    }
  }

  @Test
  void theImageNeedsNoJava() throws Exception {
    assumeThat(Path.of(System.getProperty("matting.package") + "-with-java.tar")).exists();

    Run run =
        shell(
            "mkdir tools\nfor tool in dirname readlink cksum wc cat\ndo\n"
                + "  ln -s \"$(command -v $tool)\" tools\ndone\nsh=$(command -v sh)\n"
                + "mkdir image\ntar xf \"$package-with-java.tar\" -C image\nexport PATH=\"$PWD/tools\"\nunset JAVA_HOME\n"
                + "command -v java && exit 9\n\"$sh\" image/matting-*/bin/matting --version\n"
                + "\"$sh\" image/matting-*/bin/matting"
                + PREDICT
                + "six\n\"$sh\" image/matting-*/bin/matting cutout --rect 30,20,200,200 --out six --image "
                + SAMPLES.resolve("kite.jpg"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("matting ").contains("six");
    assertThat(folder.resolve("six/photo-alpha.png"))
        .hasSameBinaryContentAs(folder.resolve("one/photo-alpha.png"));
    assertThat(folder.resolve("six/kite-cutout.png")).isNotEmptyFile();
  }

  /** Names of artifacts, each once, without this project's. */
  private static List<String> libraries(List<String> names) {
    Pattern jar = Pattern.compile(".*/lib/(.+?)-\\d[^/]*\\.jar");
    return names.stream()
        .map(jar::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .filter(name -> !name.startsWith("matting-"))
        .distinct()
        .toList();
  }

  private static List<String> listed() throws IOException {
    return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
        .matcher(Files.readString(Path.of("src", "package", "LICENCES.md")))
        .results()
        .map(row -> row.group(1))
        .toList();
  }

  /** The middle of the lower border of a sample, where its trimap knows all kinds. */
  private static void crop(String sample, String name) throws IOException {
    BufferedImage image = ImageIO.read(SAMPLES.resolve(sample).toFile());
    int left = image.getWidth() / 2 - SIDE / 2;
    BufferedImage middle = image.getSubimage(left, image.getHeight() - SIDE, SIDE, SIDE);
    assertThat(ImageIO.write(middle, "png", folder.resolve(name).toFile())).isTrue();
  }

  private static Run shell(String script) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", ODD + script)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "MATTING_OPTS", "MATTING_ARCHIVE", "LC_ALL")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(ENVIRONMENT);
    int exitCode = builder.start().waitFor();
    return new Run(exitCode, Files.readString(out), Files.readString(err));
  }
}
