package dev.deepmatting.internal.report;

import dev.deepmatting.train.PredictedSample;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stores pictures of a few samples at a few points in time: a folder for the network's inputs, and
 * one for each point. A folder is either complete or absent.
 */
final class PanelStore {
  static final int MOST_SAMPLES = 6;
  static final int MOST_POINTS = 12;

  private static final String INPUTS = "inputs";
  private static final String UNFINISHED = "unfinished";
  private static final Pattern POINT = Pattern.compile("step-([0-9]{1,18})");

  private final Path folder;

  PanelStore(Path folder) {
    this.folder = folder;
  }

  void clear() {
    retain(Set.of());
    Disk.attempt(folder, () -> delete(folder.resolve(INPUTS)));
  }

  /** Deletes the points of other steps. */
  void retain(Set<Long> wanted) {
    Disk.attempt(
        folder,
        () -> {
          delete(folder.resolve(UNFINISHED));
          for (long step : steps()) {
            if (!wanted.contains(step)) {
              delete(point(step));
            }
          }
        });
  }

  /** Returns the steps of which there are pictures, in no order. */
  List<Long> steps() throws IOException {
    List<Long> steps = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          Matcher name = POINT.matcher(child.getFileName().toString());
          if (name.matches()) {
            steps.add(Long.parseLong(name.group(1)));
          }
        }
      }
    }
    return steps;
  }

  void writeInputs(List<PredictedSample> samples) {
    write(folder.resolve(INPUTS), samples, Thumbnail.ofInputs(true));
  }

  void writePoint(long step, List<PredictedSample> samples) {
    write(point(step), samples, Thumbnail.ofInputs(false));
  }

  void deletePoint(long step) {
    Disk.attempt(folder, () -> delete(point(step)));
  }

  Optional<byte[]> readInput(int sample, Thumbnail thumbnail) {
    return read(folder.resolve(INPUTS).resolve(thumbnail.fileName(sample)));
  }

  Optional<byte[]> readPoint(long step, int sample, Thumbnail thumbnail) {
    return read(point(step).resolve(thumbnail.fileName(sample)));
  }

  private Path point(long step) {
    return folder.resolve("step-" + step);
  }

  private void write(Path target, List<PredictedSample> samples, List<Thumbnail> thumbnails) {
    Path unfinished = folder.resolve(UNFINISHED);
    Disk.attempt(
        target,
        () -> {
          delete(unfinished);
          Files.createDirectories(unfinished);
          for (int i = 0; i < Math.min(samples.size(), MOST_SAMPLES); i++) {
            for (Thumbnail thumbnail : thumbnails) {
              byte[] file = thumbnail.draw(samples.get(i));
              Files.write(unfinished.resolve(thumbnail.fileName(i)), file);
            }
          }
          delete(target);
          Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /** Reads a picture. One that is deleted, or no file, is only missing from the page. */
  private static Optional<byte[]> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(file)).filter(bytes -> bytes.length > 0);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Deletes a folder with its pictures; a folder with other content stays, and is an error. */
  private static void delete(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, "*.{png,jpg}")) {
      for (Path child : children) {
        Files.delete(child);
      }
    }
    try {
      Files.delete(directory);
    } catch (NoSuchFileException e) {
      // Already deleted.
      return;
    }
  }
}
