package dev.deepmatting.examples.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.PictureFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Matches images and trimaps: two files as they are, folders by the file stem. The trimap of {@code
 * photo.jpg} is {@code photo.*} or {@code photo-trimap.*}; in the image's own folder only the
 * latter.
 */
final class PairFinder {
  private static final String TRIMAP = "-trimap";

  private final PictureFolder trimaps;
  private final boolean sharedFolder;

  private PairFinder(PictureFolder trimaps, boolean sharedFolder) {
    this.trimaps = trimaps;
    this.sharedFolder = sharedFolder;
  }

  static Pair.Found find(Path image, Path trimap) {
    requireExists("--image", image);
    requireExists("--trimap", trimap);
    if (Files.isDirectory(image)) {
      return inFolders(image, trimap);
    }
    Path match = Files.isDirectory(trimap) ? inFolder(image, trimap) : trimap;
    return new Pair.Found(List.of(new Pair(PictureFolder.stem(image), image, match)), List.of());
  }

  private static Path inFolder(Path image, Path trimap) {
    Path parent = image.toAbsolutePath().getParent();
    PairFinder finder = new PairFinder(PictureFolder.read(trimap), isSame(parent, trimap));
    String stem = PictureFolder.stem(image);
    return finder
        .trimapOf(stem)
        .orElseThrow(() -> new InvalidInputException(finder.noTrimap(image, stem)));
  }

  private static Pair.Found inFolders(Path image, Path trimap) {
    if (!Files.isDirectory(trimap)) {
      throw new InvalidInputException(
          String.format("--trimap is the file %s, wanted a folder like --image %s", trimap, image));
    }
    PictureFolder images = PictureFolder.read(image);
    PairFinder finder = new PairFinder(PictureFolder.read(trimap), isSame(image, trimap));
    Pair.Found found = finder.match(images);
    if (found.pairs().isEmpty()) {
      throw new InvalidInputException(
          String.format(
              "no picture in %s has a trimap in %s, wanted %sSTEM%s.png for an image STEM.jpg",
              image, trimap, finder.sharedFolder ? "" : "STEM.png or ", TRIMAP));
    }
    return found;
  }

  private Pair.Found match(PictureFolder images) {
    List<Pair> pairs = new ArrayList<>();
    List<String> orphans = new ArrayList<>();
    for (String stem : images.stems()) {
      if (isDerived(stem, images.stems())) {
        continue;
      }
      Path image = images.find(stem).orElseThrow();
      trimapOf(stem)
          .ifPresentOrElse(
              trimap -> pairs.add(new Pair(stem, image, trimap)),
              () -> orphans.add(noTrimap(image, stem)));
    }
    if (!sharedFolder) {
      trimaps.stems().stream()
          .filter(stem -> !belongs(stem, images.stems()))
          .forEach(stem -> orphans.add(noImage(stem, images.path())));
    }
    return new Pair.Found(List.copyOf(pairs), List.copyOf(orphans));
  }

  /** A trimap or an earlier result beside its image, which has no trimap of its own. */
  private boolean isDerived(String stem, Set<String> images) {
    return trimapOf(stem).isEmpty() && endsLikeDerived(stem, images);
  }

  private static boolean belongs(String trimap, Set<String> images) {
    return images.contains(trimap) || endsLikeDerived(trimap, images);
  }

  private static boolean endsLikeDerived(String stem, Set<String> images) {
    return Stream.of(TRIMAP, ResultFiles.ALPHA, ResultFiles.CUTOUT)
        .filter(stem::endsWith)
        .anyMatch(end -> images.contains(stem.substring(0, stem.length() - end.length())));
  }

  private Optional<Path> trimapOf(String stem) {
    return sharedFolder ? trimaps.find(stem + TRIMAP) : trimaps.find(stem, stem + TRIMAP);
  }

  private String noTrimap(Path image, String stem) {
    return String.format(
        "image %s has no trimap in %s, wanted %s%s%s.png",
        image, trimaps.path(), sharedFolder ? "" : stem + ".png or ", stem, TRIMAP);
  }

  private String noImage(String stem, Path images) {
    Path trimap = trimaps.find(stem).orElseThrow();
    return String.format("trimap %s has no image in %s", trimap, images);
  }

  private static void requireExists(String option, Path path) {
    if (!Files.exists(path)) {
      throw new InvalidInputException(
          String.format("%s is '%s', wanted a file or folder that exists", option, path));
    }
  }

  private static boolean isSame(Path left, Path right) {
    try {
      return Files.isSameFile(left, right);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
