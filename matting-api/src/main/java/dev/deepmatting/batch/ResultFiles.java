package dev.deepmatting.batch;

import dev.deepmatting.compose.CutOut;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The result files of a picture. Immutable.
 *
 * @param files in the order of their suffixes
 */
record ResultFiles(List<Path> files) {
  /** The suffixes of mattes and their cut-outs. */
  static final List<String> MATTE_ENDS = List.of("-alpha.png", "-cutout.png");

  /** The suffix of mattes without cut-outs. */
  static final List<String> ALPHA_ENDS = List.of("-alpha.png");

  static ResultFiles of(BatchSettings settings, BatchInput input) {
    Path out = settings.output();
    return new ResultFiles(
        out == null
            ? List.of()
            : settings.ends().stream().map(end -> out.resolve(input.name() + end)).toList());
  }

  static void requireWritable(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new InvalidInputException(
          String.format("output is '%s', wanted a folder that can be written to", folder));
    }
  }

  /** Refuses, before any work, results that could not be written or would replace an input. */
  static void requireKept(BatchSettings settings, Collection<BatchInput> inputs)
      throws IOException {
    Map<String, ImageInput> names = new HashMap<>();
    Set<Path> files = new HashSet<>();
    for (BatchInput input : inputs) {
      ImageInput other = names.putIfAbsent(input.name(), input.image());
      if (other != null) {
        throw sameName(other, input);
      }
      addFiles(input, files);
    }
    for (BatchInput input : inputs) {
      of(settings, input).requireNone(files);
    }
  }

  static InvalidInputException sameName(ImageInput first, BatchInput second) {
    return new InvalidInputException(
        String.format(
            "images %s and %s have the same name '%s', wanted different names for their results",
            first.name(), second.image().name(), second.name()));
  }

  /** Checks one picture; also for streams, whose other pictures are not known yet. */
  void requireKept(BatchInput input) throws IOException {
    Set<Path> inputs = new HashSet<>();
    addFiles(input, inputs);
    requireNone(inputs);
  }

  /** Adds the existing files; a missing one is reported later, for its picture alone. */
  private static void addFiles(BatchInput input, Set<Path> files) throws IOException {
    for (Path file : input.files().toList()) {
      files.add(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath());
    }
  }

  private void requireNone(Set<Path> inputs) throws IOException {
    for (Path result : files) {
      String problem = "";
      if (Files.isDirectory(result)) {
        problem = " is a folder already";
      } else if (Files.exists(result) && inputs.contains(result.toRealPath())) {
        problem = " would replace an input";
      }
      if (!problem.isEmpty()) {
        throw new InvalidInputException(
            "the result " + result + problem + ", wanted another folder for the results");
      }
    }
  }

  /** Returns whether all decode completely and, for mattes, have the image's size. */
  boolean areWhole(BatchSettings settings, BatchPicture picture) {
    Predicate<Path> isWhole =
        settings.areMattes()
            ? file -> hasSize(settings.files(), file, picture.image())
            : file -> settings.files().read(file, decoded -> true);
    try {
      return files.stream().allMatch(file -> Files.isRegularFile(file) && isWhole.test(file));
    } catch (InvalidInputException e) {
      return false;
    }
  }

  private static boolean hasSize(ImageFiles files, Path file, RgbImage image) {
    return files.read(
        file,
        decoded -> decoded.getWidth() == image.width() && decoded.getHeight() == image.height());
  }

  /** Renames the files once they are complete, so that neither of two appears without the other. */
  static void writeMatte(BatchPicture picture, AlphaMatte matte) throws IOException {
    List<Path> results = picture.results();
    if (results.size() == 1) {
      matte.writePng(results.get(0));
      return;
    }
    AlphaMatte.writePngByRows(
        ImageOutput.of(results.get(0)),
        matte.width(),
        matte.height(),
        sink -> {
          float[] row = new float[matte.width()];
          for (int y = 0; y < matte.height(); y++) {
            matte.readRow(y, row);
            sink.writeRow(y, row);
          }
          CutOut.of(picture.image(), matte).writePng(results.get(1), picture.properties());
        });
  }
}
