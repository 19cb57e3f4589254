package dev.deepmatting.dl4j.benchmark;

import dev.deepmatting.dl4j.fixture.Golden;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Python script beside the golden files that does the same work, once for each line it reads. */
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

  /** Starts a script. */
  public static Peer start(String script, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(PYTHON.toString());
    command.add(Golden.path(script).toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Peer peer =
        new Peer(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    String first = peer.answers.readLine();
    if (!"ready".equals(first)) {
      throw new IOException(script + " said " + first);
    }
    return peer;
  }

  /** Has it do its work once; its answer. */
  public String ask() throws IOException {
    requests.println();
    return answers.readLine();
  }

  /** Ends its input and waits for it; whether all went well. */
  public boolean finish() throws InterruptedException {
    requests.close();
    return process.waitFor() == 0;
  }

  /** Ends its input; what it says then. */
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
