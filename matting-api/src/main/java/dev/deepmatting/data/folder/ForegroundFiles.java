package dev.deepmatting.data.folder;

import dev.deepmatting.data.Foreground;
import dev.deepmatting.image.PictureFolder;
import java.nio.file.Path;

/** The files of one foreground. */
sealed interface ForegroundFiles extends Decodable<Foreground> permits PairedFiles, CutOutFile {
  /** The file with the colours, which name lists refer to. */
  Path colours();

  /** Names the foreground. */
  default String name() {
    return PictureFolder.stem(colours());
  }

  @Override
  default long bytes(Foreground value) {
    return Memory.of(value.colours()) + Memory.of(value.alpha());
  }
}
