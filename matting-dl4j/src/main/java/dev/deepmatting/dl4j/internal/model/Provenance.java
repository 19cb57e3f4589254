package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.network.WeightSource;
import java.util.Map;

/** The origin of weights: what a model file says, or where a checkpoint came from. */
final class Provenance {
  private static final int LONGEST = 2000;

  private Provenance() {}

  /** Returns the file's own text, or its name, format and notes in words. */
  static String of(WeightSource source, StateDict tensors) {
    Map<String, String> own = tensors.ownMetadata();
    if (own.containsKey(NetworkMetadata.PROVENANCE) || own.containsKey(NetworkMetadata.NETWORK)) {
      return own.getOrDefault(NetworkMetadata.PROVENANCE, "");
    }
    String name = source.shortName();
    StringBuilder words = new StringBuilder();
    words.append("imported from ").append(name).append(" (").append(tensors.format()).append(')');
    for (Map.Entry<String, String> entry : tensors.metadata().entrySet()) {
      append(words, "; ");
      append(words, entry.getKey());
      append(words, " ");
      append(words, entry.getValue());
    }
    return words.toString();
  }

  /** Appends up to a limit: a small file can refer to one long text many times. */
  private static void append(StringBuilder words, String more) {
    int room = Math.max(0, LONGEST - words.length());
    words.append(more, 0, Math.min(room, more.length()));
  }
}
