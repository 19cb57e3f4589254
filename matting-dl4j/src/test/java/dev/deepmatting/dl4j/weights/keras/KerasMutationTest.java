package dev.deepmatting.dl4j.weights.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.error.ModelFormatException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Random damage ends in an error of the one kind or in numbers, never in anything else. */
class KerasMutationTest {
  static final List<String> SOUND = KerasFiles.SOUND;
  private static final int ROUNDS = 1000;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("SOUND")
  void damageIsRefusedOrHarmless(String name) {
    KerasMutation mutation = new KerasMutation(KerasFiles.bytes(name), 1);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try {
        KerasFiles.readAll(mutation.next());
      } catch (ModelFormatException e) {
        refused++;
        assertThat(e).hasMessageStartingWith("model x");
      }
    }
    // Numbers and unused space may change freely; structures must have been hit as well.
    assertThat(refused).isBetween(ROUNDS / 20, ROUNDS - 1);
    assertThat(mutation.guardedStructures()).matches(n -> n > 5 == name.contains("latest"));
  }

  /** In a JVM of its own, which a crash of native code would end. */
  @Test
  void theModelImportOutlivesDamagedFiles() throws Exception {
    String output = run(System.getProperty("java.class.path"), MutatedReads.class, "300");
    assertThat(output).contains("done, refused ").doesNotContain("do not match");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void readsTheSameNumbersWhereTheNativeLibraryIsMissing() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().matches("hdf5-.*-[a-z]+-.*"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(run(classPath, MutatedReads.class, "0"))
        .contains("done, refused 0")
        .doesNotContain("cannot be read");
    assertThat(folder).isEmptyDirectory();
  }

  private String run(String classPath, Class<?> program, String argument)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("keras-mutation", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-Djava.io.tmpdir=" + folder, "-cp", classPath));
    command.addAll(List.of(program.getName(), argument));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int status = process.waitFor();
    String output = Files.readString(log);
    Files.delete(log);
    assertThat(status).as(output).isZero();
    return output;
  }
}
