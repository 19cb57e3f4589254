package dev.deepmatting.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.cli.MattingCommand;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import picocli.CommandLine.ParseResult;

/** What the documentation names exists: files, options, coordinates. */
class PageTest {
  private static final String PROPERTIES =
      "-DskipTests|-Dsurefire\\.failIfNoSpecifiedTests=false"
          + "|-D(fuzz\\.seconds|kills|soak\\.predictions)=\\d+";

  private static final Path ROOT = MarkdownPage.ROOT;
  private static final Pattern GRADLE =
      Pattern.compile("\"([\\w.]+):([\\w.-]+):([\\w.-]+)(?::[$\\w.-]+)?(?:@jar)?\"");
  private static final List<String> PHASES =
      List.of("compile", "test", "package", "verify", "install");

  static Stream<MarkdownPage> pages() throws IOException {
    return MarkdownPage.all().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksPointSomewhere(MarkdownPage page) {
    assertThat(page.links()).allSatisfy(target -> assertThat(target).exists());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsCanBeRun(MarkdownPage page) throws IOException {
    for (String block : page.blocks("shell")) {
      for (String command : block.strip().split("\\s*(&&|\\R)\\s*")) {
        check(Arrays.asList(command.split("\\s+")));
      }
    }
  }

  @Test
  void theReadmeIsShort() {
    assertThat(MarkdownPage.readme().text().lines().count()).isLessThanOrEqualTo(150);
  }

  @Test
  void theReadmeTriesOutWithTwoCommands() {
    assertThat(MarkdownPage.readme().blocks("shell"))
        .startsWith(
            "./mvnw -q -DskipTests package && matting-examples/bin/matting predict"
                + " --image matting-examples/samples/dandelion.jpg"
                + " --trimap matting-examples/samples/dandelion-trimap.png --out out\n",
            "./mvnw verify\n");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void mavenCoordinatesAreThoseOfTheBuild(MarkdownPage page) throws Exception {
    for (String block : page.blocks("xml")) {
      NodeList dependencies =
          parse("<page>" + block + "</page>").getElementsByTagName("dependency");
      assertThat(dependencies.getLength()).isPositive();
      for (int i = 0; i < dependencies.getLength(); i++) {
        Element dependency = (Element) dependencies.item(i);
        checkCoordinates(
            child(dependency, "groupId"),
            child(dependency, "artifactId"),
            child(dependency, "version"));
      }
    }
  }

  @Test
  void gradleCoordinatesAreThoseOfTheBuild() throws Exception {
    String script = String.join("\n", MarkdownPage.site("install.md").blocks("kotlin"));
    List<String[]> found =
        GRADLE
            .matcher(script)
            .results()
            .map(match -> new String[] {match.group(1), match.group(2), match.group(3)})
            .toList();
    assertThat(found).hasSameSizeAs(script.lines().filter(PageTest::isDependency).toList());
    for (String[] parts : found) {
      checkCoordinates(parts[0], parts[1], parts[2]);
    }
  }

  private static boolean isDependency(String line) {
    return line.contains("runtimeOnly(") || line.contains("implementation(");
  }

  private static void check(List<String> words) throws IOException {
    if (words.get(0).equals("curl")) {
      // No program of the project; the server's tests send what it sends.
      return;
    }
    Path program = ROOT.resolve(words.get(0));
    assertThat(program).isExecutable();
    List<String> arguments = words.subList(1, words.size());
    if (program.endsWith("mvnw")) {
      checkMaven(arguments);
    } else {
      checkMatting(arguments);
    }
  }

  private static void checkMaven(List<String> arguments) throws IOException {
    for (String argument : arguments) {
      if (argument.startsWith("-P")) {
        assertThat(profiles()).contains("<id>" + argument.substring(2) + "</id>");
      } else if (!argument.startsWith("-")) {
        assertThat(PHASES).contains(argument);
      }
    }
    for (String argument : arguments) {
      if (argument.startsWith("-Dtest=")) {
        assertThat(tests()).contains(argument.substring("-Dtest=".length()) + ".java");
      } else if (argument.startsWith("-D")) {
        assertThat(argument).matches(PROPERTIES);
      }
    }
  }

  private static List<String> tests() throws IOException {
    List<String> names = new ArrayList<>();
    for (String folder : List.of("matting-api", "matting-dl4j", "matting-examples/cli")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder).resolve("src/test/java"))) {
        files.forEach(file -> names.add(file.getFileName().toString()));
      }
    }
    return names;
  }

  private static String profiles() throws IOException {
    StringBuilder poms = new StringBuilder();
    for (String folder : List.of("", "matting-api", "matting-dl4j", "matting-examples/cli")) {
      poms.append(Files.readString(ROOT.resolve(folder).resolve("pom.xml")));
    }
    return poms.toString();
  }

  /** Parsing refuses unknown options and notices missing ones; samples that are named exist. */
  private static void checkMatting(List<String> arguments) {
    ParseResult command =
        MattingCommand.commandLine().parseArgs(arguments.toArray(String[]::new)).subcommand();
    assertThat(command).isNotNull();
    assertThat(arguments)
        .filteredOn(argument -> argument.startsWith("matting-examples/"))
        .allSatisfy(argument -> assertThat(ROOT.resolve(argument)).exists());
  }

  /** Compares with the class path that the build writes; what a profile brings, with the POM. */
  private static void checkCoordinates(String group, String artifact, String version)
      throws Exception {
    if (group.equals("dev.deepmatting")) {
      Element parent = (Element) parse(Path.of("pom.xml")).getElementsByTagName("parent").item(0);
      assertThat(version).isEqualTo(child(parent, "version"));
      assertThat(ROOT.resolve(artifact)).isDirectory();
    } else if (artifact.contains("cuda")) {
      assertThat(Files.readString(ROOT.resolve("matting-dl4j/pom.xml"))).contains(artifact);
      assertThat(version).isEqualTo(child(parse(ROOT.resolve("pom.xml")), "nd4j.version"));
    } else {
      assertThat(Files.readString(Path.of("target", "classpath.txt")))
          .contains(artifact + "-" + version + ".jar");
    }
  }

  private static String child(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }

  private static Element parse(Path file) throws Exception {
    return parse(Files.readString(file));
  }

  private static Element parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement();
  }
}
