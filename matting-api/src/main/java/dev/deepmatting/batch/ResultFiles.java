package dev.deepmatting.batch;

import dev.deepmatting.compose.CutOut;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * The files of one prediction. Immutable.
 *
 * @param alpha the alpha matte, {@code NAME-alpha.png}, gray with 8 bits
 * @param cutout the foreground on a transparent ground, {@code NAME-cutout.png}
 */
public record ResultFiles(Path alpha, Path cutout) {
  static final String ALPHA = "-alpha";
  static final String CUTOUT = "-cutout";

  static ResultFiles of(Path folder, String name) {
    return new ResultFiles(
        folder.resolve(name + ALPHA + ".png"), folder.resolve(name + CUTOUT + ".png"));
  }

  List<Path> both() {
    return List.of(alpha, cutout);
  }

  /** Names both files when they are complete, so that neither appears without the other. */
  void write(RgbImage image, AlphaMatte matte, ImageProperties properties) throws IOException {
    Files.createDirectories(alpha.toAbsolutePath().getParent());
    AlphaMatte.writePngByRows(
        alpha,
        matte.width(),
        matte.height(),
        sink -> {
          float[] row = new float[matte.width()];
          for (int y = 0; y < matte.height(); y++) {
            matte.readRow(y, row);
            sink.writeRow(y, row);
          }
          CutOut.of(image, matte).writePng(cutout, properties);
        });
  }

  /** Whether both are there and younger than what they were made of; the same age may be older. */
  boolean areNewerThan(MattingPair pair) throws IOException {
    for (Path result : both()) {
      if (!Files.isRegularFile(result)) {
        return false;
      }
      FileTime written = Files.getLastModifiedTime(result);
      if (written.compareTo(Files.getLastModifiedTime(pair.image())) <= 0
          || written.compareTo(Files.getLastModifiedTime(pair.trimap())) <= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether both can be decoded to their last byte, and have the image's size. */
  boolean areWhole(ImageFiles files, int width, int height) {
    try {
      return both().stream()
          .allMatch(
              result ->
                  files.read(
                      result,
                      picture -> picture.getWidth() == width && picture.getHeight() == height));
    } catch (InvalidInputException e) {
      return false;
    }
  }
}
