package dev.deepmatting.cli;

import dev.deepmatting.batch.BatchPicture;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.TrimapGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for a trimap as the only result: a photograph is not always needed. */
final class MatteTrimapOptions implements AutoCloseable {
  @Option(
      names = "--alpha",
      paramLabel = "FILE|DIR",
      description = "A true alpha matte, which the trimap will not contradict.")
  private @Nullable String alpha;

  @Mixin private TrimapSourceOptions source;

  @Option(
      names = "--inward",
      converter = BandConverter.class,
      paramLabel = "PIXELS|PERCENT%",
      description = {
        "How far it extends into the foreground, for --alpha, and --mask without --image.",
        "Default: same as --band"
      })
  private @Nullable Band inward;

  void requireUsable(CommandSpec spec, boolean photograph) {
    List<String> names = new ArrayList<>(List.of("--alpha"));
    names.addAll(TrimapSourceOptions.NAMES);
    OneOf.require(spec, names);
    source.requireUsable();
    boolean alone = alpha != null || source.isMask() || source.isCutout();
    if (!photograph && !alone) {
      throw new InvalidInputException(
          "--scribbles, --rect, --key or --auto is given, wanted --image as well");
    }
    requireOptionsOf(photograph);
  }

  private void requireOptionsOf(boolean photograph) {
    if (alpha != null) {
      source.requireNoExpansion("");
    }
    if (!photograph) {
      source.requireNoExpansionAlone();
    }
    boolean twoBands = alpha != null || source.isMask() && !photograph;
    if (inward != null && !twoBands) {
      throw new InvalidInputException("--inward is given, wanted --alpha, or --mask alone, for it");
    }
  }

  /** Loads what makes trimaps, if anything has to be loaded; {@link #close} ends it. */
  void open() {
    source.open();
  }

  @Override
  public void close() {
    source.close();
  }

  Optional<PictureInputs.Hint> hint() {
    return alpha == null
        ? source.hint()
        : Optional.of(new PictureInputs.Hint("--alpha", "alpha", alpha));
  }

  /**
   * Makes a trimap.
   *
   * @param photograph whether the picture is a photograph, and not only its hint
   */
  Trimap trimap(CommandSpec spec, boolean photograph, BatchPicture picture, ImageFiles files) {
    if (alpha != null) {
      return generator().fromAlpha(OptionName.naming("--alpha", () -> hint(picture, files)));
    }
    if (source.isMask() && !photograph) {
      AlphaMatte mask = OptionName.naming("--mask", () -> hint(picture, files));
      String options =
          "--mask " + PictureInputs.hintOf(picture).name() + " with --band " + bandText(spec);
      return OptionName.naming(options, () -> generator().fromMask(mask));
    }
    return source.trimap(picture, files);
  }

  private TrimapGenerator generator() {
    Band band = source.band();
    return TrimapGenerator.byDistance(band, inward == null ? band : inward);
  }

  private static AlphaMatte hint(BatchPicture picture, ImageFiles files) {
    return files.readAlpha(PictureInputs.hintOf(picture));
  }

  private static String bandText(CommandSpec spec) {
    List<String> given = spec.findOption("--band").stringValues();
    return given.isEmpty() ? "2%" : given.get(0);
  }
}
