package dev.deepmatting.data.folder;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.PictureFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the pictures of a data set; sorted by name, so that every machine has the same order. */
final class PictureFolders {
  private static final int NAMED = 3;

  private PictureFolders() {}

  /**
   * Finds foregrounds and their mattes, matched by stem.
   *
   * @throws InvalidInputException if one has no counterpart, or several
   */
  static List<ForegroundFiles.PairedFiles> paired(Path colours, Path alphas) {
    PictureFolder images = read("foregrounds", colours);
    PictureFolder mattes = read("alphas", alphas);
    requireCounterparts("foregrounds", images, "alpha", mattes);
    requireCounterparts("alphas", mattes, "foreground", images);
    return images.stems().stream()
        .map(stem -> new ForegroundFiles.PairedFiles(find(images, stem), find(mattes, stem)))
        .toList();
  }

  /** Finds cut-outs directly inside a folder. */
  static List<ForegroundFiles.CutOutFile> cutOuts(Path folder) {
    PictureFolder pictures = read("cutouts", folder);
    return pictures.stems().stream()
        .map(stem -> new ForegroundFiles.CutOutFile(find(pictures, stem)))
        .toList();
  }

  /** Finds photographs in a folder and all folders below it. */
  static List<Decodable.BackgroundFile> backgrounds(Path root) {
    requireFolder("backgrounds", root);
    List<Decodable.BackgroundFile> found = new ArrayList<>();
    for (Path folder : FolderTree.read(root).values()) {
      PictureFolder pictures = PictureFolder.read(folder);
      pictures
          .stems()
          .forEach(stem -> found.add(new Decodable.BackgroundFile(find(pictures, stem))));
    }
    requirePictures("backgrounds", root, found.size());
    return found;
  }

  static void requireFolder(String role, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(role + " is '" + folder + "', wanted a folder that exists");
    }
  }

  private static PictureFolder read(String role, Path folder) {
    requireFolder(role, folder);
    PictureFolder pictures = PictureFolder.read(folder);
    requirePictures(role, folder, pictures.stems().size());
    return pictures;
  }

  private static void requirePictures(String role, Path folder, int count) {
    if (count == 0) {
      throw new InvalidInputException(
          role
              + " is '"
              + folder
              + "' without a picture, wanted at least 1 (jpg, png, tif, webp, bmp or gif)");
    }
  }

  private static void requireCounterparts(
      String role, PictureFolder pictures, String wanted, PictureFolder counterparts) {
    Set<String> alone = new TreeSet<>(pictures.stems());
    alone.removeAll(counterparts.stems());
    if (!alone.isEmpty()) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "%s in %s have no %s for %d of %d: %s, wanted one of the same name in %s",
              role,
              pictures.path(),
              wanted,
              alone.size(),
              pictures.stems().size(),
              first(alone),
              counterparts.path()));
    }
  }

  private static String first(Set<String> names) {
    String some = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() > NAMED ? some + ", ..." : some;
  }

  private static Path find(PictureFolder folder, String stem) {
    return folder.find(stem).orElseThrow();
  }
}
