package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses, before any work is done, results that could not be kept or would cost an input. */
final class OutputFolder {
  private OutputFolder() {}

  static void requireWritable(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new InvalidInputException(
          String.format("out is '%s', wanted a folder that can be written to", folder));
    }
  }

  static void requireDistinct(Collection<MattingPair> pairs) {
    Map<String, MattingPair> named = new HashMap<>();
    for (MattingPair pair : pairs) {
      MattingPair other = named.putIfAbsent(pair.name(), pair);
      if (other != null) {
        throw sameName(other.image(), pair);
      }
    }
  }

  static InvalidInputException sameName(Path first, MattingPair second) {
    return new InvalidInputException(
        String.format(
            "images %s and %s have the same name '%s', wanted different names for their results",
            first, second.image(), second.name()));
  }

  static void requireInputsKept(Path folder, Collection<MattingPair> pairs) throws IOException {
    Set<Path> inputs = new HashSet<>();
    for (MattingPair pair : pairs) {
      inputs.add(real(pair.image()));
      inputs.add(real(pair.trimap()));
    }
    for (MattingPair pair : pairs) {
      requireKept(ResultFiles.of(folder, pair.name()), inputs);
    }
  }

  /** Also for pairs of a stream, whose others are not known yet. */
  static void requireInputsKept(ResultFiles results, MattingPair pair) throws IOException {
    requireKept(results, Set.copyOf(List.of(real(pair.image()), real(pair.trimap()))));
  }

  private static void requireKept(ResultFiles results, Set<Path> inputs) throws IOException {
    for (Path result : results.both()) {
      if (Files.exists(result) && inputs.contains(result.toRealPath())) {
        throw new InvalidInputException(
            "the result "
                + result
                + " would replace an input, wanted another folder for the results");
      }
    }
  }

  /** What does not exist is said of its pair alone, later. */
  private static Path real(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }
}
