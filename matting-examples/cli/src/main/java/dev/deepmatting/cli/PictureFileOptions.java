package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Options for the files of results. */
final class PictureFileOptions {
  @Option(
      names = "--bits",
      defaultValue = "8",
      paramLabel = "8|16",
      description = "Bits per sample. Default: ${DEFAULT-VALUE}")
  private int bits;

  @Option(
      names = "--format",
      defaultValue = "png",
      converter = EnumConverter.OfPictureFormat.class,
      completionCandidates = EnumConverter.OfPictureFormat.class,
      paramLabel = "png|tiff|webp|jpg",
      description = "The format of the results; jpg if they are opaque. Default: png")
  private Format format;

  /** Formats of pictures by their extension. */
  enum Format {
    PNG(true, true),
    TIFF(true, true),
    WEBP(true, false),
    JPG(false, false);

    private final boolean transparency;
    private final boolean deep;

    Format(boolean transparency, boolean deep) {
      this.transparency = transparency;
      this.deep = deep;
    }

    String ending() {
      return "." + name().toLowerCase(Locale.ROOT);
    }

    /** Rejects what the format cannot store, before any work is done. */
    void requireHolds(boolean transparent, int bits) {
      String format = "--format is " + name().toLowerCase(Locale.ROOT);
      if (bits != Byte.SIZE && bits != Short.SIZE) {
        throw new InvalidInputException("--bits is " + bits + ", wanted 8 or 16");
      }
      if (transparent && !transparency) {
        throw new InvalidInputException(
            format + " for a picture with transparency, wanted png, tiff or webp");
      }
      if (bits == Short.SIZE && !deep) {
        throw new InvalidInputException(format + " for --bits 16, wanted png or tiff");
      }
    }
  }

  int bits() {
    return bits;
  }

  String ending() {
    return format.ending();
  }

  void requireUsable(boolean transparent) {
    format.requireHolds(transparent, bits);
  }
}
