package dev.deepmatting.dl4j.benchmark.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Speed and memory of inference against peers, on the same weights, in turns and each in a process
 * of its own:
 *
 * <pre>{@code ./mvnw -Pbenchmark -DskipTests package}</pre>
 *
 * <p>{@code -Dbenchmark.arguments="rounds=3 sizes=320x320"} changes what {@link Options} lists. The
 * results lie under matting-dl4j/target/benchmark. {@code -Dpython=FILE} names a Python with
 * PyTorch, NumPy and OpenCV.
 */
final class InferenceBenchmark {
  private InferenceBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = Options.parse(arguments);
    Path folder = Files.createDirectories(options.path("folder"));
    Files.deleteIfExists(Children.log(options));
    Results results = run(options);
    results.write(folder);
    System.out.println(Files.readString(folder.resolve("figures.md")));
    System.out.println(
        "written: results.json, figures.md, forwards.svg and performance.svg in " + folder);
    if (!results.agree()) {
      System.err.println("an engine computes something else than the others");
      System.exit(1);
    }
  }

  private static Results run(Options options) throws IOException, InterruptedException {
    Path folder = options.path("folder");
    List<Network> networks = new ArrayList<>();
    for (String network : options.list("networks")) {
      networks.add(Network.write(network, options.number("width"), folder));
    }
    List<String> parts = options.list("parts");
    return new Results(
        Machine.describe(options),
        options.asMap(),
        parts.contains("forward") ? new ForwardPart(options).run(networks) : List.of(),
        parts.contains("pictures") ? new PicturesPart(options).run(networks) : List.of(),
        parts.contains("start") ? start(options, networks) : List.of());
  }

  /** A trained network, if it is among those that are measured. */
  private static List<StartResult> start(Options options, List<Network> networks)
      throws IOException, InterruptedException {
    Network network =
        networks.stream().filter(Network::isTrained).findFirst().orElse(networks.get(0));
    return new StartPart(options).run(network);
  }
}
