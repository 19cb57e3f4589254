package dev.deepmatting.evaluation;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Matches the pictures of the folders by name. A missing counterpart is a failure of that image,
 * since a mean over an incomplete set is not the data set's.
 */
final class CaseFinder {
  private final EvaluationFolders folders;
  private final RoleFolder truths;
  private final Optional<RoleFolder> images;

  /** Trimap folders by label. */
  private final Map<String, RoleFolder> trimaps = new LinkedHashMap<>();

  private final Map<String, RoleFolder> predictions = new LinkedHashMap<>();

  /** Whether some image has a trimap in more than one folder, so that each folder must have all. */
  private final boolean severalTrimaps;

  private final List<EvaluationCase> cases = new ArrayList<>();
  private final List<FailedImage> failures = new ArrayList<>();

  private CaseFinder(EvaluationFolders folders) {
    this.folders = folders;
    truths = folder(RoleFolder.Role.TRUTH, folders.truths());
    images = folders.images().map(path -> folder(RoleFolder.Role.IMAGE, path));
    for (Path path : folders.trimaps()) {
      if (trimaps.values().stream().noneMatch(known -> isSame(known.path(), path))) {
        trimaps.put(label(path), folder(RoleFolder.Role.TRIMAP, path));
      }
    }
    folders.predictions().ifPresent(this::readPredictions);
    severalTrimaps =
        truths.names().stream()
            .anyMatch(name -> trimaps.values().stream().filter(each -> each.has(name)).count() > 1);
  }

  /**
   * The results.
   *
   * @param cases the images that can be scored, by name
   * @param failures those that cannot
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

  private RoleFolder folder(RoleFolder.Role role, Path path) {
    return RoleFolder.read(role, path, folders.rolesOf(path));
  }

  /**
   * Reads predictions, which can be in a folder named after the set of trimaps they were made with.
   */
  private void readPredictions(Path root) {
    predictions.put("", folder(RoleFolder.Role.PREDICTION, root));
    trimaps.forEach(
        (label, trimap) -> {
          Path own = root.resolve(name(trimap.path()));
          if (trimaps.size() > 1
              && isUnique(trimap.path())
              && Files.isDirectory(own)
              && folders.rolesOf(own).isEmpty()) {
            predictions.put(label, folder(RoleFolder.Role.PREDICTION, own));
          }
        });
  }

  /** Returns the folder's name, or the whole path if names repeat. */
  private String label(Path folder) {
    return isUnique(folder) ? name(folder) : folder.toString();
  }

  private boolean isUnique(Path folder) {
    return folders.trimaps().stream()
        .filter(other -> name(other).equals(name(folder)))
        .allMatch(other -> isSame(other, folder));
  }

  private static String name(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? folder.toString() : last.toString();
  }

  private void match(String name) {
    try {
      Path truth = truths.find(name).orElseThrow();
      if (trimaps.isEmpty()) {
        add(name, name, "", truth, Optional.empty());
      } else if (severalTrimaps) {
        trimaps.forEach((label, folder) -> match(label + "/" + name, name, label, truth, folder));
      } else {
        matchOne(name, truth);
      }
    } catch (MattingException e) {
      fail(name, e.getMessage());
    }
  }

  /** Matches an image that has one trimap, in any of the folders. */
  private void matchOne(String name, Path truth) {
    Map.Entry<String, RoleFolder> trimap =
        trimaps.entrySet().stream()
            .filter(each -> each.getValue().has(name))
            .findFirst()
            .orElse(trimaps.entrySet().iterator().next());
    match(name, name, trimap.getKey(), truth, trimap.getValue());
  }

  private void match(String title, String name, String label, Path truth, RoleFolder trimap) {
    try {
      Optional<Path> file = trimap.find(name).filter(found -> !isSame(found, truth));
      if (file.isEmpty()) {
        fail(title, "truth " + truth + " has no " + trimap.wanted(name));
      } else {
        add(title, name, label, truth, file);
      }
    } catch (MattingException e) {
      fail(title, e.getMessage());
    }
  }

  private void add(String title, String name, String label, Path truth, Optional<Path> trimap) {
    Optional<Path> image = images.flatMap(folder -> folder.find(name));
    Optional<Path> prediction = predictionFolder(label).flatMap(folder -> folder.find(name));
    RoleFolder source = predictionFolder(label).or(() -> images).orElseThrow();
    if (prediction.isEmpty() && (predictionFolder(label).isPresent() || image.isEmpty())) {
      fail(title, "truth " + truth + " has no " + source.wanted(name));
    } else if (prediction.filter(file -> isSame(file, truth)).isPresent()) {
      fail(title, "prediction " + prediction.get() + " is the truth itself, wanted another file");
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
      failOnce(orphan, folder.found(orphan) + " has no " + truths.wanted(orphan));
    }
  }

  /** Reports a picture without a truth once, however many of its layers exist. */
  private void failOnce(String name, String reason) {
    if (failures.stream().noneMatch(failure -> failure.name().equals(name))) {
      fail(name, reason);
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

  /**
   * The files of one row of a report.
   *
   * @param name the row's name
   * @param prediction the predicted matte; empty if a network predicts it
   * @param truth the true matte
   * @param trimap the trimap; empty if the whole image is scored without one
   * @param image the photograph; empty if there is none to show
   */
  record EvaluationCase(
      String name,
      Optional<Path> prediction,
      Path truth,
      Optional<Path> trimap,
      Optional<Path> image) {}

  /**
   * The folders of a data set's pictures.
   *
   * @param predictions predicted mattes; empty if a model predicts
   * @param truths true mattes
   * @param trimaps folders of trimaps; none if the whole image is scored
   * @param images photographs; can be empty with predictions
   */
  record EvaluationFolders(
      Optional<Path> predictions, Path truths, List<Path> trimaps, Optional<Path> images) {
    /** Returns the roles of the other pictures in a folder. */
    Set<RoleFolder.Role> rolesOf(Path folder) {
      Set<RoleFolder.Role> roles = EnumSet.noneOf(RoleFolder.Role.class);
      addIfSame(folder, truths, RoleFolder.Role.TRUTH, roles);
      predictions.ifPresent(path -> addIfSame(folder, path, RoleFolder.Role.PREDICTION, roles));
      images.ifPresent(path -> addIfSame(folder, path, RoleFolder.Role.IMAGE, roles));
      trimaps.forEach(path -> addIfSame(folder, path, RoleFolder.Role.TRIMAP, roles));
      return roles;
    }

    private static void addIfSame(
        Path folder, Path other, RoleFolder.Role role, Set<RoleFolder.Role> roles) {
      if (Files.isDirectory(folder)
          && Files.isDirectory(other)
          && CaseFinder.isSame(folder, other)) {
        roles.add(role);
      }
    }
  }
}
