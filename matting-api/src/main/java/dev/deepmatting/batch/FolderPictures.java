package dev.deepmatting.batch;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.PictureFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The pictures right inside a folder. */
final class FolderPictures implements PictureSet {
  private final PictureFolder folder;

  FolderPictures(Path folder) {
    this.folder = PictureFolder.read(folder);
  }

  @Override
  public String name() {
    return folder.path().toString();
  }

  @Override
  public Set<String> stems() {
    return folder.stems();
  }

  @Override
  public Path image(String stem) {
    return folder.find(stem).orElseThrow();
  }

  @Override
  public Path example(String stem) {
    return folder.path().resolve(stem);
  }

  @Override
  public Optional<Path> trimapOf(String stem, Path image) {
    return holds(image) ? folder.find(stem + TRIMAP) : folder.find(stem, stem + TRIMAP);
  }

  @Override
  public String wantedFor(String stem, Path image) {
    return (holds(image) ? "" : stem + ".png or ") + stem + TRIMAP + ".png";
  }

  private boolean holds(Path image) {
    try {
      return Files.isSameFile(image.toAbsolutePath().getParent(), folder.path());
    } catch (IOException e) {
      throw new MattingException("folder " + folder.path() + " cannot be read: " + e, e);
    }
  }
}
