package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.error.ModelFormatException;

/** Reads a file's texts as long as they, and what depends on them, take little memory. */
final class TextBudget {
  private static final int LONGEST_NAME = 1 << 10;
  private static final int LONGEST_TEXT = 1 << 22;

  /** What a tensor's or an entry's objects take, roughly. */
  private static final int OVERHEAD = 256;

  private final String origin;
  private long left = 16 << 20;

  TextBudget(String origin) {
    this.origin = origin;
  }

  /** Reads a name, of which error messages may show the start. */
  String name(WireMessage field) {
    return read(field, LONGEST_NAME);
  }

  String text(WireMessage field) {
    return read(field, LONGEST_TEXT);
  }

  private String read(WireMessage field, int longest) {
    String text = field.text(longest);
    left -= field.length() + OVERHEAD;
    if (left < 0) {
      throw new ModelFormatException(
          origin + " has more tensors, names and metadata than a network needs");
    }
    return text;
  }
}
