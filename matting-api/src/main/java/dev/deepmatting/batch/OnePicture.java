package dev.deepmatting.batch;

import dev.deepmatting.image.PictureFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A file that the user named, whatever its ending. */
record OnePicture(Path file) implements PictureSet {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public boolean isFile() {
    return true;
  }

  @Override
  public Set<String> stems() {
    return Set.of(PictureFolder.stem(file));
  }

  @Override
  public Path image(String stem) {
    return file;
  }

  @Override
  public Path example(String stem) {
    return file;
  }

  @Override
  public Optional<Path> trimapOf(String stem, Path image) {
    return Optional.of(file);
  }

  @Override
  public String wantedFor(String stem, Path image) {
    return file.toString();
  }
}
