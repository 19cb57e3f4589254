package dev.deepmatting.data.folder;

import dev.deepmatting.data.SampleRandom;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Writes the text files that define which foreground is paired with which background.
 *
 * <p>{@code training_fg_names.txt} and {@code training_bg_names.txt} have one file name per line.
 * {@code train_names.txt} and {@code valid_names.txt} have one pair per line: {@code 12_345.png} is
 * line 12 of the first on line 345 of the second, both counted from 0. The extension has no
 * meaning.
 *
 * @since 0.1
 */
public final class NameLists {
  static final String FOREGROUNDS = "training_fg_names.txt";
  static final String BACKGROUNDS = "training_bg_names.txt";

  private NameLists() {}

  /**
   * Writes the four lists: every foreground with some backgrounds, dealt in a random order, none
   * twice before all have been used once. Some random foregrounds are reserved for validation, so
   * that validation uses nothing seen in training.
   *
   * <p>The same arguments write the same files. Each file is written completely or not at all;
   * existing lists are replaced.
   *
   * @param folder an existing folder to write to
   * @param foregrounds file names, as {@link CompositionDataset#foregroundNames()} has them
   * @param backgrounds file names, as {@link CompositionDataset#backgroundNames()} has them
   * @param backgroundsPerForeground number of pairs per foreground, at least 1; the paper's data
   *     set has 100
   * @param validationShare the share of the foregrounds for validation, from 0 to below 1; rounded
   *     to whole foregrounds, at least one if it is above 0
   * @param seed decides all draws
   * @throws InvalidInputException if an argument is out of range, a name occurs twice or cannot be
   *     written on one line, or no foreground is left for training
   * @throws MattingException if a file cannot be written
   */
  public static void write(
      Path folder,
      List<String> foregrounds,
      List<String> backgrounds,
      int backgroundsPerForeground,
      double validationShare,
      long seed) {
    Objects.requireNonNull(folder, "folder");
    List<String> colours = checked("foregrounds", foregrounds);
    List<String> surroundings = checked("backgrounds", backgrounds);
    requireAtLeastOne(backgroundsPerForeground);
    Pairing.Counts counts =
        new Pairing.Counts(colours.size(), surroundings.size(), backgroundsPerForeground);
    boolean[] isValidation = validation(colours.size(), validationShare, seed);
    Pairing pairs = Pairing.drawn(counts, false, seed);
    StringBuilder train = new StringBuilder();
    StringBuilder valid = new StringBuilder();
    for (int i = 0; i < pairs.size(); i++) {
      Pairing.Pair pair = pairs.pair(0, i);
      (isValidation[pair.foreground()] ? valid : train)
          .append(pair.foreground())
          .append('_')
          .append(pair.background())
          .append(".png\n");
    }
    write(folder.resolve(FOREGROUNDS), String.join("\n", colours) + "\n");
    write(folder.resolve(BACKGROUNDS), String.join("\n", surroundings) + "\n");
    write(folder.resolve(Split.TRAINING.fileName()), train.toString());
    write(folder.resolve(Split.VALIDATION.fileName()), valid.toString());
  }

  static void requireAtLeastOne(int backgroundsPerForeground) {
    Ranges.atLeast("backgroundsPerForeground", backgroundsPerForeground, 1);
  }

  private static boolean[] validation(int foregrounds, double share, long seed) {
    Ranges.below1("validationShare", share);
    int count = (int) Math.max(Math.round(share * foregrounds), share > 0 ? 1 : 0);
    if (count >= foregrounds) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "validationShare is %s, wanted less: of %d foregrounds none is left for training",
              share,
              foregrounds));
    }
    SampleRandom random = SampleRandom.of(seed, 0).forPurpose("foregrounds for validation");
    int[] order = EpochOrder.ShuffledOrder.shuffled(foregrounds, random);
    boolean[] chosen = new boolean[foregrounds];
    Arrays.stream(order, 0, count).forEach(foreground -> chosen[foreground] = true);
    return chosen;
  }

  private static List<String> checked(String role, List<String> names) {
    List<String> copy = List.copyOf(names);
    if (copy.isEmpty()) {
      throw new InvalidInputException(role + " holds 0 names, wanted at least 1");
    }
    Set<String> seen = new HashSet<>();
    for (String name : copy) {
      boolean isLine = name.equals(name.strip()) && !name.isEmpty() && name.indexOf('\n') < 0;
      if (!isLine || !seen.add(name)) {
        throw new InvalidInputException(
            String.format(
                "%s holds '%s'%s, wanted different names, each fit for a line",
                role, name, isLine ? " twice" : ""));
      }
    }
    return copy;
  }

  private static void write(Path file, String text) {
    AtomicFile.requireTarget(file);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, bytes));
    } catch (IOException e) {
      throw new MattingException("file " + file + " cannot be written: " + e, e);
    }
  }
}
