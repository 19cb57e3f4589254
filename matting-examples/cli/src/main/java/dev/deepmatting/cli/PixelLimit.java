package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The largest picture to read. */
final class PixelLimit {
  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "The largest picture to read, width times height. Default: 200000000")
  private @Nullable Long maxPixels;

  /** Returns the given limit, if any. */
  Optional<Long> given() {
    if (maxPixels != null && maxPixels < 1) {
      throw new InvalidInputException("--max-pixels is " + maxPixels + ", wanted at least 1");
    }
    return Optional.ofNullable(maxPixels);
  }

  ImageFiles files() {
    return given().map(ImageFiles.standard()::withMaxPixels).orElseGet(ImageFiles::standard);
  }
}
