package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Peer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is measured: the defaults, changed by words {@code name=value} of the command line. */
final class Options {
  private final Map<String, String> values = new TreeMap<>();

  private Options() {
    values.put("parts", "forward,pictures,start");
    values.put("networks", "full,dim-small");
    values.put("engines", String.join(",", ForwardEngine.names()));
    values.put("sizes", "320x320,640x640,1088x1920");
    values.put("width", "64");
    values.put("rounds", "7");
    values.put("threads", "" + Peer.threads());
    values.put("heap", "768m");
    values.put("pictures", "20");
    values.put("picture-size", "1088x1920");
    values.put("picture-rounds", "3");
    values.put("full-pictures", "5");
    values.put("picture-engine", "AUTO");
    values.put("photograph", "../matting-examples/samples/dandelion.jpg");
    values.put("trimap", "../matting-examples/samples/dandelion-trimap.png");
    values.put("starts", "9");
    values.put("start-size", "512x512");
    values.put("folder", "target/benchmark");
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

  Size size(String name) {
    return Size.parse(text(name));
  }

  Path path(String name) {
    return Path.of(text(name)).toAbsolutePath().normalize();
  }

  Map<String, String> asMap() {
    return values;
  }
}
