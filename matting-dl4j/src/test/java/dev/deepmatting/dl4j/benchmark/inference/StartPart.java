package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.dl4j.benchmark.Peer;
import dev.deepmatting.dl4j.benchmark.Timing;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.network.Precision;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fresh processes that read a picture, load the model, predict and write the alpha, in turns. */
final class StartPart {
  /** What a program with this library has not on its class path. */
  private static final Pattern FOR_TESTS =
      Pattern.compile(
          "junit|opentest4j|apiguardian|jspecify|jazzer|logback|assertj|byte-buddy|archunit|djl"
              + "|pytorch|onnxruntime|gson|commons-compress|commons-codec|commons-io|commons-lang");

  /** Compiles quickly instead of well, which a process of a second is better off with. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private final Options options;
  private final Path folder;
  private final Map<String, List<String>> commands = new LinkedHashMap<>();

  StartPart(Options options) {
    this.options = options;
    folder = options.path("folder");
  }

  List<StartResult> run(Network network) throws IOException, InterruptedException {
    System.out.println("from start to written alpha");
    Picture picture =
        new Composites(options, Size.parse(options.text("start-size"))).write(1).get(0);
    commands.put("Java, fp32", java(network, Precision.FP32, picture));
    commands.put("Java, fp32, " + QUICK, java(network, Precision.FP32, picture, QUICK));
    commands.put("Java, bf16 where native", java(network, Precision.AUTO, picture));
    if (Peer.isAvailable()) {
      commands.put(
          "Python with PyTorch",
          Peer.python(
              "torch_start.py",
              network.torchName(),
              network.modelFile(),
              options.number("threads"),
              picture.image(),
              picture.trimap(),
              alpha("torch")));
    }
    return results(measure());
  }

  private List<String> java(
      Network network, Precision precision, Picture picture, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Djava.awt.headless=true");
    return Peer.java(
        all,
        StartChild.class.getName(),
        network.modelFile(),
        precision,
        picture.image(),
        picture.trimap(),
        alpha(precision.name()));
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(part -> !FOR_TESTS.matcher(Path.of(part).getFileName().toString()).find())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path alpha(String name) {
    return folder.resolve("start-" + name + ".png");
  }

  private Map<String, List<Double>> measure() throws IOException, InterruptedException {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    commands.keySet().forEach(way -> seconds.put(way, new ArrayList<>()));
    for (int round = -1; round < options.number("starts"); round++) {
      for (Map.Entry<String, List<String>> way : commands.entrySet()) {
        double taken = once(way.getValue());
        // The first round brings the files into memory.
        if (round >= 0) {
          seconds.get(way.getKey()).add(taken);
        }
      }
    }
    return seconds;
  }

  /** Not a number if it failed. */
  private double once(List<String> command) throws IOException, InterruptedException {
    Files.deleteIfExists(Path.of(command.get(command.size() - 1)));
    ProcessBuilder builder = Children.builder(command, options);
    builder.environment().put("CLASSPATH", classPath());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(Children.log(options).toFile()));
    long start = System.nanoTime();
    int code = builder.start().waitFor();
    return code == 0 ? (System.nanoTime() - start) / 1e9 : Double.NaN;
  }

  private List<StartResult> results(Map<String, List<Double>> seconds) {
    List<StartResult> results = new ArrayList<>();
    float[] reference = null;
    List<String> ways = new ArrayList<>(commands.keySet());
    for (int i = ways.size() - 1; i >= 0; i--) {
      List<Double> rounds = seconds.get(ways.get(i));
      boolean failed = rounds.isEmpty() || rounds.stream().anyMatch(value -> value.isNaN());
      Double difference = null;
      if (!failed) {
        List<String> command = commands.get(ways.get(i));
        float[] alpha = read(Path.of(command.get(command.size() - 1)));
        reference = reference == null ? alpha : reference;
        difference = Difference.between(alpha, reference).greatest();
      }
      results.add(0, new StartResult(ways.get(i), failed ? null : new Timing(rounds), difference));
    }
    return results;
  }

  private static float[] read(Path alpha) {
    return ImageFiles.standard().readAlpha(alpha).toFloatArray();
  }
}
