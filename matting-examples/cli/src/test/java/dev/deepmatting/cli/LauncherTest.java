package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "bin", "matting").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void startsFromAnyFolderThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("matting link"), LAUNCHER);

    Run run = launch(link, "predict", "--help");
    Files.delete(link);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: matting predict");
  }

  @Test
  void passesArgumentsAndTheExitCodeOn() throws Exception {
    Run run = launch(LAUNCHER, "predict", "--image", "no such file", "--trimap", "b", "--out", "c");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: --image is 'no such file', wanted");
  }

  @Test
  void saysHowToBuildWhatIsMissing() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("clone").resolve("examples").resolve("bin"));
    Path copy = Files.copy(LAUNCHER, bin.resolve("matting"));

    Run run = launch(copy, "--help");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: not built yet; run: ").contains("./mvnw");
  }

  /** A stand-in for Java tells what it was given. */
  @ParameterizedTest
  @CsvSource({
    "predict --threads 3, 3",
    "predict --threads=5, 5",
    "predict --threads many, 7",
    "predict, 7",
    "cutout --threads 3, 3",
    "composite --json --threads=2, 2",
    "preview --threads 4, 4",
    "compare --drawn --threads 4, 4",
    "evaluate --out predict --threads 3, 7"
  })
  void givesTheNetworkTheThreadsOfPredict(String words, String threads) throws Exception {
    Path jdk = thatSays("threads $OMP_NUM_THREADS");

    Run run =
        launch(
            LAUNCHER,
            Map.of("JAVA_HOME", jdk.toString(), "OMP_NUM_THREADS", "7"),
            words.split(" "));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("threads " + threads + "\n");
  }

  @ParameterizedTest
  @CsvSource({"train, PASSIVE, ''", "train, ACTIVE, ACTIVE", "predict, '', ''"})
  void threadsOfTrainingWaitWithoutTheCore(String word, String policy, String set)
      throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", thatSays("policy ${OMP_WAIT_POLICY:-}").toString());
    if (!set.isEmpty()) {
      environment.put("OMP_WAIT_POLICY", set);
    }

    assertThat(launch(LAUNCHER, environment, word).out()).isEqualTo("policy " + policy + "\n");
  }

  /** Compiling well pays later than one small picture is done. */
  @ParameterizedTest
  @CsvSource({
    "predict --image small.jpg, true",
    "cutout --model=builtin:graph --image=small.jpg, true",
    "predict --model own.safetensors --image small.jpg, false",
    "predict --image large.jpg, false",
    "predict --image ., false",
    "trimap --image small.jpg, false",
    "train --data small.jpg, false"
  })
  void compilesQuicklyForOneSmallPicture(String words, boolean quickly) throws Exception {
    Files.write(folder.resolve("small.jpg"), new byte[1000]);
    Files.write(folder.resolve("large.jpg"), new byte[2000000]);
    Path jdk = thatSays("$*");

    Run run =
        launch(
            LAUNCHER,
            Map.of("JAVA_HOME", jdk.toString(), "MATTING_OPTS", "-Xmx1g -Da=b"),
            words.split(" "));

    assertThat(run.out().contains(" -XX:TieredStopAtLevel=1 -Xmx1g -Da=b ")).isEqualTo(quickly);
    assertThat(run.out()).contains(" -Xmx1g -Da=b ").endsWith(" " + words + "\n");
  }

  @Test
  void isNotLedAstrayByCdpath() throws Exception {
    Path jdk = thatSays("home");

    Run run =
        launch(
            Path.of(folder.relativize(LAUNCHER).toString()),
            Map.of("JAVA_HOME", jdk.toString(), "CDPATH", "/:" + folder),
            "--version");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("home\n");
  }

  @Test
  void startsFromALinkedFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("linked bin"), LAUNCHER.getParent());

    Run run =
        launch(
            link.resolve("matting"), Map.of("JAVA_HOME", thatSays("home").toString()), "--version");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("home\n");
  }

  /** Java reads names of files in the locale's characters. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "xx_YY.UTF-8", ""})
  void namesAreReadAsUtf8WhereTheLocaleCannot(String locale) throws Exception {
    Path jdk = thatSays("$LC_ALL");

    Run run =
        launch(
            LAUNCHER,
            Map.of("JAVA_HOME", jdk.toString(), "LC_ALL", locale, "LANG", ""),
            "--version");

    assertThat(run.out()).isEqualTo("C.UTF-8\n");
  }

  /** A JDK whose Java prints words of the shell's. */
  private Path thatSays(String words) throws IOException {
    Path jdk = folder.resolve("jdk");
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho \"" + words + "\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return jdk;
  }

  private Run launch(Path script, String... args) throws IOException, InterruptedException {
    return launch(script, Map.of("JAVA_HOME", System.getProperty("java.home")), args);
  }

  private Run launch(Path script, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Stream.of(args)).toList())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
    int exitCode = builder.start().waitFor();
    return new Run(exitCode, read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
