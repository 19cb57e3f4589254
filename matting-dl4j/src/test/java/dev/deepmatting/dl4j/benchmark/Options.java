package dev.deepmatting.dl4j.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is measured: defaults, changed by words {@code name=value} of the command line. */
public final class Options {
  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** The options of a command line; each has a default. */
  public static Options parse(Map<String, String> defaults, String... words) {
    Map<String, String> values = new TreeMap<>(defaults);
    for (String word : words) {
      String[] parts = word.split("=", 2);
      if (parts.length != 2 || !values.containsKey(parts[0])) {
        throw new IllegalArgumentException(
            "option is '" + word + "', wanted NAME=VALUE with a name of " + values.keySet());
      }
      values.put(parts[0], parts[1]);
    }
    return new Options(values);
  }

  public String text(String name) {
    return values.get(name);
  }

  public int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** The words between commas. */
  public List<String> list(String name) {
    return Arrays.stream(text(name).split(",")).filter(part -> !part.isEmpty()).toList();
  }

  /** Whether a part of the benchmark is to run. */
  public boolean has(String part) {
    return list("parts").contains(part);
  }

  public Path path(String name) {
    return Path.of(text(name)).toAbsolutePath().normalize();
  }

  public Map<String, String> asMap() {
    return values;
  }
}
