package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a measured JVM says and hears: {@code ENGINE MODEL INPUT HEIGHT WIDTH THREADS ALPHA}. */
final class ForwardLoop {
  /** Runs the network once on the input; the result stays where the engine keeps it. */
  interface Forward {
    void run() throws Exception;

    /** The last result. */
    float[] alpha() throws Exception;
  }

  private final PrintStream answers = System.out;
  private final String[] arguments;

  ForwardLoop(String[] arguments) {
    this.arguments = arguments;
    // Nothing that a library prints may stand among the answers.
    System.setOut(System.err);
  }

  String engine() {
    return arguments[0];
  }

  Path model() {
    return Path.of(arguments[1]);
  }

  float[] input() throws IOException {
    return FloatFiles.read(Path.of(arguments[2]));
  }

  int height() {
    return Integer.parseInt(arguments[3]);
  }

  int width() {
    return Integer.parseInt(arguments[4]);
  }

  int threads() {
    return Integer.parseInt(arguments[5]);
  }

  /** One forward for each line, then the alpha and the memory. */
  void serve(Forward forward) throws Exception {
    answers.println("ready");
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (requests.readLine() != null) {
      long start = System.nanoTime();
      forward.run();
      answers.println((System.nanoTime() - start) / 1e9);
    }
    // Before the alpha is copied for the comparison.
    long bytes = Machine.mostResidentBytes();
    FloatFiles.write(Path.of(arguments[6]), forward.alpha());
    answers.println(bytes);
  }
}
