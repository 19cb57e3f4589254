package dev.deepmatting.examples.cli;

import dev.deepmatting.compose.CutOut;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of one prediction.
 *
 * @param alpha the alpha matte
 * @param cutout the foreground on a transparent ground
 */
record ResultFiles(Path alpha, Path cutout) {
  static final String ALPHA = "-alpha";
  static final String CUTOUT = "-cutout";

  static ResultFiles of(Path folder, String stem) {
    return new ResultFiles(
        folder.resolve(stem + ALPHA + ".png"), folder.resolve(stem + CUTOUT + ".png"));
  }

  /** Refuses a folder that cannot take the results, before any work is done. */
  static void requireUsable(Path folder, List<Pair> pairs) throws IOException {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new InvalidInputException(
          String.format("--out is '%s', wanted a folder that can be written to", folder));
    }
    requireInputsKept(folder, pairs);
  }

  private static void requireInputsKept(Path folder, List<Pair> pairs) throws IOException {
    Set<Path> inputs = new HashSet<>();
    for (Pair pair : pairs) {
      inputs.add(pair.image().toRealPath());
      inputs.add(pair.trimap().toRealPath());
    }
    for (Pair pair : pairs) {
      ResultFiles results = of(folder, pair.stem());
      for (Path result : List.of(results.alpha, results.cutout)) {
        if (Files.exists(result) && inputs.contains(result.toRealPath())) {
          throw new InvalidInputException(
              "the result " + result + " would replace an input, wanted another folder as --out");
        }
      }
    }
  }

  /** Writes both files beside their place first, so that neither appears without the other. */
  void write(RgbImage image, AlphaMatte matte) throws IOException {
    Path folder = Files.createDirectories(alpha.toAbsolutePath().getParent());
    Path temporary = Files.createTempDirectory(folder, ".matting-");
    Path newAlpha = temporary.resolve("alpha.png");
    Path newCutout = temporary.resolve("cutout.png");
    try {
      matte.writePng(newAlpha);
      CutOut.of(image, matte).writePng(newCutout);
      Files.move(newAlpha, alpha, StandardCopyOption.REPLACE_EXISTING);
      Files.move(newCutout, cutout, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(newAlpha);
      Files.deleteIfExists(newCutout);
      Files.deleteIfExists(temporary);
    }
  }
}
