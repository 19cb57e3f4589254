package dev.deepmatting.data.folder;

import dev.deepmatting.data.SampleRandom;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.internal.check.Ranges;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds out pictures for validation. Each name, a file's without its ending, gets a number of 0 to
 * 1 that depends only on the name and the seed, and is held out if that is below the share. So
 * adding a file does not move others. One exception: with at least two names, no side stays empty;
 * the lowest is held out if none is below the share, and the highest is not if all are.
 *
 * @param share the share of the names to hold out, above 0 and below 1
 * @param split which side to keep
 */
record HoldOut(double share, Split split) {
  HoldOut {
    Ranges.require(share > 0 && share < 1, "holdOut", share, "above 0 and below 1");
  }

  /**
   * Returns the pictures of the side. If all backgrounds have one name, they are on both sides.
   *
   * @throws InvalidInputException if no foreground is left for validation
   */
  Pictures of(Pictures there, long seed) {
    List<ForegroundFiles> foregrounds =
        side("foregrounds", there.foregrounds(), ForegroundFiles::colours, seed);
    if (foregrounds.isEmpty()) {
      throw new InvalidInputException(
          "holdOut finds one name of foregrounds, "
              + there.foregrounds().get(0).name()
              + ", wanted at least 2, so that one is left for validation");
    }
    List<Decodable.BackgroundFile> backgrounds =
        side("backgrounds", there.backgrounds(), Decodable.BackgroundFile::file, seed);
    return new Pictures(foregrounds, backgrounds.isEmpty() ? there.backgrounds() : backgrounds);
  }

  /** Returns a description for readers. */
  String describe(long seed) {
    String held = " the " + share + " held out by seed " + seed;
    return (split == Split.TRAINING ? "training without" : "validation on") + held;
  }

  private <T> List<T> side(String role, List<T> pictures, Function<T, Path> file, long seed) {
    Function<T, String> name = file.andThen(PictureFolder::stem);
    Set<String> heldOut =
        heldOut(
            pictures.stream().map(name).collect(Collectors.toSet()),
            SampleRandom.of(seed, 0).forPurpose("held-out " + role));
    return pictures.stream()
        .filter(picture -> heldOut.contains(name.apply(picture)) == (split == Split.VALIDATION))
        .toList();
  }

  private Set<String> heldOut(Set<String> names, SampleRandom random) {
    Map<String, Double> numbers =
        names.stream()
            .collect(Collectors.toMap(n -> n, name -> random.forPurpose(name).uniform(0, 1)));
    List<String> rising =
        names.stream()
            .sorted(Comparator.<String, Double>comparing(numbers::get).thenComparing(n -> n))
            .toList();
    int below = (int) numbers.values().stream().filter(number -> number < share).count();
    int count = Math.min(Math.max(below, 1), rising.size() - 1);
    return Set.copyOf(rising.subList(0, count));
  }
}
