package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.error.MattingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkpoints of a run: the last few and the best, one file for each step. */
final class CheckpointStore {
  private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.safetensors");

  private final Path folder;
  private final int keep;

  /**
   * Opens the store of a folder, which is created if needed.
   *
   * @param folder of the checkpoints
   * @param keep how many of the latest are kept
   */
  CheckpointStore(Path folder, int keep) {
    this.folder = folder;
    this.keep = keep;
  }

  /** Returns the file for the checkpoint of a step. */
  Path path(long totalStep) {
    return folder.resolve(String.format(Locale.ROOT, "step-%08d.safetensors", totalStep));
  }

  /** Returns the checkpoint of the latest step. */
  Optional<Path> latest() {
    List<Path> all = all();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Deletes all but the last ones and the best. */
  void tidy(long bestStep) {
    List<Path> all = all();
    all.subList(0, Math.max(0, all.size() - keep)).stream()
        .filter(file -> step(file) != bestStep)
        .forEach(CheckpointStore::delete);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new MattingException("checkpoint " + file + " cannot be deleted: " + e, e);
    }
  }

  private List<Path> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(CheckpointStore::step))
          .toList();
    } catch (IOException e) {
      throw new MattingException("checkpoints in " + folder + " cannot be listed: " + e, e);
    }
  }

  private static long step(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
