package dev.deepmatting.dl4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fuzzes every reader with Jazzer, each in a JVM of its own with a small heap. The system property
 * {@code fuzz.seconds} says for how long each; an input that breaks a promise fails the test and
 * lies in {@code target/fuzz}, from where it goes into the committed corpus.
 */
@Tag("long")
class FuzzRunTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
  private static final int SECONDS_PER_INPUT = 30;
  private static final int SHOWN_LINES = 60;
  private static final Pattern EXECUTIONS =
      Pattern.compile("stat::number_of_executed_units: *(\\d+)");
  private static final Pattern COVERAGE = Pattern.compile("DONE +(cov: \\d+ ft: \\d+ corp: \\S+)");

  @ParameterizedTest
  @EnumSource
  void findsNoInputThatBreaksAPromise(FuzzTarget target) throws Exception {
    Path folder = Path.of("target", "fuzz", target.folder()).toAbsolutePath();
    Files.createDirectories(folder.resolve("corpus"));
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command(target, folder))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exit = process.waitFor();
    List<String> lines = lines(log);
    assertThat(exit)
        .as("inputs in %s%n%s", folder, String.join("\n", last(lines, SHOWN_LINES)))
        .isZero();
    long executions = Long.parseLong(find(EXECUTIONS, lines));
    System.out.printf(
        "fuzzed %s: %d executions in %d s, %s%n",
        target, executions, SECONDS, find(COVERAGE, lines));
    assertThat(executions).isPositive();
  }

  /** Inputs that are files are quicker written to memory, where the system has such a folder. */
  private static Path temporary(Path folder) {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : folder;
  }

  private static List<String> command(FuzzTarget target, Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:MaxDirectMemorySize=64m",
        "-XX:+UseSerialGC",
        "-XX:+EnableDynamicAgentLoading",
        "-Dfuzz.target=" + target,
        "-Djava.io.tmpdir=" + temporary(folder),
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + FuzzEntry.class.getName(),
        "--instrumentation_includes=dev.deepmatting.**",
        "--custom_hook_includes=dev.deepmatting.**",
        "--instrumentation_excludes=dev.deepmatting.dl4j.fuzz.**",
        "--mutator_framework=false",
        "-max_total_time=" + SECONDS,
        "-max_len=" + target.longest(),
        "-timeout=" + SECONDS_PER_INPUT,
        // The fuzzer's own tables may take 2 GB; what is fuzzed is bounded by the JVM's options.
        "-rss_limit_mb=0",
        "-use_value_profile=1",
        "-print_final_stats=1",
        "-artifact_prefix=" + folder + "/",
        "-dict=" + target.dictionary(),
        folder.resolve("corpus").toString(),
        target.corpus().toString());
  }

  private static List<String> lines(Path log) throws IOException {
    // Dictionary words in the log may be no UTF-8.
    return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
  }

  private static List<String> last(List<String> lines, int count) {
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  private static String find(Pattern pattern, List<String> lines) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + pattern + " in the log"));
  }
}
