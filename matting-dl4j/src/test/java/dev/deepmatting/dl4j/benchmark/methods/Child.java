package dev.deepmatting.dl4j.benchmark.methods;

import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.dl4j.benchmark.Peer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The process of a method; what it logs is appended to a file. */
final class Child implements AutoCloseable {
  /** What a program that has the methods alone has on its class path, and the benchmark. */
  private static final Pattern FOR_METHODS =
      Pattern.compile("matting-|[/\\\\]twelvemonkeys[/\\\\]|jackson-core|[/\\\\]test-classes");

  private static final Path SCRIPT =
      Path.of("../matting-api/src/test/resources/dev/deepmatting/propagation/propagation_speed.py");

  private final Peer process;

  private Child(Peer process) {
    this.process = process;
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
    List<String> flags =
        new ArrayList<>(List.of("-Xmx" + options.text("heap"), "-Djava.awt.headless=true"));
    flags.addAll(List.of(more));
    String budget = options.text("budget");
    return start(
        Peer.java(
            flags,
            MethodChild.class.getName(),
            method,
            options.text("threads"),
            budget.isEmpty() ? MethodChild.NO_BUDGET : budget,
            mode),
        options);
  }

  /** The same method by its definition in NumPy and SciPy. */
  static Child peer(String method, Options options) throws IOException {
    return start(List.of(options.text("python"), SCRIPT.toString(), method), options);
  }

  private static Child start(List<String> command, Options options) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", options.text("threads"));
    builder.environment().put("CLASSPATH", classPath());
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
    File log = options.path("folder").resolve("processes.log").toFile();
    return new Child(Peer.start(builder.redirectError(ProcessBuilder.Redirect.appendTo(log))));
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(part -> FOR_METHODS.matcher(part).find())
        .filter(
            part ->
                !part.contains(
                    "matting-dl4j" + File.separator + "target" + File.separator + "classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Has it do the work of a line; what it answers. */
  String ask(String... parts) throws IOException {
    return Objects.requireNonNullElse(
        process.ask(String.join("\t", parts)), MethodChild.FAILED + "it ended");
  }

  /** Ends its input; what it says then. */
  String end() throws IOException {
    return Objects.requireNonNullElse(process.end(), "-1");
  }

  @Override
  public void close() {
    process.close();
  }
}
