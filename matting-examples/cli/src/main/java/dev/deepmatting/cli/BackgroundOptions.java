package dev.deepmatting.cli;

import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.Composition;
import dev.deepmatting.compose.Fit;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for the background of objects. */
final class BackgroundOptions {
  @Option(
      names = "--background",
      paramLabel = "FILE",
      description = "The image to place the object on.")
  private @Nullable Path file;

  @Option(
      names = "--color",
      converter = PictureConverters.OfColour.class,
      paramLabel = "RRGGBB",
      description = "The colour to place the object on.")
  private @Nullable Colour colour;

  @Option(names = "--transparent", description = "Lays the object on nothing.")
  private boolean transparent;

  @Option(
      names = "--fit",
      converter = EnumConverter.OfFit.class,
      completionCandidates = EnumConverter.OfFit.class,
      paramLabel = "cover|contain|centre",
      description = "How --background fits the canvas. Default: cover")
  private @Nullable Fit fit;

  private @Nullable RgbImage image;

  void requireOne(CommandSpec spec) {
    OneOf.require(spec, List.of("--background", "--color", "--transparent"));
    if (fit != null && file == null) {
      throw new InvalidInputException("--fit is given, wanted --background as well");
    }
  }

  boolean isTransparent() {
    return transparent;
  }

  List<Path> inputs() {
    return file == null ? List.of() : List.of(file);
  }

  /** Decodes the image once for all pictures. */
  void read(ImageFiles files) {
    Path named = file;
    if (named != null) {
      image = OptionName.naming("--background", () -> files.readImage(named));
    }
  }

  Composition.Builder apply(Composition.Builder builder) {
    if (image != null) {
      return builder.onto(image, fit == null ? Fit.COVER : fit);
    }
    return colour == null ? builder.transparent() : builder.onto(colour);
  }
}
