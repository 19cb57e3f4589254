package dev.deepmatting.data.folder;

import dev.deepmatting.data.folder.ListFile.Line;
import dev.deepmatting.data.folder.Pairing.Pair;
import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pairs of a data set's pictures by a folder's {@link NameLists}.
 *
 * @param foregrounds the foregrounds that occur, as indices of the existing pictures
 * @param backgrounds the backgrounds that occur, as indices too
 * @param pairs the pairs, as indices of the two lists above
 */
record PairList(List<Integer> foregrounds, List<Integer> backgrounds, List<Pair> pairs) {
  /** At most 9 digits, which fit an int. */
  private static final Pattern PAIR =
      Pattern.compile("(\\d{1,9})_(\\d{1,9})(?:\\.png)?", Pattern.CASE_INSENSITIVE);

  /**
   * Reads the lists and finds the pictures that they name.
   *
   * @param folder the lists' folder
   * @param split which pairs to read
   * @param there the existing pictures
   * @throws InvalidInputException if a list is missing or a line is wrong, with file and line
   */
  static PairList read(Path folder, Split split, Pictures there) {
    PictureFolders.requireFolder("lists", folder);
    List<Integer> colours =
        pictures(folder.resolve(NameLists.FOREGROUNDS), "foregrounds", there.foregroundFiles());
    List<Integer> surroundings =
        pictures(folder.resolve(NameLists.BACKGROUNDS), "backgrounds", there.backgroundFiles());
    Path file = folder.resolve(split.fileName());
    Map<Pair, Integer> lines = new LinkedHashMap<>();
    ListFile.read(
        file,
        "pairs",
        line -> {
          Pair pair = pair(line, colours.size(), surroundings.size());
          requireFirst(line, lines.putIfAbsent(pair, line.number()));
        });
    if (lines.isEmpty()) {
      throw new InvalidInputException("file " + file + " has no line, wanted at least 1 pair");
    }
    return compact(colours, surroundings, lines.keySet());
  }

  private static List<Integer> pictures(Path file, String role, List<Path> there) {
    PictureNames names = new PictureNames(there);
    Map<Integer, Integer> lines = new HashMap<>();
    List<Integer> found = new ArrayList<>();
    ListFile.read(
        file,
        role,
        line -> {
          int picture = picture(line, role, names.find(line.text()), there);
          requireFirst(line, lines.putIfAbsent(picture, line.number()));
          found.add(picture);
        });
    return found;
  }

  private static int picture(Line line, String role, List<Integer> found, List<Path> there) {
    if (found.isEmpty()) {
      throw line.error(
          String.format(
              Locale.ROOT,
              "%s is none of the data set's %d %s, wanted the name of one",
              line.quoted(),
              there.size(),
              role));
    }
    if (found.size() > 1) {
      throw line.error(
          String.format(
              Locale.ROOT,
              "%s fits both %s and %s, wanted a name with enough folders before it to fit only"
                  + " one",
              line.quoted(),
              there.get(found.get(0)),
              there.get(found.get(1))));
    }
    return found.get(0);
  }

  private static void requireFirst(Line line, Integer earlier) {
    if (earlier != null) {
      throw line.error(line.quoted() + " is the same as on line " + earlier + ", wanted each once");
    }
  }

  private static Pair pair(Line line, int foregrounds, int backgrounds) {
    Matcher matcher = PAIR.matcher(line.text());
    if (!matcher.matches()) {
      throw line.error(line.quoted() + ", wanted {foreground}_{background}, such as 12_345");
    }
    return new Pair(
        index(line, "foreground", matcher.group(1), foregrounds),
        index(line, "background", matcher.group(2), backgrounds));
  }

  private static int index(Line line, String role, String digits, int size) {
    int index = Integer.parseInt(digits);
    if (index >= size) {
      throw line.error(
          String.format(
              Locale.ROOT,
              "%s is %d, wanted an index below %d, the number of names",
              role,
              index,
              size));
    }
    return index;
  }

  /** Drops pictures that no pair uses, so that validation's foregrounds stay out of training. */
  private static PairList compact(
      List<Integer> foregrounds, List<Integer> backgrounds, Iterable<Pair> pairs) {
    Map<Integer, Integer> colours = new LinkedHashMap<>();
    Map<Integer, Integer> surroundings = new LinkedHashMap<>();
    List<Pair> renumbered = new ArrayList<>();
    for (Pair pair : pairs) {
      renumbered.add(
          new Pair(
              number(colours, foregrounds.get(pair.foreground())),
              number(surroundings, backgrounds.get(pair.background()))));
    }
    return new PairList(
        List.copyOf(colours.keySet()), List.copyOf(surroundings.keySet()), List.copyOf(renumbered));
  }

  private static int number(Map<Integer, Integer> numbers, int picture) {
    numbers.putIfAbsent(picture, numbers.size());
    return numbers.get(picture);
  }
}
