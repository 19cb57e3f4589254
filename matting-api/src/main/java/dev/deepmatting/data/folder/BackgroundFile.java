package dev.deepmatting.data.folder;

import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.image.RgbImage;
import java.nio.file.Path;

/**
 * The file of one background.
 *
 * @param file a photograph
 */
record BackgroundFile(Path file) implements Decodable<RgbImage> {
  String name() {
    return PictureFolder.stem(file);
  }

  @Override
  public RgbImage decode(ImageFiles reader) {
    return reader.readImage(file);
  }

  @Override
  public long bytes(RgbImage value) {
    return Memory.of(value);
  }
}
