package dev.deepmatting.evaluation;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Matches the pictures of the folders by name. A counterpart that is missing is a failure of that
 * image, since a mean over what happens to be there is not the data set's.
 */
final class CaseFinder {
  private final EvaluationFolders folders;
  private final RoleFolder truths;
  private final Optional<RoleFolder> images;

  /** By label; of the trimap folders that have a trimap for an image, each makes a case. */
  private final Map<String, RoleFolder> trimaps = new LinkedHashMap<>();

  private final Map<String, RoleFolder> predictions = new LinkedHashMap<>();
  private final List<EvaluationCase> cases = new ArrayList<>();
  private final List<FailedImage> failures = new ArrayList<>();

  private CaseFinder(EvaluationFolders folders) {
    this.folders = folders;
    truths = RoleFolder.read(Role.TRUTH, folders.truths());
    images = folders.images().map(folder -> RoleFolder.read(Role.IMAGE, folder));
    for (Path folder : folders.trimaps()) {
      trimaps.put(label(folder), RoleFolder.read(Role.TRIMAP, folder));
    }
    folders.predictions().ifPresent(this::readPredictions);
  }

  /**
   * What was found.
   *
   * @param cases what can be scored, by name
   * @param failures what cannot
   */
  record Found(List<EvaluationCase> cases, List<FailedImage> failures) {}

  static Found find(EvaluationFolders folders) {
    CaseFinder finder = new CaseFinder(folders);
    finder.truths.names().forEach(finder::match);
    finder.failOrphans();
    if (finder.cases.isEmpty()) {
      String example = finder.failures.isEmpty() ? "" : ": " + finder.failures.get(0).reason();
      throw new InvalidInputException(
          "no picture in " + folders.truths() + " has its counterparts" + example);
    }
    return new Found(List.copyOf(finder.cases), List.copyOf(finder.failures));
  }

  /** Predictions made with a certain set of trimaps may lie in a folder of that set's name. */
  private void readPredictions(Path root) {
    predictions.put("", RoleFolder.read(Role.PREDICTION, root));
    for (String label : trimaps.keySet()) {
      if (trimaps.size() > 1 && Files.isDirectory(root.resolve(label))) {
        predictions.put(label, RoleFolder.read(Role.PREDICTION, root.resolve(label)));
      }
    }
  }

  /** The folder's name, or the whole path where names repeat. */
  private String label(Path folder) {
    long namesakes =
        folders.trimaps().stream().filter(other -> name(other).equals(name(folder))).count();
    return namesakes > 1 ? folder.toString() : name(folder);
  }

  private static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  private void match(String name) {
    try {
      Path truth = truths.find(name).orElseThrow();
      Map<String, Path> found = trimapsOf(name, truth);
      if (trimaps.isEmpty()) {
        add(name, name, "", truth, Optional.empty());
      } else if (found.isEmpty()) {
        fail(name, "truth " + truth + " has no " + anyTrimap().wanted(name));
      }
      found.forEach(
          (label, file) -> {
            String title = found.size() > 1 ? label + "/" + name : name;
            add(title, name, label, truth, Optional.of(file));
          });
    } catch (InvalidInputException e) {
      fail(name, e.getMessage());
    }
  }

  private Map<String, Path> trimapsOf(String name, Path truth) {
    Map<String, Path> found = new LinkedHashMap<>();
    trimaps.forEach(
        (label, folder) ->
            folder
                .find(name)
                .filter(file -> !isSame(file, truth))
                .ifPresent(file -> found.put(label, file)));
    return found;
  }

  private RoleFolder anyTrimap() {
    return trimaps.values().iterator().next();
  }

  private void add(String title, String name, String label, Path truth, Optional<Path> trimap) {
    Optional<Path> image = images.flatMap(folder -> folder.find(name));
    Optional<Path> prediction = predictionFolder(label).flatMap(folder -> folder.find(name));
    RoleFolder source = predictionFolder(label).or(() -> images).orElseThrow();
    if (prediction.isEmpty() && (predictionFolder(label).isPresent() || image.isEmpty())) {
      fail(title, "truth " + truth + " has no " + source.wanted(name));
    } else {
      cases.add(new EvaluationCase(title, prediction, truth, trimap, image));
    }
  }

  private Optional<RoleFolder> predictionFolder(String label) {
    return Optional.ofNullable(predictions.getOrDefault(label, predictions.get("")));
  }

  private void failOrphans() {
    SortedSet<String> known = truths.names();
    Stream<RoleFolder> shown = folders.predictions().isPresent() ? Stream.empty() : images.stream();
    Stream.of(predictions.values().stream(), trimaps.values().stream(), shown)
        .flatMap(some -> some)
        .forEach(folder -> failOrphans(folder, known));
  }

  private void failOrphans(RoleFolder folder, SortedSet<String> known) {
    SortedSet<String> orphans = new TreeSet<>(folder.names());
    orphans.removeAll(known);
    for (String orphan : orphans) {
      fail(orphan, folder.found(orphan) + " has no " + truths.wanted(orphan));
    }
  }

  private void fail(String name, String reason) {
    failures.add(new FailedImage(name, reason));
  }

  static boolean isSame(Path left, Path right) {
    try {
      return Files.isSameFile(left, right);
    } catch (IOException e) {
      throw new MattingException(
          "files " + left + " and " + right + " cannot be compared: " + e, e);
    }
  }
}
