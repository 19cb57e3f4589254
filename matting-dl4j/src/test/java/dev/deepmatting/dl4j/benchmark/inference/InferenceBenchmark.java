package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Machine;
import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.dl4j.benchmark.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speed and memory of inference against peers, on the same weights, in turns and each in a process
 * of its own:
 *
 * <pre>{@code ./mvnw -Pbenchmark -DskipTests package}</pre>
 *
 * <p>{@code -Dbenchmark.arguments="rounds=3 sizes=320x320"} changes what the defaults list. The
 * results lie under matting-dl4j/target/benchmark. {@code -Dpython=FILE} names a Python with
 * PyTorch, NumPy and OpenCV.
 */
final class InferenceBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("parts", "forward,pictures,start"),
          Map.entry("networks", "full,dim-small"),
          Map.entry("engines", String.join(",", ForwardEngine.names())),
          Map.entry("sizes", "320x320,640x640,1088x1920"),
          Map.entry("width", "64"),
          Map.entry("rounds", "7"),
          Map.entry("threads", "" + Peer.threads()),
          Map.entry("heap", "768m"),
          Map.entry("pictures", "20"),
          Map.entry("picture-size", "1088x1920"),
          Map.entry("picture-rounds", "3"),
          Map.entry("full-pictures", "5"),
          Map.entry("picture-engine", "AUTO"),
          Map.entry("photograph", "../matting-examples/samples/dandelion.jpg"),
          Map.entry("trimap", "../matting-examples/samples/dandelion-trimap.png"),
          Map.entry("starts", "9"),
          Map.entry("start-size", "512x512"),
          Map.entry("folder", "target/benchmark"));

  private static final Pattern LIBRARY =
      Pattern.compile(
          "/(dnnl|nd4j-native|onnxruntime|pytorch-engine|pytorch-native-cpu)-(\\d[^/:;]*?)\\.jar");

  private InferenceBenchmark() {}

  static Options options(String... words) {
    return Options.parse(DEFAULTS, words);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = options(arguments);
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
    return new Results(
        machine(options),
        options.asMap(),
        options.has("forward") ? new ForwardPart(options).run(networks) : List.of(),
        options.has("pictures") ? new PicturesPart(options).run(networks) : List.of(),
        options.has("start") ? start(options, networks) : List.of());
  }

  /** A trained network, if it is among those that are measured. */
  private static List<StartResult> start(Options options, List<Network> networks)
      throws IOException, InterruptedException {
    Network network =
        networks.stream().filter(Network::isTrained).findFirst().orElse(networks.get(0));
    return new StartPart(options).run(network);
  }

  /** With the libraries that are measured. */
  private static Map<String, String> machine(Options options)
      throws IOException, InterruptedException {
    Map<String, String> machine = Machine.describe(options);
    Matcher library = LIBRARY.matcher(System.getProperty("java.class.path").replace('\\', '/'));
    while (library.find()) {
      machine.putIfAbsent(library.group(1), library.group(2));
    }
    if (Peer.isAvailable()) {
      machine.put("PyTorch", pyTorch());
    }
    return machine;
  }

  private static String pyTorch() throws IOException {
    String python = Peer.python("torch_forward.py").get(0);
    Process process =
        new ProcessBuilder(python, "-c", "import torch; print(torch.__version__)").start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
