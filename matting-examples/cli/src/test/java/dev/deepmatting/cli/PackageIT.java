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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What users unpack works where they unpack it. Folders beyond ASCII are the shell's affair. */
@DisabledOnOs(OS.WINDOWS)
class PackageIT {
  private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath();
  private static final int SIDE = 128;

  /** A folder with a space and a letter beyond ASCII; the package lies in $home then. */
  private static final String UNPACK =
      "set -eu\nfolder=$(printf 'L\\303\\266wen zahn')\nmkdir \"$folder\"\n"
          + "tar xf \"$package.tar\" -C \"$folder\"\nhome=$(echo \"$PWD/$folder\"/matting-*)\n";

  private static final String PREDICT =
      " predict --image photo.png --trimap trimap.png --model builtin:dim-small --out ";

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void prepare() throws IOException {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    environment.put("package", System.getProperty("matting.package"));
    crop("dandelion.jpg", "photo.png");
    crop("dandelion-trimap.png", "trimap.png");
  }

  @Test
  void runsFromAnOddFolderThroughALink() throws Exception {
    Run run =
        shell(
            UNPACK
                + "ln -s \"$home/bin/matting\" 'a link'\nexport CDPATH=\"$folder:/\"\n"
                + "./'a link' --version\n(cd \"$home/bin\" && ./matting --version)\n"
                + "cp photo.png \"$folder\"\ncp trimap.png \"$folder\"\ncd \"$folder\"\n"
                + "\"$home/bin/matting\""
                + PREDICT
                + "../results\n"
                + "../'a link' cutout --image photo.png --trimap trimap.png --out ../results\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).matches("(?s)(matting \\d+\\.\\d+\\.\\d+\\S*\\R){2}.*");
    BufferedImage alpha = ImageIO.read(folder.resolve("results/photo-alpha.png").toFile());
    assertThat(List.of(alpha.getWidth(), alpha.getHeight())).containsOnly(SIDE);
    assertThat(folder.resolve("results/photo-cutout.png")).isNotEmptyFile();
  }

  @Test
  void laterStartsTakeClassesFromTheArchive() throws Exception {
    Run run =
        shell(
            UNPACK
                + "\"$home/bin/matting\" --version\nls\n\"$home/bin/matting\""
                + PREDICT
                + "first\nchmod -R a-w \"$folder\"\n"
                + "find \"$folder\" -newer first/photo-alpha.png -type f\n"
                + "MATTING_OPTS=-Xlog:class+load \"$home/bin/matting\""
                + PREDICT
                + "second\nchmod -R u+w \"$folder\"\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("dev.deepmatting.cli.MattingCommand source: shared objects file")
        .contains("[1/1] second");
    assertThat(archives()).hasSize(1);
    assertThat(folder.resolve("second/photo-alpha.png"))
        .hasSameBinaryContentAs(folder.resolve("first/photo-alpha.png"));
  }

  @Test
  void writesNothingBesideTheResultsInAReadOnlyFolder() throws Exception {
    Run run =
        shell(
            UNPACK
                + "chmod -R a-w \"$folder\"\nls -lR \"$folder\" >before.txt\n"
                + "MATTING_ARCHIVE=off \"$home/bin/matting\""
                + PREDICT
                + "results\nls -lR \"$folder\" >after.txt\nchmod -R u+w \"$folder\"\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(folder.resolve("after.txt")).hasSameBinaryContentAs(folder.resolve("before.txt"));
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void severalMayStartAtOnce() throws Exception {
    Run run =
        shell(
            UNPACK
                + "for i in 1 2 3\ndo\n  \"$home/bin/matting\""
                + PREDICT
                + "results-$i &\ndone\nwait\nls cache/deep-matting\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(archives()).hasSize(1);
    for (int i = 1; i <= 3; i++) {
      assertThat(folder.resolve("results-" + i + "/photo-alpha.png")).isNotEmptyFile();
    }
  }

  @Test
  void anArchiveThatDoesNotFitIsLeftOut() throws Exception {
    environment.put("MATTING_ARCHIVE", folder.resolve("some.jsa").toString());
    Files.writeString(folder.resolve("some.jsa"), "no archive");

    Run run = shell(UNPACK + "\"$home/bin/matting\"" + PREDICT + "results\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("[1/1] ").hasLineCount(1);
    assertThat(folder.resolve("some.jsa")).hasContent("no archive");
  }

  @Test
  void theZipHoldsWhatTheTarHolds() throws Exception {
    Run run =
        shell(
            UNPACK
                + "ls -l \"$home/bin/matting\"\ntar tf \"$package.tar\" | grep -v '/$'"
                + " >names.txt\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("-rwxr-xr-x");
    try (ZipFile zip = new ZipFile(System.getProperty("matting.package") + ".zip")) {
      List<String> names =
          zip.stream()
              .map(Object::toString)
              .filter(name -> !name.endsWith("/"))
              .collect(Collectors.toList());
      assertThat(names)
          .containsExactlyInAnyOrderElementsOf(Files.readAllLines(folder.resolve("names.txt")))
          .anyMatch(name -> name.endsWith("/bin/matting.bat"))
          .anyMatch(name -> name.endsWith("/LICENSE"));
      assertThat(libraries(names)).containsExactlyInAnyOrderElementsOf(listed());
    }
  }

  @Test
  void theImageNeedsNoJava() throws Exception {
    String image = System.getProperty("matting.package") + "-with-java";
    assumeThat(Path.of(image + ".tar")).exists();
    environment.put("package", image);
    environment.remove("JAVA_HOME");

    Run run =
        shell(
            UNPACK
                + "mkdir tools\nfor tool in dirname readlink cksum wc cat\ndo\n"
                + "  ln -s \"$(command -v $tool)\" tools\ndone\nsh=$(command -v sh)\n"
                + "export PATH=\"$PWD/tools\"\nunset JAVA_HOME\n"
                + "command -v java && exit 9\n\"$sh\" \"$home/bin/matting\""
                + PREDICT
                + "results\n\"$sh\" \"$home/bin/matting\" cutout --image photo.png --rect"
                + " 20,20,90,90 --out results\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(folder.resolve("results/photo-alpha.png")).isNotEmptyFile();
    assertThat(archives()).hasSize(1);
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

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache").resolve("deep-matting"))) {
      List<Path> all = files.toList();
      assertThat(all).allMatch(file -> file.toString().endsWith(".jsa"));
      return all;
    }
  }

  /** The middle of the lower border of a sample, where its trimap knows all kinds. */
  private void crop(String sample, String name) throws IOException {
    BufferedImage image = ImageIO.read(SAMPLES.resolve(sample).toFile());
    int left = image.getWidth() / 2 - SIDE / 2;
    BufferedImage middle = image.getSubimage(left, image.getHeight() - SIDE, SIDE, SIDE);
    assertThat(ImageIO.write(middle, "png", folder.resolve(name).toFile())).isTrue();
  }

  private Run shell(String script) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "MATTING_OPTS", "MATTING_ARCHIVE", "LC_ALL")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Run(exitCode, Files.readString(out), Files.readString(err));
  }
}
