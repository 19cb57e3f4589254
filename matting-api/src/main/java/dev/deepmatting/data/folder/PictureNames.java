package dev.deepmatting.data.folder;

import dev.deepmatting.image.PictureFolder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds pictures by their names in a list: the file name, preceded by as many folders as make it
 * unique. A name is only compared with existing pictures; it never opens a file.
 */
final class PictureNames {
  private final List<Path> pictures;
  private final Map<String, List<Integer>> byFileName;
  private @Nullable Map<String, List<Integer>> byStem;

  PictureNames(List<Path> pictures) {
    this.pictures = pictures.stream().map(Path::toAbsolutePath).toList();
    byFileName = new HashMap<>();
    for (int i = 0; i < pictures.size(); i++) {
      add(byFileName, fileName(pictures.get(i)), i);
    }
  }

  /** Returns the pictures that a name fits; if the ending differs, those with the same stem. */
  List<Integer> find(String name) {
    int slash = name.lastIndexOf('/');
    String fileName = composed(name.substring(slash + 1));
    List<Integer> found = below(name, slash, byFileName.getOrDefault(fileName, List.of()));
    return found.isEmpty() ? below(name, slash, ofStem(fileName)) : found;
  }

  /** Returns the shortest unique names, by picture. */
  List<String> names() {
    return IntStream.range(0, pictures.size()).mapToObj(this::name).toList();
  }

  private String name(int index) {
    Path picture = pictures.get(index);
    List<Integer> namesakes = byFileName.getOrDefault(fileName(picture), List.of());
    int count = picture.getNameCount();
    int from = count - 1;
    while (from > 0 && isShared(picture.subpath(from, count), namesakes)) {
      from--;
    }
    Path name = picture.subpath(from, count);
    return IntStream.range(0, name.getNameCount())
        .mapToObj(i -> name.getName(i).toString())
        .collect(Collectors.joining("/"));
  }

  private boolean isShared(Path name, List<Integer> namesakes) {
    return namesakes.stream().filter(other -> pictures.get(other).endsWith(name)).count() > 1;
  }

  private List<Integer> below(String name, int slash, List<Integer> candidates) {
    if (slash < 0 || candidates.isEmpty()) {
      return candidates;
    }
    String folder = name.substring(0, slash);
    try {
      return candidates.stream().filter(i -> isIn(pictures.get(i), folder)).toList();
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  private static boolean isIn(Path picture, String folder) {
    Path parent = picture.getParent();
    return parent != null && parent.endsWith(folder);
  }

  private List<Integer> ofStem(String fileName) {
    if (byStem == null) {
      byStem = new HashMap<>();
      for (int i = 0; i < pictures.size(); i++) {
        add(byStem, PictureFolder.stem(pictures.get(i)), i);
      }
    }
    int dot = fileName.lastIndexOf('.');
    return byStem.getOrDefault(dot > 0 ? fileName.substring(0, dot) : fileName, List.of());
  }

  private static String fileName(Path picture) {
    return composed(picture.getFileName().toString());
  }

  /** Normalises accents, which lists and folders of different systems write differently. */
  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static void add(Map<String, List<Integer>> map, String name, int index) {
    map.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(index);
  }
}
