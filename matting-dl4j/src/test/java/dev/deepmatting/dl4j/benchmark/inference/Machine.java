package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the figures were measured on. */
final class Machine {
  private static final Pattern LIBRARY =
      Pattern.compile(
          "/(dnnl|nd4j-native|onnxruntime|pytorch-engine|pytorch-native-cpu)-(\\d[^/:;]*?)\\.jar");

  private Machine() {}

  static Map<String, String> describe(Options options) throws IOException, InterruptedException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("processor", processor());
    machine.put("instruction sets", instructionSets());
    machine.put("threads", options.text("threads"));
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.put("Java", System.getProperty("java.vm.version"));
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

  private static String processor() throws IOException {
    return line("model name").replaceFirst(".*:\\s*", "");
  }

  /** Those that decide about the speed. */
  private static String instructionSets() throws IOException {
    StringBuilder sets = new StringBuilder();
    for (String set : new String[] {"avx2", "avx512f", "avx512_bf16", "amx_bf16"}) {
      sets.append(line("flags").matches(".*\\b" + set + "\\b.*") ? " " + set : "");
    }
    return sets.toString().strip();
  }

  private static String line(String name) throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    return Files.exists(file)
        ? Files.readAllLines(file).stream()
            .filter(line -> line.startsWith(name))
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }
}
