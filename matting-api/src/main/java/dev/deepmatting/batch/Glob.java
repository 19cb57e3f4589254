package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The files that a glob matches. Java's own matcher has no {@code **} that matches no folder. */
final class Glob {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");
  private static final String ANY_FOLDERS = "**";

  private final List<Part> parts;
  private final SortedSet<Path> found = new TreeSet<>();

  /** Several {@code **} can reach one folder in many ways. */
  private final Set<Search> done = new HashSet<>();

  private Glob(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * The pattern for the name of one folder or file.
   *
   * @param text as the user wrote it
   * @param pattern for the name; unused for {@code **}
   */
  private record Part(String text, NamePattern pattern) {
    boolean isAnyFolders() {
      return text.equals(ANY_FOLDERS);
    }

    /** Matches hidden files only if the pattern starts with the dot, as in a shell. */
    boolean matches(Path entry) {
      String name = entry.getFileName().toString();
      boolean hidden = name.startsWith(".") && !text.startsWith(".");
      return !hidden && pattern.matches(name);
    }
  }

  /** A folder to search for the parts from an index on. */
  private record Search(Path folder, int part) {}

  static boolean isGlob(String text) {
    return SPECIAL.matcher(text).find();
  }

  /** Lists the files in sorted order; none if the folders do not exist. */
  static SortedSet<Path> files(String text, FileSystem system) {
    Matcher special = SPECIAL.matcher(text);
    int start = special.find() ? lastSeparator(text.substring(0, special.start()), system) + 1 : 0;
    Path folder = system.getPath(text.substring(0, start));
    Glob glob = new Glob(parts(text, text.substring(start), system));
    if (Files.isDirectory(folder)) {
      glob.search(folder, 0);
    }
    return glob.found;
  }

  private static int lastSeparator(String text, FileSystem system) {
    return Math.max(text.lastIndexOf('/'), text.lastIndexOf(system.getSeparator()));
  }

  private static List<Part> parts(String text, String pattern, FileSystem system) {
    List<Part> parts = new ArrayList<>();
    boolean anyCase = system.getSeparator().equals("\\");
    try {
      for (String part : pattern.split("[/" + Pattern.quote(system.getSeparator()) + "]+")) {
        boolean repeated = part.equals(ANY_FOLDERS) && endsWithAnyFolders(parts);
        if (!repeated) {
          parts.add(new Part(part, NamePattern.of(part, anyCase)));
        }
      }
      if (endsWithAnyFolders(parts)) {
        parts.add(new Part("*", NamePattern.of("*", anyCase)));
      }
    } catch (PatternSyntaxException e) {
      throw new InvalidInputException(
          "glob is '" + text + "', wanted one such as photos/**/*.jpg: " + e.getDescription(), e);
    }
    return parts;
  }

  private static boolean endsWithAnyFolders(List<Part> parts) {
    return !parts.isEmpty() && parts.get(parts.size() - 1).isAnyFolders();
  }

  private void search(Path folder, int place) {
    if (!done.add(new Search(folder, place))) {
      return;
    }
    Part part = parts.get(place);
    if (part.isAnyFolders()) {
      search(folder, place + 1);
    }
    for (Path entry : entries(folder)) {
      if (part.isAnyFolders()) {
        // Links can form a cycle.
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
            && !entry.getFileName().toString().startsWith(".")) {
          search(entry, place);
        }
      } else if (part.matches(entry)) {
        take(entry, place);
      }
    }
  }

  private void take(Path entry, int place) {
    boolean last = place == parts.size() - 1;
    if (last && Files.isRegularFile(entry)) {
      found.add(entry);
    } else if (!last && Files.isDirectory(entry)) {
      search(entry, place + 1);
    }
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new MattingException("folder " + folder + " cannot be listed: " + e, e);
    }
    return entries;
  }
}
