package dev.deepmatting.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it is
 * @param text its Markdown
 */
record MarkdownPage(Path file, String text) {
  /** The repository's root, seen from this module, where Maven runs the tests. */
  static final Path ROOT = Path.of("../..");

  private static final Pattern FENCE =
      Pattern.compile("^( *)```(\\w*)\\R(.*?)^\\1```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  static MarkdownPage readme() {
    return read(ROOT.resolve("README.md"));
  }

  static MarkdownPage site(String name) {
    return read(ROOT.resolve("src/site/markdown").resolve(name));
  }

  /** README, changelog, every page of the site, and the model card. */
  static List<MarkdownPage> all() throws IOException {
    List<MarkdownPage> pages = new ArrayList<>();
    for (String folder : List.of("src/site", "matting-dl4j/src/main/resources")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .sorted()
            .map(MarkdownPage::read)
            .forEach(pages::add);
      }
    }
    pages.add(readme());
    pages.add(read(ROOT.resolve("CHANGELOG.md")));
    return pages;
  }

  private static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fenced blocks of a language, without the indentation of their fence. */
  List<String> blocks(String language) {
    return FENCE
        .matcher(text)
        .results()
        .filter(fence -> fence.group(2).equals(language))
        .map(fence -> fence.group(3).replaceAll("(?m)^" + fence.group(1), ""))
        .toList();
  }

  /** The targets of links and pictures that point into the repository. */
  List<Path> links() {
    List<Path> targets = new ArrayList<>();
    Matcher matcher = LINK.matcher(FENCE.matcher(text).replaceAll(""));
    while (matcher.find()) {
      String target = matcher.group(1).replaceFirst("#.*", "");
      if (!target.isEmpty() && !target.contains("://")) {
        targets.add(target(target));
      }
    }
    return targets;
  }

  /** The site puts its resources beside its pages. */
  private Path target(String link) {
    Path beside = file.resolveSibling(link);
    return Files.exists(beside) ? beside : ROOT.resolve("src/site/resources").resolve(link);
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
