package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Matches images and trimaps by their stem. */
final class PairFinder {
  private final PictureSet images;
  private final PictureSet trimaps;

  private PairFinder(PictureSet images, PictureSet trimaps) {
    this.images = images;
    this.trimaps = trimaps;
  }

  static MattingPairs find(PictureSet images, PictureSet trimaps) {
    PairFinder finder = new PairFinder(images, trimaps);
    if (images.isFile()) {
      return new MattingPairs(List.of(finder.onlyPair()), List.of());
    }
    if (trimaps.isFile()) {
      throw new InvalidInputException(
          String.format(
              "trimaps is the file %s, wanted a folder or a glob as images is %s",
              trimaps.name(), images.name()));
    }
    return finder.match();
  }

  private MattingPair onlyPair() {
    String stem = images.stems().iterator().next();
    Path image = images.image(stem);
    return trimaps
        .trimapOf(stem, image)
        .map(trimap -> new MattingPair(stem, image, trimap))
        .orElseThrow(() -> new InvalidInputException(noTrimap(stem, image)));
  }

  private MattingPairs match() {
    List<MattingPair> pairs = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    for (String stem : images.stems()) {
      if (isDerived(stem)) {
        continue;
      }
      Path image = images.image(stem);
      trimaps
          .trimapOf(stem, image)
          .ifPresentOrElse(
              trimap -> pairs.add(new MattingPair(stem, image, trimap)),
              () -> unmatched.add(noTrimap(stem, image)));
    }
    if (pairs.isEmpty()) {
      throw new InvalidInputException(noPair());
    }
    trimaps.stems().stream()
        .filter(stem -> !images.stems().contains(stem) && !endsLikeDerived(stem))
        .forEach(stem -> unmatched.add(noImage(stem)));
    return new MattingPairs(pairs, unmatched);
  }

  /** A trimap or an earlier result beside its image, which has no trimap of its own. */
  private boolean isDerived(String stem) {
    return endsLikeDerived(stem) && trimaps.trimapOf(stem, images.example(stem)).isEmpty();
  }

  private boolean endsLikeDerived(String stem) {
    return Stream.of(PictureSet.TRIMAP, ResultFiles.ALPHA, ResultFiles.CUTOUT)
        .filter(stem::endsWith)
        .anyMatch(end -> images.stems().contains(stem.substring(0, stem.length() - end.length())));
  }

  private String noPair() {
    String stem = images.stems().stream().findFirst().orElse("STEM");
    Path image = images.example(stem);
    return String.format(
        "no picture in %s has a trimap in %s, wanted %s for an image STEM.jpg",
        images.name(), trimaps.name(), trimaps.wantedFor("STEM", image));
  }

  private String noTrimap(String stem, Path image) {
    return String.format(
        "image %s has no trimap in %s, wanted %s",
        image, trimaps.name(), trimaps.wantedFor(stem, image));
  }

  private String noImage(String stem) {
    return String.format("trimap %s has no image in %s", trimaps.image(stem), images.name());
  }
}
