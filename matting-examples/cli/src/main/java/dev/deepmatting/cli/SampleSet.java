package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.Trimaps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Photographs without a truth, each with a hint for its object next to it. */
final class SampleSet {
  @Option(
      names = "--samples",
      paramLabel = "DIR",
      description = {
        "Photographs to show without a truth: those of a folder that have",
        "STEM-trimap.png, STEM-mask.png or STEM-scribbles.png next to them."
      })
  private @Nullable Path folder;

  @Option(
      names = "--band",
      defaultValue = "2%",
      converter = BandConverter.class,
      paramLabel = "PIXELS|PERCENT%",
      description = {
        "How far the unknown region of --samples extends around edges of masks and",
        "scribbled objects, in pixels or in percent of the shorter side. Default: 2%%"
      })
  private Band band;

  /** The hint next to a photograph. */
  private enum Hint {
    TRIMAP("-trimap") {
      @Override
      Trimap trimap(RgbImage image, Path file, ImageFiles files, Band band) {
        return files.readTrimap(file, TrimapThresholds.standard());
      }
    },
    MASK("-mask") {
      @Override
      Trimap trimap(RgbImage image, Path file, ImageFiles files, Band band) {
        return Trimaps.fromMask(files.readAlpha(file), band).trimap(image);
      }
    },
    SCRIBBLES("-scribbles") {
      @Override
      Trimap trimap(RgbImage image, Path file, ImageFiles files, Band band) {
        Trimap strokes = files.readTrimap(file, TrimapThresholds.standard());
        return Trimaps.fromScribbles(strokes, band).trimap(image);
      }
    };

    private final String suffix;

    Hint(String suffix) {
      this.suffix = suffix;
    }

    abstract Trimap trimap(RgbImage image, Path file, ImageFiles files, Band band);
  }

  Stream<Path> folders() {
    return Stream.ofNullable(folder);
  }

  Optional<ComparedSet> find(ImageFiles files) {
    Path read = folder;
    if (read == null) {
      return Optional.empty();
    }
    List<ComparedSet.Entry> entries =
        OptionName.naming("--samples", () -> entries(PictureFolder.read(read), files));
    if (entries.isEmpty()) {
      throw new InvalidInputException(
          "--samples is "
              + folder
              + ", wanted a folder of photographs with STEM-trimap.png, STEM-mask.png or"
              + " STEM-scribbles.png next to them");
    }
    return Optional.of(
        new ComparedSet(
            "Samples",
            "samples",
            new ComparedSet.Kind("photograph without a truth", "photographs without a truth"),
            "photograph",
            entries,
            List.of()));
  }

  private List<ComparedSet.Entry> entries(PictureFolder folder, ImageFiles files) {
    List<ComparedSet.Entry> entries = new ArrayList<>();
    for (String stem : folder.stems()) {
      Stream.of(Hint.values())
          .filter(hint -> folder.find(stem + hint.suffix).isPresent())
          .findFirst()
          .ifPresent(
              hint ->
                  entries.add(
                      new ComparedSet.Entry(stem, () -> picture(folder, stem, hint, files))));
    }
    return entries;
  }

  private ComparedPicture picture(PictureFolder folder, String stem, Hint hint, ImageFiles files) {
    RgbImage image = files.readImage(folder.find(stem).orElseThrow());
    Trimap trimap = hint.trimap(image, folder.find(stem + hint.suffix).orElseThrow(), files, band);
    return new ComparedPicture(stem, stem, image, trimap, Optional.empty());
  }
}
