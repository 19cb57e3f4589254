package dev.deepmatting.data.folder;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folders of the Adobe data set, such as {@code Training_set/Other/fg} and {@code .../alpha}:
 * all such pairs next to each other, at any depth.
 */
final class AdobeLayout {
  private static final String COLOURS = "fg";
  private static final String ALPHA = "alpha";

  /** Test data must not be used for training. */
  private static final String LEFT_OUT = "test_set";

  private AdobeLayout() {}

  /** A folder of foregrounds and the folder of their mattes. */
  record Folders(Path colours, Path alphas) {}

  /**
   * Returns the folders below a root, in the order of their names.
   *
   * @throws InvalidInputException if there are none
   */
  static List<Folders> find(Path root) {
    PictureFolders.requireFolder("adobe", root);
    SortedMap<String, Path> colours = new TreeMap<>();
    SortedMap<String, Path> alphas = new TreeMap<>();
    FolderTree.read(root)
        .forEach(
            (name, folder) -> {
              put(COLOURS, name, folder, colours);
              put(ALPHA, name, folder, alphas);
            });
    colours.keySet().retainAll(alphas.keySet());
    if (colours.isEmpty()) {
      throw new InvalidInputException(
          "adobe is '"
              + root
              + "', wanted a folder with the folders fg and alpha side by side in it, at any"
              + " depth (a folder Test_set is left out)");
    }
    List<Folders> found = new ArrayList<>();
    for (Map.Entry<String, Path> entry : colours.entrySet()) {
      Path alpha = Objects.requireNonNull(alphas.get(entry.getKey()));
      found.add(new Folders(entry.getValue(), alpha));
    }
    return found;
  }

  private static void put(String kind, String name, Path folder, Map<String, Path> byParent) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean fits = lower.equals(kind) || lower.endsWith("/" + kind);
    if (!fits || List.of(lower.split("/")).contains(LEFT_OUT)) {
      return;
    }
    Path other = byParent.put(name.substring(0, name.length() - kind.length()), folder);
    if (other != null) {
      throw new InvalidInputException(
          "adobe has both " + other + " and " + folder + ", wanted one of them");
    }
  }
}
