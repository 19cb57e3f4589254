package dev.deepmatting.cli;

import dev.deepmatting.data.folder.TrainingFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * One of the sources that an option names: drawn scenes or a folder, with its share of the samples.
 *
 * @param text as it was given, without the weight
 * @param weight above 0
 */
record WeightedSource(String text, double weight) {
  static final String PROCEDURAL = "procedural";
  static final String SYNTAX = "SOURCE[:WEIGHT],...";

  /** The memory for decoded pictures of one folder; several folders share it. */
  private static final long MOST_KEPT = 256L << 20;

  private static final int HEAP_SHARE = 4;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|[+-]?Infinity");

  /**
   * Reads {@code SOURCE[:WEIGHT],...}. If a folder with the whole text as its name exists, it is
   * used, whatever its name contains. In a list, the text after the last colon is the weight if it
   * looks like one; so {@code C:\data} and {@code take:one} need none, and {@code take:2:1} is a
   * folder {@code take:2}.
   */
  static List<WeightedSource> parse(String option, String text, CommandLine command) {
    if (isFolder(text)) {
      return List.of(new WeightedSource(text, 1));
    }
    List<WeightedSource> sources = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      sources.add(one(option, part, command));
    }
    if (sources.stream().anyMatch(source -> source.text().isBlank())) {
      throw new ParameterException(
          command, option + " is '" + text + "' with an empty source, wanted " + SYNTAX);
    }
    requireDifferent(option, sources, command);
    return List.copyOf(sources);
  }

  private static WeightedSource one(String option, String part, CommandLine command) {
    int colon = part.lastIndexOf(':');
    String source = colon < 0 ? part : part.substring(0, colon);
    String weight = part.substring(colon + 1);
    if (colon < 0 || !isWeight(source, weight)) {
      return new WeightedSource(part, 1);
    }
    double value = NUMBER.matcher(weight).matches() ? Double.parseDouble(weight) : Double.NaN;
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          command,
          String.format(
              "%s gives '%s' the weight %s, wanted a finite number above 0",
              option, source, weight.isEmpty() ? "''" : weight));
    }
    return new WeightedSource(source, value);
  }

  /**
   * Returns whether a text is a weight: always for a number; after an existing source, for anything
   * that is not a path.
   */
  private static boolean isWeight(String source, String weight) {
    boolean path = weight.contains("/") || weight.contains("\\");
    boolean known = source.equals(PROCEDURAL) || !source.isBlank() && isFolder(source);
    return NUMBER.matcher(weight).matches() || known && !path && !isFolder(source + ":" + weight);
  }

  private static void requireDifferent(
      String option, List<WeightedSource> sources, CommandLine command) {
    Set<Object> seen = new LinkedHashSet<>();
    for (WeightedSource source : sources) {
      if (!seen.add(source.identity(option, command))) {
        throw new ParameterException(
            command, option + " names '" + source.text() + "' twice, wanted each source once");
      }
    }
  }

  boolean isDrawn() {
    return text.equals(PROCEDURAL);
  }

  /** Returns the folder, whether it exists or not. */
  Path folder(String option, CommandLine command) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          command, option + " is '" + text + "', wanted " + PROCEDURAL + " or a folder", e);
    }
  }

  /** Opens one of several folders: together they keep no more pictures than a single one. */
  static TrainingFolder open(Path folder, long seed, int sources) {
    TrainingFolder opened = TrainingFolder.open(folder, seed);
    long kept = Math.min(MOST_KEPT, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    return sources == 1 ? opened : opened.withCacheBytes(kept / sources);
  }

  /** Returns an identity that is equal for different names of the same source. */
  Object identity(String option, CommandLine command) {
    if (isDrawn()) {
      return PROCEDURAL;
    }
    Path folder = folder(option, command);
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      // A missing folder is reported when it is opened.
      return folder.toAbsolutePath().normalize();
    }
  }

  /** Returns a short name for each, different from those of the others and fit for file names. */
  static List<String> names(List<WeightedSource> sources) {
    Set<String> names = new LinkedHashSet<>();
    for (WeightedSource source : sources) {
      String name = source.name();
      String unique = name;
      for (int number = 2; !names.add(unique); number++) {
        unique = name + "-" + number;
      }
    }
    return List.copyOf(names);
  }

  private String name() {
    if (isDrawn()) {
      return PROCEDURAL;
    }
    Path end = Path.of(text).toAbsolutePath().normalize().getFileName();
    return end == null ? "root" : end.toString().replaceAll("[^\\p{L}\\p{N}._-]", "_");
  }

  private static boolean isFolder(String text) {
    try {
      return Files.isDirectory(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
