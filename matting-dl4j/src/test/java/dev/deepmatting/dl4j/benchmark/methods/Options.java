package dev.deepmatting.propagation.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is measured: the defaults, changed by words {@code name=value} of the command line. */
final class Options {
  private final Map<String, String> values = new TreeMap<>();

  private Options() {
    values.put("parts", "photographs,memory,large");
    values.put("methods", "graph,three-layer-graph,closed-form,knn");
    values.put("photographs", "");
    values.put("drawn", "6");
    values.put("drawn-size", "720");
    values.put("rounds", "3");
    values.put("large", "6000x4000");
    values.put("threads", "" + Runtime.getRuntime().availableProcessors());
    values.put("heap", "4g");
    values.put("budget", "");
    values.put("peer", "off");
    values.put("python", "/usr/bin/python3");
    values.put("folder", "target/propagation-benchmark");
  }

  static Options parse(String... words) {
    Options options = new Options();
    for (String word : words) {
      String[] parts = word.split("=", 2);
      if (parts.length != 2 || !options.values.containsKey(parts[0])) {
        throw new IllegalArgumentException(
            "option is '"
                + word
                + "', wanted NAME=VALUE with a name of "
                + options.values.keySet());
      }
      options.values.put(parts[0], parts[1]);
    }
    return options;
  }

  String text(String name) {
    return values.get(name);
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  List<String> list(String name) {
    return Arrays.stream(text(name).split(",")).filter(part -> !part.isEmpty()).toList();
  }

  boolean has(String part) {
    return list("parts").contains(part);
  }

  Path path(String name) {
    return Path.of(text(name)).toAbsolutePath().normalize();
  }
}
