package dev.deepmatting.propagation.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Speed and memory of the methods without a network, each in a process of its own:
 *
 * <pre>{@code ./mvnw -Ppropagation-benchmark --projects=matting-api -DskipTests test}</pre>
 *
 * <p>{@code -Dbenchmark.arguments="photographs=FOLDER rounds=5"} changes what {@link Options}
 * lists; a folder of photographs has the folders image and trimap, whose files go by their stem.
 * The results lie under matting-api/target/propagation-benchmark.
 */
final class PropagationBenchmark {
  private PropagationBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Options options = Options.parse(arguments);
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
        Machine.describe(options),
        photographs,
        small ? new PhotographPart(options, photographs).run() : List.of(),
        large,
        large == null ? List.of() : new LargePart(options, large).run());
  }
}
