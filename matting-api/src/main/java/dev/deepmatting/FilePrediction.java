package dev.deepmatting;

import dev.deepmatting.compose.CutOut;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.ImageRowFile;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRowFile;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.spi.MattingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Predicts from files to files, row by row.
 *
 * @param engine computes the matte
 * @param files opens the pictures
 * @param thresholds which gray values of a trimap are known
 */
record FilePrediction(MattingEngine engine, ImageFiles files, TrimapThresholds thresholds) {
  PredictedFiles predict(Path image, Path trimap, Path folder, ProgressListener listener) {
    try (ImageRowFile imageRows = files.openImage(image);
        TrimapRowFile trimapRows = files.openTrimap(trimap, thresholds);
        // The engine reads ahead of the rows it has finished, so it needs its own reader.
        ImageRowFile colours = imageRows.another()) {
      Sizes.requireSame(
          "trimap",
          trimapRows.width(),
          trimapRows.height(),
          "image",
          imageRows.width(),
          imageRows.height());
      PredictedFiles targets = targets(PictureFolder.stem(image), folder);
      requireSomething(trimap, trimapRows);
      Stream.of(targets.alpha(), targets.cutOut())
          .forEach(
              target -> {
                requireNoInput("image", image, target);
                requireNoInput("trimap", trimap, target);
              });
      create(folder);
      write(
          targets,
          colours,
          ImageFiles.readProperties(image),
          sink -> engine.predict(imageRows, trimapRows, sink, listener));
      return targets;
    }
  }

  /** Refuses a trimap that would leave nothing of the image; stops at its first other row. */
  private static void requireSomething(Path trimap, TrimapRowFile rows) {
    byte[] row = new byte[rows.width()];
    for (int y = 0; y < rows.height(); y++) {
      rows.readRow(y, row);
      for (byte value : row) {
        if ((value & 0xff) != Trimap.BACKGROUND) {
          return;
        }
      }
    }
    throw new InvalidInputException(
        "trimap "
            + trimap
            + " is background everywhere, wanted foreground or unknown pixels somewhere");
  }

  private static PredictedFiles targets(String stem, Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "folder is '" + folder + "', which is a file, wanted a folder or a new name");
    }
    return new PredictedFiles(
        folder.resolve(stem + "-alpha.png"), folder.resolve(stem + "-cutout.png"));
  }

  private static void requireNoInput(String name, Path input, Path target) {
    try {
      if (Files.exists(target) && Files.isSameFile(input, target)) {
        throw new InvalidInputException(
            name + " is " + input + ", which the result would replace, wanted another folder");
      }
    } catch (IOException e) {
      throw new MattingException("file " + target + " cannot be looked at: " + e, e);
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new MattingException("folder " + folder + " cannot be made: " + e, e);
    }
  }

  /**
   * Moves both files to their final names once both are complete, the cut-out first. If moving the
   * matte then fails, a cut-out that replaced no older file is deleted again.
   */
  private static void write(
      PredictedFiles targets,
      ImageRowFile colours,
      ImageProperties properties,
      Consumer<AlphaSink> prediction) {
    boolean replaces = Files.exists(targets.cutOut());
    boolean[] named = new boolean[1];
    try {
      AlphaMatte.writePngByRows(
          ImageOutput.of(targets.alpha()),
          colours.width(),
          colours.height(),
          matte -> {
            CutOut.writePngByRows(
                colours,
                targets.cutOut(),
                properties,
                cutOut -> prediction.accept(both(matte, cutOut)));
            named[0] = true;
          });
    } catch (RuntimeException e) {
      if (named[0] && !replaces) {
        remove(targets.cutOut(), e);
      }
      throw e;
    }
  }

  private static AlphaSink both(AlphaSink matte, AlphaSink cutOut) {
    return (y, alpha) -> {
      matte.writeRow(y, alpha);
      cutOut.writeRow(y, alpha);
    };
  }

  private static void remove(Path file, RuntimeException why) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
