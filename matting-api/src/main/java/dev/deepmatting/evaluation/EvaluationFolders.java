package dev.deepmatting.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the pictures of a data set lie.
 *
 * @param predictions predicted mattes; empty where a model predicts
 * @param truths true mattes
 * @param trimaps folders of trimaps; none where the whole image is scored
 * @param images photographs; may be empty with predictions
 */
record EvaluationFolders(
    Optional<Path> predictions, Path truths, List<Path> trimaps, Optional<Path> images) {
  /** What else lies in a folder. */
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
    if (Files.isDirectory(folder) && Files.isDirectory(other) && CaseFinder.isSame(folder, other)) {
      roles.add(role);
    }
  }
}
