package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.dl4j.benchmark.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How the measured processes are started and what is common to them. */
final class Children {
  /** OpenMP's idle threads spin for a while after a forward, in their process. */
  private static final int REST_MILLISECONDS = 300;

  private Children() {}

  static List<String> jvm(Options options) {
    return List.of(
        "-Xmx" + options.text("heap"),
        "-Djava.awt.headless=true",
        // By default JavaCPP limits native memory by the heap, which is small here.
        "-Dorg.bytedeco.javacpp.maxbytes=0",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
        "-Dai.djl.offline=true",
        "-DDJL_CACHE_DIR=" + options.path("folder").resolve("djl"));
  }

  /** Starts one; what it logs is appended to a file. */
  static Peer start(List<String> command, Options options) throws IOException {
    return Peer.start(
        builder(command, options)
            .redirectError(ProcessBuilder.Redirect.appendTo(log(options).toFile())));
  }

  static ProcessBuilder builder(List<String> command, Options options) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", options.text("threads"));
    // Not as an argument: ONNX Runtime 1.29 crashes where the command line is long.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder;
  }

  static Path log(Options options) {
    return options.path("folder").resolve("processes.log");
  }

  /** Has one do its work after a rest; the seconds that it took by its own clock. */
  static double ask(Peer peer, String line) throws IOException, InterruptedException {
    Thread.sleep(REST_MILLISECONDS);
    String answer = peer.ask(line);
    if (answer == null) {
      throw new IOException("the process ended");
    }
    return Double.parseDouble(answer);
  }

  /** Ends one; the most bytes that it had resident. */
  static long end(Peer peer) throws IOException {
    String answer = peer.end();
    if (answer == null) {
      throw new IOException("the process ended without its result");
    }
    return Long.parseLong(answer);
  }
}
