package dev.deepmatting.examples.cli;

import picocli.CommandLine.Option;

/** In which files results are. */
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
  private PictureFormat format;

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
