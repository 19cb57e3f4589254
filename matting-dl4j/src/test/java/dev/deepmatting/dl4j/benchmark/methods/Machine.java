package dev.deepmatting.propagation.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on. */
final class Machine {
  private Machine() {}

  static Map<String, String> describe(Options options) throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("processor", processor());
    machine.put("threads", options.text("threads"));
    machine.put("heap", options.text("heap"));
    if (!options.text("budget").isEmpty()) {
      machine.put("memory budget", options.text("budget"));
    }
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.put("Java", System.getProperty("java.vm.version"));
    return machine;
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    return Files.exists(file)
        ? Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst(".*:\\s*", ""))
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }
}
