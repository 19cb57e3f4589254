package dev.deepmatting.batch;

import dev.deepmatting.WorkDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which work made the files of a results folder: a file of lines {@code DIGEST NAME}, of which the
 * last one of a name counts. Lines are only appended, after the results are in place; a kill can
 * lose the last line, or leave a part of it, and then that picture is made again. Safe to share
 * between threads.
 */
final class DoneList {
  static final String NAME = ".matting-done";

  /** Stands for results that are being replaced. */
  private static final String NONE = "-".repeat(64);

  private final @Nullable Path file;
  private final Map<String, String> digests = new HashMap<>();

  private DoneList(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Reads the list of a folder.
   *
   * @param folder the results folder, which need not exist; null if there is none
   */
  static DoneList of(@Nullable Path folder) throws IOException {
    DoneList list = new DoneList(folder == null ? null : folder.resolve(NAME));
    if (list.file != null && Files.isRegularFile(list.file)) {
      String text = Files.readString(list.file, StandardCharsets.UTF_8);
      text.lines().filter(line -> line.length() > NONE.length()).forEach(list::read);
    }
    return list;
  }

  private void read(String line) {
    digests.put(line.substring(NONE.length() + 1), line.substring(0, NONE.length()));
  }

  /** Returns whether all files were made, whatever the work. */
  synchronized boolean knows(List<Path> results) {
    return results.stream().noneMatch(each -> digests.getOrDefault(name(each), NONE).equals(NONE));
  }

  /** Returns whether all files were made by this work. */
  synchronized boolean has(List<Path> results, WorkDigest work) {
    return results.stream().allMatch(each -> work.hex().equals(digests.get(name(each))));
  }

  /** Forgets files that are about to be replaced: after a kill their work would be unknown. */
  synchronized void remove(List<Path> results) throws IOException {
    append(results.stream().filter(each -> digests.containsKey(name(each))).toList(), NONE);
  }

  /** Adds files that are in place. */
  synchronized void add(List<Path> results, WorkDigest work) throws IOException {
    append(results, work.hex());
  }

  private void append(List<Path> results, String digest) throws IOException {
    if (file == null || results.isEmpty()) {
      return;
    }
    results.forEach(each -> digests.put(name(each), digest));
    // The first break ends a line that a kill cut off.
    String lines =
        results.stream()
            .map(each -> digest + " " + name(each) + "\n")
            .collect(Collectors.joining("", Files.exists(file) ? "\n" : "", ""));
    Files.writeString(
        file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String name(Path result) {
    return String.valueOf(result.getFileName());
  }
}
