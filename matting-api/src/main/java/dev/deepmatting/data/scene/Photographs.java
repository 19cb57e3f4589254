package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.image.RgbImage;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Photographs to take surfaces from. Those already read stay in memory as long as there is room,
 * since a scene needs several. Safe to share between threads.
 */
final class Photographs {
  private final List<Path> files;
  private final ImageFiles reader = ImageFiles.standard();
  private final Map<Path, SoftReference<RgbImage>> kept = new ConcurrentHashMap<>();

  Photographs(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /**
   * Returns the pictures directly in some folders, in the order of their names.
   *
   * @throws InvalidInputException if a folder does not exist or has no pictures
   */
  static List<Path> find(String role, Path... folders) {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new InvalidInputException(role + " is '" + folder + "', wanted a folder that exists");
      }
      PictureFolder pictures = PictureFolder.read(folder);
      if (pictures.stems().isEmpty()) {
        throw new InvalidInputException(
            role + " is " + folder + ", a folder without pictures, wanted at least one");
      }
      pictures.stems().forEach(stem -> pictures.find(stem).ifPresent(found::add));
    }
    return found;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /**
   * Returns one of them.
   *
   * @throws InvalidInputException if it cannot be used; the message names the file
   */
  RgbImage any(SampleRandom random) {
    Path file = random.pick(files);
    SoftReference<RgbImage> before = kept.get(file);
    RgbImage picture = before == null ? null : before.get();
    if (picture == null) {
      picture = reader.readImage(file);
      kept.put(file, new SoftReference<>(picture));
    }
    return picture;
  }
}
