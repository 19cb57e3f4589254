package dev.deepmatting.cli;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of composed samples in a folder. */
final class SampleFiles {
  private final Path folder;

  private SampleFiles(Path folder) {
    this.folder = folder;
  }

  static SampleFiles in(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InvalidInputException("--out is '" + folder + "', wanted a folder");
    }
    return new SampleFiles(Files.createDirectories(folder));
  }

  /**
   * Writes all layers of a sample.
   *
   * @return the common start of their names
   */
  String write(int number, MattingSample sample) {
    String stem = String.format("%05d", number);
    ImageFiles.writePng(sample.foreground().toBufferedImage(), file(stem, "foreground"));
    ImageFiles.writePng(sample.background().toBufferedImage(), file(stem, "background"));
    sample.alpha().writePng(file(stem, "alpha"));
    ImageFiles.writePng(sample.trimap().toBufferedImage(), file(stem, "trimap"));
    if (!sample.image().equals(sample.merged())) {
      ImageFiles.writePng(sample.image().toBufferedImage(), file(stem, "image"));
    }
    ImageFiles.writePng(sample.merged().toBufferedImage(), file(stem, "merged"));
    return folder.resolve(stem).toString();
  }

  private Path file(String stem, String layer) {
    return folder.resolve(stem + "-" + layer + ".png");
  }
}
