package dev.deepmatting.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a data set, in an order that follows from their names. Immutable.
 *
 * @param foregrounds foregrounds with their mattes
 * @param backgrounds backgrounds
 */
record Pictures(List<ForegroundFiles> foregrounds, List<Decodable.BackgroundFile> backgrounds) {
  Pictures {
    foregrounds = List.copyOf(foregrounds);
    backgrounds = List.copyOf(backgrounds);
  }

  /**
   * Finds them.
   *
   * @throws dev.deepmatting.error.InvalidInputException if something is missing
   */
  static Pictures find(Sources sources) {
    List<ForegroundFiles> foregrounds = new ArrayList<>();
    for (int i = 0; i < sources.foregrounds().size(); i++) {
      foregrounds.addAll(
          PictureFolders.paired(sources.foregrounds().get(i), sources.alphas().get(i)));
    }
    for (Path root : sources.adobe()) {
      for (AdobeLayout.Folders folders : AdobeLayout.find(root)) {
        foregrounds.addAll(PictureFolders.paired(folders.colours(), folders.alphas()));
      }
    }
    sources.cutouts().forEach(folder -> foregrounds.addAll(PictureFolders.cutOuts(folder)));
    return new Pictures(foregrounds, backgrounds(sources.backgrounds()));
  }

  /** Each once, even if one of the folders lies below another one. */
  private static List<Decodable.BackgroundFile> backgrounds(List<Path> roots) {
    Map<Path, Decodable.BackgroundFile> found = new LinkedHashMap<>();
    for (Path root : roots) {
      for (Decodable.BackgroundFile picture : PictureFolders.backgrounds(root)) {
        found.putIfAbsent(picture.file().toAbsolutePath().normalize(), picture);
      }
    }
    return List.copyOf(found.values());
  }

  /** Those that occur in a list of pairs, numbered as it numbers them. */
  Pictures select(PairList list) {
    return new Pictures(
        list.foregrounds().stream().<ForegroundFiles>map(foregrounds::get).toList(),
        list.backgrounds().stream().map(backgrounds::get).toList());
  }

  /** The files that name lists call foregrounds. */
  List<Path> foregroundFiles() {
    return foregrounds.stream().map(ForegroundFiles::colours).toList();
  }

  /** The files that name lists call backgrounds. */
  List<Path> backgroundFiles() {
    return backgrounds.stream().map(Decodable.BackgroundFile::file).toList();
  }
}
