package dev.deepmatting.dl4j.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on. */
public final class Machine {
  private Machine() {}

  public static Map<String, String> describe(Options options) throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("processor", processor());
    machine.put("instruction sets", instructionSets());
    machine.put("threads", options.text("threads"));
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.put("Java", System.getProperty("java.vm.version"));
    return machine;
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

  /** The most bytes that this process has had resident, by Linux's count; -1 elsewhere. */
  public static long mostResidentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return -1;
  }
}
