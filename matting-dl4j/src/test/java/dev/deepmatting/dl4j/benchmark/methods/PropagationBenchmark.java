package dev.deepmatting.dl4j.benchmark.methods;

import dev.deepmatting.dl4j.benchmark.Machine;
import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.dl4j.benchmark.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Speed and memory of the methods without a network, each in a process of its own:
 *
 * <pre>{@code ./mvnw -Ppropagation-benchmark --projects=matting-dl4j --also-make -DskipTests test}
 * </pre>
 *
 * <p>{@code -Dbenchmark.arguments="photographs=FOLDER rounds=5"} changes what the defaults list; a
 * folder of photographs has the folders image and trimap, whose files go by their stem. The results
 * lie under matting-dl4j/target/propagation-benchmark.
 */
final class PropagationBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("parts", "photographs,memory,large"),
          Map.entry("methods", "graph,three-layer-graph,closed-form,knn"),
          Map.entry("photographs", ""),
          Map.entry("drawn", "6"),
          Map.entry("drawn-size", "720"),
          Map.entry("rounds", "3"),
          Map.entry("large", "6000x4000"),
          Map.entry("threads", "" + Peer.threads()),
          Map.entry("heap", "4g"),
          Map.entry("budget", ""),
          Map.entry("peer", "off"),
          Map.entry("python", "/usr/bin/python3"),
          Map.entry("folder", "target/propagation-benchmark"));

  private PropagationBenchmark() {}

  static Options options(String... words) {
    return Options.parse(DEFAULTS, words);
  }

  public static void main(String[] arguments) throws IOException {
    Options options = options(arguments);
    Path folder = Files.createDirectories(options.path("folder"));
    Files.deleteIfExists(folder.resolve("processes.log"));
    String figures = new Figures(run(options)).toMarkdown();
    Files.writeString(folder.resolve("figures.md"), figures);
    System.out.println(figures);
    System.out.println("written: " + folder.resolve("figures.md"));
  }

  private static Results run(Options options) throws IOException {
    boolean small = options.has("photographs") || options.has("memory");
    List<Photograph> photographs = small ? Photographs.of(options) : List.of();
    Photograph large = null;
    if (options.has("large")) {
      large = LargePicture.parse(options.text("large")).write(options.path("folder"));
    }
    return new Results(
        machine(options),
        photographs,
        small ? new PhotographPart(options, photographs).run() : List.of(),
        large,
        large == null ? List.of() : new LargePart(options, large).run());
  }

  private static Map<String, String> machine(Options options) throws IOException {
    Map<String, String> machine = Machine.describe(options);
    machine.put("heap", options.text("heap"));
    if (!options.text("budget").isEmpty()) {
      machine.put("memory budget", options.text("budget"));
    }
    return machine;
  }
}
