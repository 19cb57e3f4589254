package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of this library's tests in a JVM of its own, whose heap is small. */
public final class SmallHeap {
  private static final long MOST_SECONDS = 300;

  private SmallHeap() {}

  /**
   * Runs a program until it ends.
   *
   * @param heap the JVM's option, such as {@code -Xmx64m}
   * @param program has a main method
   * @param folder where its output is kept
   * @param arguments for the program
   * @return all that it printed
   * @throws Exception if it cannot be run
   */
  public static String run(String heap, Class<?> program, Path folder, Object... arguments)
      throws Exception {
    Path output = folder.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                origin(ImageFiles.class) + File.pathSeparator + origin(program),
                program.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8).strip();
  }

  /** From the class file: patched into a module, test classes have the module's code source. */
  private static String origin(Class<?> type) throws Exception {
    Path file =
        Path.of(type.getResource(type.getName().replaceAll(".*\\.", "") + ".class").toURI());
    for (String ignored : type.getName().split("\\.")) {
      file = file.getParent();
    }
    return file.toString();
  }
}
