package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;
import java.util.Map;

/** How weights were made: what a model file says, or where a checkpoint came from. */
final class Provenance {
  private static final int LONGEST = 2000;

  private Provenance() {}

  /** The file's own words, or its name, format and notes in words. */
  static String of(WeightSource source, StateDict tensors) {
    Map<String, String> own = tensors.ownMetadata();
    if (own.containsKey(NetworkMetadata.PROVENANCE) || own.containsKey(NetworkMetadata.NETWORK)) {
      return own.getOrDefault(NetworkMetadata.PROVENANCE, "");
    }
    Path name = source.path().getFileName();
    StringBuilder words = new StringBuilder();
    words.append("imported from ").append(name).append(" (").append(tensors.format()).append(')');
    tensors
        .metadata()
        .forEach((key, value) -> words.append("; ").append(key).append(' ').append(value));
    return words.length() <= LONGEST ? words.toString() : words.substring(0, LONGEST);
  }
}
