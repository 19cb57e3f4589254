package dev.deepmatting.examples.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where the results of pictures go: into a folder, or one to standard output. */
final class PictureTarget {
  private final Path out;
  private final String end;
  private final boolean exact;

  private PictureTarget(Path out, String end, boolean exact) {
    this.out = out;
    this.end = end;
    this.exact = exact;
  }

  /**
   * A folder, or {@code -}.
   *
   * @param end follows each picture's name: {@code -cutout.png}
   */
  static PictureTarget of(Path out, String end) {
    return new PictureTarget(out, end, false);
  }

  /** A PNG file of that very name, or {@code -}. */
  static PictureTarget ofPngFile(Path out) {
    return new PictureTarget(out, ".png", true);
  }

  static boolean isStandardOutput(Path out) {
    return out.toString().equals(StandardInput.NAME);
  }

  /** The file of a picture. */
  Path file(PictureTask task) {
    return exact ? out : out.resolve(task.name() + end);
  }

  /** Refuses what cannot be, before any work is done; creates nothing. */
  void requireUsable(PictureTasks tasks, List<Path> otherInputs) throws IOException {
    if (isStandardOutput(out)) {
      if (tasks.inputs() > 1) {
        throw new InvalidInputException(
            "--out is '-' for " + tasks.inputs() + " pictures, wanted a folder");
      }
      return;
    }
    if (exact) {
      requirePngFile(tasks);
      return;
    }
    PredictPaths.requireWritableFolder(out);
    Set<Path> inputs = new HashSet<>();
    for (Path input : Stream.concat(tasks.files(), otherInputs.stream()).toList()) {
      if (Files.exists(input)) {
        inputs.add(input.toRealPath());
      }
    }
    for (PictureTask task : tasks.tasks()) {
      Path result = file(task);
      if (Files.isDirectory(result)) {
        throw new InvalidInputException(
            "the result " + result + " is a folder already, wanted another --out");
      }
      if (Files.exists(result) && inputs.contains(result.toRealPath())) {
        throw new InvalidInputException(
            "the result " + result + " would replace an input, wanted another --out");
      }
    }
  }

  private void requirePngFile(PictureTasks tasks) throws IOException {
    if (!out.toString().toLowerCase(Locale.ROOT).endsWith(end)) {
      throw new InvalidInputException("--out is '" + out + "', wanted a name that ends in " + end);
    }
    OptionName.naming(
        "--out",
        () -> {
          AtomicFile.requireTarget(out);
          return out;
        });
    for (Path input : tasks.files().toList()) {
      if (Files.exists(out) && Files.exists(input) && Files.isSameFile(out, input)) {
        throw new InvalidInputException(
            "--out is '" + out + "', the input itself, wanted another file");
      }
    }
  }

  /**
   * Refuses a folder that pictures are taken from, where that is a folder or a glob.
   *
   * @param image what the user named
   */
  void requireOtherFolder(String image, PictureTasks tasks) throws IOException {
    boolean one = image.equals(StandardInput.NAME) || PredictPaths.isFile(image);
    if (one || !Files.isDirectory(out)) {
      return;
    }
    Set<Path> folders = new HashSet<>();
    tasks.tasks().forEach(task -> folders.add(task.image().toAbsolutePath().getParent()));
    for (Path folder : folders) {
      if (Files.isSameFile(out, folder)) {
        throw new InvalidInputException(
            "--out is '" + out + "', the folder of the input itself, wanted another one");
      }
    }
  }

  /**
   * Has a result written.
   *
   * @param writer is given the file to write, whose folder exists
   * @return how to tell users where it is
   */
  String write(PictureTask task, Consumer<Path> writer) throws IOException {
    if (!isStandardOutput(out)) {
      Path file = file(task);
      makeFolder(file.toAbsolutePath().getParent());
      writer.accept(file);
      return file.toString();
    }
    Path file = Files.createTempFile("matting-", end);
    file.toFile().deleteOnExit();
    try {
      writer.accept(file);
      Files.copy(file, System.out);
      StandardOutput.requireWritten();
    } catch (MattingException e) {
      throw new MattingException(e.getMessage().replace(file.toString(), StandardInput.NAME), e);
    } finally {
      Files.deleteIfExists(file);
    }
    return "standard output";
  }

  private void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new MattingException("--out is '" + out + "', which cannot be made: " + e, e);
    }
  }
}
