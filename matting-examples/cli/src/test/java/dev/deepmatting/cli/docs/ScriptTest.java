package dev.deepmatting.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts compile against the library, and name the library that is built here. */
class ScriptTest {
  private static final Path SCRIPTS = Path.of("../scripts");

  @TempDir Path folder;

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @Test
  void thereAreScripts() throws IOException {
    assertThat(scripts()).extracting(Path::getFileName).contains(Path.of("TrainOnFolders.java"));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void compiles(Path script) throws IOException {
    String code = Files.readString(script);

    assertThat(JavaSnippet.of(code).compile(folder)).isEmpty();
    assertThat(code.lines().filter(line -> line.startsWith("//DEPS")))
        .containsExactly("//DEPS dev.deepmatting:matting-dl4j:" + version());
  }

  private static String version() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    return pom.substring(
        pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
  }
}
