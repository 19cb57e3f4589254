package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.file.DerivedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images with the files that mark their objects (hints), found by file name. The trimap of {@code
 * photo.jpg} is {@code photo.*} or {@code photo-trimap.*}, its matte {@code photo.*} or {@code
 * photo-alpha.*}; in the image's own folder only the latter, unless a glob separates them. Such
 * files, and results of earlier runs, do not count as images if the photograph of that name is next
 * to them, unless they have a hint of their own. Immutable.
 *
 * <p>Images and hints are each a file, a folder (without its subfolders) or a glob. In a glob
 * {@code *} and {@code ?} match anything but a slash, {@code [a-c]} one of several characters,
 * <code>{jpg,png}</code> one of several words, and {@code **} any number of folders, or none:
 * {@code photos/**}{@code /*.jpg}. A glob takes every file it matches, except hidden ones. The name
 * of an existing file is never read as a glob.
 *
 * @param inputs the complete inputs, in the order of their names
 * @param unmatched a message for each file without a counterpart or with a name that results cannot
 *     have
 * @since 0.1
 */
public record BatchInputs(List<BatchInput> inputs, List<String> unmatched) {
  /** The kind of hint that predictions need. */
  static final String TRIMAP = "trimap";

  /**
   * Copies the lists.
   *
   * @param inputs the complete inputs
   * @param unmatched messages about files without a counterpart
   */
  public BatchInputs {
    inputs = List.copyOf(inputs);
    unmatched = List.copyOf(unmatched);
  }

  /**
   * Finds images that need no hint.
   *
   * @param images a file, a folder or a glob
   * @return the images, at least one
   * @throws InvalidInputException if there is none, or several have one name
   * @throws dev.deepmatting.error.MattingException if a folder cannot be listed
   */
  public static BatchInputs find(String images) {
    return find(set("images", images), Optional.empty());
  }

  /**
   * Finds images and their hints.
   *
   * @param images a file, a folder or a glob
   * @param kind the kind of hint: {@code trimap}, {@code alpha}, {@code mask} or a word of your own
   * @param hints a file if images is a file, else a folder or a glob
   * @return the inputs, at least one; trimaps without an image are among the unmatched, other hints
   *     are not
   * @throws InvalidInputException if the kind is blank, something does not exist, no image has a
   *     hint, or several files have the name of one image or one hint; the message lists them
   * @throws dev.deepmatting.error.MattingException if a folder cannot be listed
   */
  public static BatchInputs find(String images, String kind, String hints) {
    return find(set("images", images), Optional.of(new Hints(kind, set(kind + "s", hints))));
  }

  private static PictureSet set(String parameter, String text) {
    return PictureSet.of(parameter, text, Path.of("").getFileSystem());
  }

  static BatchInputs find(PictureSet images, Optional<Hints> hints) {
    Finder finder = new Finder(images, hints);
    if (images instanceof PictureSet.One) {
      return new BatchInputs(List.of(finder.only()), List.of());
    }
    hints.ifPresent(each -> each.requireSeveralFor(images));
    return finder.match();
  }

  /**
   * Files that mark objects.
   *
   * @param kind the kind; a file's stem can end with it
   * @param files their location
   */
  record Hints(String kind, PictureSet files) {
    Hints {
      if (kind.isBlank()) {
        throw new InvalidInputException("kind is '" + kind + "', wanted a word such as alpha");
      }
    }

    String end() {
      return "-" + kind;
    }

    Optional<Path> of(String stem, Path image) {
      return files.hintOf(stem, end(), image);
    }

    void requireSeveralFor(PictureSet images) {
      if (files instanceof PictureSet.One) {
        throw new InvalidInputException(
            String.format(
                "%ss is the file %s, wanted a folder or a glob as images is %s",
                kind, files.name(), images.name()));
      }
    }

    String missing(String stem, Path image) {
      return String.format(
          "image %s has no %s in %s, wanted %s",
          image, kind, files.name(), files.wantedFor(stem, end(), image));
    }

    String allMissing(PictureSet images) {
      String stem = images.stems().stream().findFirst().orElse("STEM");
      boolean vowel = "aeiou".indexOf(kind.charAt(0)) >= 0;
      return String.format(
          "no picture in %s has %s %s in %s, wanted %s for an image STEM.jpg",
          images.name(),
          vowel ? "an" : "a",
          kind,
          files.name(),
          files.wantedFor("STEM", end(), images.example(stem)));
    }
  }

  /** Matches images and hints by their stem. */
  private record Finder(PictureSet images, Optional<Hints> hints) {
    BatchInput only() {
      String stem = images.stems().iterator().next();
      Path image = images.image(stem);
      Optional<Path> hint = hintOf(stem, image);
      if (hints.isPresent() && hint.isEmpty()) {
        throw new InvalidInputException(hints.get().missing(stem, image));
      }
      return new BatchInput(stem, image, hint);
    }

    BatchInputs match() {
      List<BatchInput> inputs = new ArrayList<>();
      List<String> unmatched = new ArrayList<>();
      for (String stem : images.stems()) {
        if (!isDerived(stem)) {
          Path image = images.image(stem);
          Optional<Path> hint = hintOf(stem, image);
          if (hints.isPresent() && hint.isEmpty()) {
            unmatched.add(hints.get().missing(stem, image));
          } else if (!BatchInput.isName(stem)) {
            unmatched.add(
                "image "
                    + image
                    + " has a name with control characters, which results cannot have");
          } else {
            inputs.add(new BatchInput(stem, image, hint));
          }
        }
      }
      if (inputs.isEmpty()) {
        throw new InvalidInputException(
            hints
                .map(each -> each.allMissing(images))
                .orElse("images is " + images.name() + ", wanted a folder with pictures"));
      }
      hints.filter(each -> each.kind().equals(TRIMAP)).ifPresent(each -> addLone(each, unmatched));
      return new BatchInputs(inputs, unmatched);
    }

    private Optional<Path> hintOf(String stem, Path image) {
      return hints.flatMap(each -> each.of(stem, image));
    }

    /** Returns whether it belongs to a photograph next to it and has no hint of its own. */
    private boolean isDerived(String stem) {
      Optional<String> photograph = photographOf(stem);
      if (photograph.isEmpty()) {
        return false;
      }
      Optional<Path> own = hintNear(stem);
      return own.isEmpty() || own.equals(hintNear(photograph.get()));
    }

    private Optional<String> photographOf(String stem) {
      String[] own = hints.map(Hints::end).stream().toArray(String[]::new);
      return DerivedFiles.photographOf(stem, images.stems(), own);
    }

    private Optional<Path> hintNear(String stem) {
      return hintOf(stem, images.example(stem));
    }

    private void addLone(Hints each, List<String> unmatched) {
      for (String stem : each.files().stems()) {
        if (!images.stems().contains(stem) && photographOf(stem).isEmpty()) {
          unmatched.add(
              String.format(
                  "%s %s has no image in %s",
                  each.kind(), each.files().image(stem), images.name()));
        }
      }
    }
  }
}
