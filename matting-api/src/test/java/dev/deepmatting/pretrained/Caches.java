package dev.deepmatting.pretrained;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Caches for tests: short pauses, one try, nothing from the environment. */
final class Caches {
  private Caches() {}

  static PretrainedCache.Builder in(Path folder) {
    return PretrainedCache.builder()
        .folder(folder)
        .tries(1)
        .pause(Duration.ofMillis(1))
        .environment(Map.of());
  }

  static PretrainedCache.Builder in(Path folder, int tries) {
    return in(folder).tries(tries);
  }

  /** Names of the files in a folder, in order. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
