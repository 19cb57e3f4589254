package dev.deepmatting.propagation.benchmark;

import dev.deepmatting.Matting;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A process that answers a line with a line; what it logs is appended to a file. */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter requests;

  private Child(Process process) {
    this.process = process;
    answers = process.inputReader();
    requests = new PrintWriter(process.outputWriter(), true);
  }

  /** A JVM with a method, to be asked for seconds. */
  static Child timed(String method, Options options) throws IOException {
    return method(method, "time", options);
  }

  /** A JVM with a method, to be asked for its heap; its collector moves everything together. */
  static Child watched(String method, Options options) throws IOException {
    return method(method, "memory", options, "-XX:+UseParallelGC");
  }

  private static Child method(String method, String mode, Options options, String... more)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + options.text("heap"), "-Djava.awt.headless=true"));
    command.addAll(List.of(more));
    command.addAll(List.of("-cp", classPath(), MethodChild.class.getName(), method));
    String budget = options.text("budget");
    command.add(options.text("threads"));
    command.add(budget.isEmpty() ? MethodChild.NO_BUDGET : budget);
    command.add(mode);
    return start(command, options);
  }

  /** The same method by its definition in NumPy and SciPy. */
  static Child peer(String method, Options options) throws IOException {
    Path script =
        file(
            Objects.requireNonNull(
                    Child.class.getResource("/dev/deepmatting/propagation/propagation_speed.py"))
                .toString());
    return start(List.of(options.text("python"), script.toString(), method), options);
  }

  private static Child start(List<String> command, Options options) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", options.text("threads"));
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
    File log = options.path("folder").resolve("processes.log").toFile();
    Child child = new Child(builder.redirectError(ProcessBuilder.Redirect.appendTo(log)).start());
    String first = child.answers.readLine();
    if (!"ready".equals(first)) {
      child.close();
      throw new IOException("a process said " + first + ", wanted ready; " + log + " has more");
    }
    return child;
  }

  /** From the class files: the tests are patched into a module when Maven runs them. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        origin(Matting.class),
        origin(MethodChild.class),
        System.getProperty("java.class.path"));
  }

  private static String origin(Class<?> type) {
    Path file = file(type.getResource(type.getSimpleName() + ".class").toString());
    for (int i = 0; i < type.getName().split("\\.").length; i++) {
      file = file.getParent();
    }
    return file.toString();
  }

  private static Path file(String url) {
    try {
      return Path.of(new URI(url));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has it do the work of a line; what it answers. */
  String ask(String... parts) throws IOException {
    requests.println(String.join("\t", parts));
    return Objects.requireNonNullElse(answers.readLine(), MethodChild.FAILED + "it ended");
  }

  /** Ends its input; what it says then. */
  String end() throws IOException {
    requests.close();
    return Objects.requireNonNullElse(answers.readLine(), "-1");
  }

  @Override
  public void close() {
    requests.close();
    process.destroy();
  }
}
