package dev.deepmatting.dl4j.internal.export;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The formats that are written, told by a file's ending. */
enum TargetFormat {
  /** A model file. */
  SAFETENSORS(".safetensors"),
  /** The network for other runtimes. */
  ONNX(".onnx"),
  /** The graph for DL4J users. */
  SAMEDIFF(".fb");

  private final String ending;

  TargetFormat(String ending) {
    this.ending = ending;
  }

  static TargetFormat of(Path target) {
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> name.endsWith(format.ending) && name.length() > format.ending.length())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "target is "
                        + target
                        + ", wanted one of the endings "
                        + Arrays.stream(values()).map(format -> format.ending).toList()));
  }
}
