package dev.deepmatting.dl4j.benchmark;

import dev.deepmatting.dl4j.fixture.Golden;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that does the same work, once for each line it reads: a Python script beside the golden
 * files, or a JVM.
 */
public final class Peer implements AutoCloseable {
  private static final Path PYTHON = Path.of(System.getProperty("python", "/usr/bin/python3"));

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter requests;

  private Peer(Process process) {
    this.process = process;
    answers = process.inputReader();
    requests = new PrintWriter(process.outputWriter(), true);
  }

  /** Whether there is a Python with PyTorch and OpenCV. */
  public static boolean isAvailable() throws IOException, InterruptedException {
    return Files.isExecutable(PYTHON)
        && new ProcessBuilder(PYTHON.toString(), "-c", "import torch, cv2")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }

  /** How many threads it is to use, as many as there are cores. */
  public static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The command that runs a script. */
  public static List<String> python(String script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(PYTHON.toString(), Golden.path(script) + ""));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /** The command that runs a class of the class path in the environment's CLASSPATH. */
  public static List<String> java(List<String> options, String mainClass, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add(mainClass);
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /** Starts a script. */
  public static Peer start(String script, Object... arguments) throws IOException {
    return start(
        new ProcessBuilder(python(script, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  /** Starts a process and waits until it is ready. */
  public static Peer start(ProcessBuilder builder) throws IOException {
    Peer peer = new Peer(builder.start());
    String first = peer.answers.readLine();
    if (!"ready".equals(first)) {
      peer.close();
      throw new IOException("the process said " + first + ", wanted ready");
    }
    return peer;
  }

  /** Has it do its work once; its answer. */
  public String ask() throws IOException {
    return ask("");
  }

  /** Has it do the work of a line; its answer, null if it has ended. */
  public String ask(String line) throws IOException {
    requests.println(line);
    return answers.readLine();
  }

  /** Ends its input and waits for it; whether all went well. */
  public boolean finish() throws InterruptedException {
    requests.close();
    return process.waitFor() == 0;
  }

  /** Ends its input; what it says then, null if nothing. */
  public String end() throws IOException {
    requests.close();
    return answers.readLine();
  }

  @Override
  public void close() {
    requests.close();
    process.destroy();
  }
}
