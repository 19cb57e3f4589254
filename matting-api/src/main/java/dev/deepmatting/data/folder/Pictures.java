package dev.deepmatting.data.folder;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a data set, ordered by their names. Immutable.
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
   * Finds the files.
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

  /** Finds backgrounds, each once, even if one of the folders is below another. */
  private static List<Decodable.BackgroundFile> backgrounds(List<Path> roots) {
    Map<Path, Decodable.BackgroundFile> found = new LinkedHashMap<>();
    for (Path root : roots) {
      for (Decodable.BackgroundFile picture : PictureFolders.backgrounds(root)) {
        found.putIfAbsent(picture.file().toAbsolutePath().normalize(), picture);
      }
    }
    return List.copyOf(found.values());
  }

  /** Returns those in a list of pairs, with its numbering. */
  Pictures select(PairList list) {
    return new Pictures(
        list.foregrounds().stream().<ForegroundFiles>map(foregrounds::get).toList(),
        list.backgrounds().stream().map(backgrounds::get).toList());
  }

  /** Returns the files that name lists refer to as foregrounds. */
  List<Path> foregroundFiles() {
    return foregrounds.stream().map(ForegroundFiles::colours).toList();
  }

  /** Returns the files that name lists refer to as backgrounds. */
  List<Path> backgroundFiles() {
    return backgrounds.stream().map(Decodable.BackgroundFile::file).toList();
  }

  /**
   * The folders of a data set. Immutable.
   *
   * @param foregrounds folders of colours
   * @param alphas folders of mattes, one for each of those
   * @param cutouts folders of pictures with transparency
   * @param adobe folders that contain the Adobe layout
   * @param backgrounds folders of photographs, including subfolders
   */
  record Sources(
      List<Path> foregrounds,
      List<Path> alphas,
      List<Path> cutouts,
      List<Path> adobe,
      List<Path> backgrounds) {
    /** How many names of a path are shown; all of them would reveal whose machine it was. */
    private static final int NAMES = 2;

    Sources {
      if (foregrounds.size() != alphas.size()) {
        throw new InvalidInputException(
            "alphas is "
                + alphas.size()
                + " folders, wanted one for each of the "
                + foregrounds.size()
                + " of foregrounds");
      }
      if (foregrounds.isEmpty() && cutouts.isEmpty() && adobe.isEmpty()) {
        throw new InvalidInputException(
            "no folder with foregrounds is set, wanted foregrounds and alphas, cutouts or adobe");
      }
      if (backgrounds.isEmpty()) {
        throw new InvalidInputException("backgrounds has no folder, wanted at least 1");
      }
    }

    /** Returns the folders with foregrounds, for readers. */
    String foregroundLabels() {
      return labels(Stream.of(foregrounds, adobe, cutouts).flatMap(List::stream));
    }

    /** Returns the folders with backgrounds, for readers. */
    String backgroundLabels() {
      return labels(backgrounds.stream());
    }

    static String label(Path folder) {
      Path path = folder.normalize();
      int count = path.getNameCount();
      Path end = count > NAMES ? path.subpath(count - NAMES, count) : path;
      return end.toString().isEmpty() ? "." : end.toString().replace('\\', '/');
    }

    private static String labels(Stream<Path> folders) {
      return folders.map(Sources::label).collect(Collectors.joining(", "));
    }
  }
}
