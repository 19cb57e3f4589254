package dev.deepmatting.cli;

import dev.deepmatting.OutputFiles;
import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchInputs;
import dev.deepmatting.batch.BatchPicture;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The target of results: a folder, a single file or standard output.
 *
 * @param out what the user named
 * @param end the end after each picture's name: {@code -cutout.png}
 * @param exact whether it is the exact name of the file
 */
record PictureTarget(Path out, String end, boolean exact) {
  /** Returns a folder, or {@code -}. */
  static PictureTarget of(Path out, String end) {
    return new PictureTarget(out, end, false);
  }

  /** Returns a PNG file of exactly that name, or {@code -}. */
  static PictureTarget ofPngFile(Path out) {
    return new PictureTarget(out, ".png", true);
  }

  boolean isStandardOutput() {
    return out.toString().equals(StandardInput.NAME);
  }

  /** Returns a batch builder; results are handled here unless they go to a folder. */
  MattingBatch.Builder batch(BatchInputs inputs) {
    MattingBatch.Builder batch = MattingBatch.builder().inputs(inputs);
    return exact || isStandardOutput() ? batch.results() : batch.output(out).results(end);
  }

  /**
   * Rejects unusable targets before any work is done; creates nothing. The batch rejects results
   * that would replace their inputs.
   *
   * @param image what the user named
   * @param others further files that no result may replace
   */
  void requireUsable(String image, BatchInputs inputs, List<Path> others) throws IOException {
    int count = inputs.inputs().size() + inputs.unmatched().size();
    if (isStandardOutput()) {
      if (count > 1) {
        throw new InvalidInputException("--out is '-' for " + count + " pictures, wanted a folder");
      }
    } else if (exact) {
      requirePngFile(inputs);
    } else {
      requireOtherFolder(image, inputs);
      requireWritableFolder(out);
      for (BatchInput input : inputs.inputs()) {
        Path result = out.resolve(input.name() + end);
        if (isOneOf(others.stream(), result)) {
          throw new InvalidInputException(
              "the result " + result + " would replace an input, wanted another --out");
        }
      }
    }
  }

  /** Rejects the folder that several pictures are read from. */
  private void requireOtherFolder(String image, BatchInputs inputs) throws IOException {
    boolean several = !image.equals(StandardInput.NAME) && PictureInputs.isSeveral(image);
    if (several
        && isOneOf(
            inputs.inputs().stream()
                .flatMap(each -> each.image().file().stream())
                .map(file -> file.toAbsolutePath().getParent()),
            out)) {
      throw new InvalidInputException(
          "--out is '" + out + "', the folder of the input itself, wanted another one");
    }
  }

  static void requireWritableFolder(Path out) {
    Path existing = out.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new InvalidInputException(
          String.format("--out is '%s', wanted a folder that can be written to", out));
    }
  }

  private void requirePngFile(BatchInputs inputs) throws IOException {
    if (!out.toString().toLowerCase(Locale.ROOT).endsWith(end)) {
      throw new InvalidInputException("--out is '" + out + "', wanted a name that ends in " + end);
    }
    OptionName.naming(
        "--out",
        () -> {
          OutputFiles.requireTarget(out);
          return out;
        });
    if (isOneOf(inputs.inputs().stream().flatMap(BatchInput::files), out)) {
      throw new InvalidInputException(
          "--out is '" + out + "', the input itself, wanted another file");
    }
  }

  private static boolean isOneOf(Stream<Path> inputs, Path result) throws IOException {
    if (Files.exists(result)) {
      for (Path input : inputs.distinct().toList()) {
        if (Files.exists(input) && Files.isSameFile(input, result)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Writes a result.
   *
   * @param writer receives the file to write, whose folder exists
   * @return the location to show to users
   */
  String write(BatchPicture picture, Consumer<Path> writer) throws IOException {
    if (isStandardOutput()) {
      writeOut(writer);
      return "standard output";
    }
    Path file = exact ? out : resultOf(picture);
    writer.accept(file);
    return file.toString();
  }

  private Path resultOf(BatchPicture picture) {
    try {
      return picture.result();
    } catch (IOException e) {
      throw new MattingException("--out is '" + out + "', which cannot be made: " + e, e);
    }
  }

  private void writeOut(Consumer<Path> writer) throws IOException {
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
  }
}
