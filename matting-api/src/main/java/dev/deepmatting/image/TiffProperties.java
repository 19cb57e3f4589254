package dev.deepmatting.image;

import java.io.IOException;

/**
 * Reads the first directory of a TIFF file. The profile is kept if it means sRGB, for from any
 * other one the pixels are converted to sRGB on reading.
 */
final class TiffProperties {
  private TiffProperties() {}

  static ImageProperties read(PropertiesReader.FileBytes bytes) throws IOException {
    TiffDirectory directory = TiffDirectory.of(bytes::at);
    Resolution resolution = directory.resolution();
    if (resolution != null && directory.isTurned()) {
      resolution = resolution.turned();
    }
    return ImageProperties.found(directory.profile(), resolution).ofConvertedPixels();
  }
}
