package dev.deepmatting.cli;

import dev.deepmatting.batch.BatchPicture;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.trimap.AutomaticSource;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.ChromaKey;
import dev.deepmatting.trimap.LabelExpansion;
import dev.deepmatting.trimap.TrimapSource;
import dev.deepmatting.trimap.Trimaps;
import java.awt.Rectangle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the source of a trimap. */
final class TrimapSourceOptions implements AutoCloseable {
  /** The options that name a source. */
  static final List<String> NAMES =
      List.of("--mask", "--cutout", "--scribbles", "--rect", "--key", AutomaticOptions.NAME);

  private static final Band STANDARD_BAND = Band.relative(0.02);

  @Option(
      names = "--mask",
      paramLabel = "FILE|DIR",
      description = "A rough mask, white on black: its edge is only approximately right.")
  private @Nullable String mask;

  @Option(
      names = "--cutout",
      paramLabel = "FILE|DIR",
      description = "A picture with transparency, cut out by another tool.")
  private @Nullable String cutout;

  @Option(
      names = "--scribbles",
      paramLabel = "FILE|DIR",
      description = {
        "A gray picture of the image's size with white strokes on the object",
        "and black ones around it."
      })
  private @Nullable String scribbles;

  @Option(
      names = "--rect",
      converter = PictureConverters.OfRectangle.class,
      paramLabel = "X,Y,W,H",
      description = "A rectangle around the whole object, in pixels.")
  private @Nullable Rectangle rectangle;

  @Option(
      names = "--key",
      converter = PictureConverters.OfKey.class,
      paramLabel = "RRGGBB|auto",
      description = "The colour of the screen behind the object; auto takes it from the border.")
  private @Nullable ChromaKey key;

  @Option(
      names = "--key-tolerance",
      paramLabel = "N",
      description = "How far from --key a colour is still background. Default: measured")
  private @Nullable Double tolerance;

  @Option(
      names = "--key-softness",
      paramLabel = "N",
      description = "How much further away a colour must be to be foreground. Default: 0.07")
  private @Nullable Double softness;

  @Option(
      names = "--key-spill",
      paramLabel = "N",
      description = "The tint of --key, 0 to 1, from which the object is unknown. Default: 0.35")
  private @Nullable Double spill;

  @Option(
      names = "--band",
      converter = BandRange.Converter.class,
      paramLabel = "PIXELS|PERCENT%",
      description = {
        "How far the unknown region extends beyond soft pixels and edges, both ways;",
        "in pixels, or in percent of the picture's shorter side. Default: 2%%;",
        "for --key 0.5%%, at least 2 pixels; for --auto as the picture demands, or",
        "within two limits, such as 4-20 or 0.5%%-3%%"
      })
  private @Nullable BandRange band;

  @Option(
      names = "--expand",
      description = {
        "Tightens the trimap: pixels that look like the known ones next to them become",
        "known, up to 20 pixels away."
      })
  private boolean expand;

  @Mixin private AutomaticOptions automatic;

  private @Nullable TrimapSource opened;

  Band band() {
    return band == null ? STANDARD_BAND : band.single();
  }

  boolean isMask() {
    return mask != null;
  }

  boolean isCutout() {
    return cutout != null;
  }

  /** Returns the files, if the source has any. */
  Optional<PictureInputs.Hint> hint() {
    return Stream.of(
            hint("--mask", "mask", mask),
            hint("--cutout", "cutout", cutout),
            hint("--scribbles", "scribbles", scribbles))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static PictureInputs.@Nullable Hint hint(
      String option, String kind, @Nullable String path) {
    return path == null ? null : new PictureInputs.Hint(option, kind, path);
  }

  /** Rejects a band if there is nothing for it to surround. */
  void requireNoBand() {
    if (band != null) {
      throw new InvalidInputException(
          "--band is given, wanted one of " + String.join(", ", NAMES) + " for it");
    }
  }

  /** Rejects the expansion if there is no trimap, or none that can change. */
  void requireNoExpansion(String others) {
    if (expand) {
      throw new InvalidInputException(
          "--expand is given, wanted " + others + "one of " + String.join(", ", NAMES) + " for it");
    }
  }

  /** Rejects the expansion if there is no photograph. */
  void requireNoExpansionAlone() {
    if (expand) {
      throw new InvalidInputException("--expand is given, wanted --image as well");
    }
  }

  /** Returns the trimap, tightened if requested. */
  Trimap expanded(RgbImage image, Trimap trimap) {
    return expand ? LabelExpansion.published().expand(image, trimap) : trimap;
  }

  /** Checks the values that do not depend on a picture. */
  void requireUsable() {
    automatic.requireUsable();
    if (!automatic.isGiven()) {
      band();
    }
    if (key != null) {
      key(key);
    } else if (tolerance != null || softness != null || spill != null) {
      throw new InvalidInputException(
          "--key-tolerance, --key-softness or --key-spill is given, wanted --key as well");
    }
  }

  /** Returns whether trimaps are guesses. */
  boolean isRough() {
    return mask != null || scribbles != null || rectangle != null || automatic.isGiven();
  }

  /** Loads what makes trimaps, if anything has to be loaded; {@link #close} ends it. */
  void open() {
    if (automatic.isGiven()) {
      AutomaticSource source = automatic.open();
      opened = band == null ? source : band.of(source);
    }
  }

  @Override
  public void close() {
    automatic.close();
  }

  /** Returns the trimap of a picture; messages name the option. */
  Trimap trimap(BatchPicture picture, ImageFiles files) {
    return expanded(picture.image(), made(picture, files));
  }

  private Trimap made(BatchPicture picture, ImageFiles files) {
    RgbImage image = picture.image();
    if (mask != null) {
      return OptionName.naming(
          "--mask",
          () -> {
            AlphaMatte matte = files.readAlpha(PictureInputs.hintOf(picture));
            return Trimaps.fromMask(matte, band()).trimap(image);
          });
    }
    if (opened != null) {
      TrimapSource source = opened;
      return OptionName.naming(AutomaticOptions.NAME, () -> picture.trimap(source));
    }
    String option =
        cutout != null
            ? "--cutout"
            : scribbles != null ? "--scribbles" : rectangle != null ? "--rect" : "--key";
    return OptionName.naming(option, () -> source(picture, files).trimap(image));
  }

  private TrimapSource source(BatchPicture picture, ImageFiles files) {
    if (cutout != null) {
      return files.read(
          PictureInputs.hintOf(picture), decoded -> Trimaps.fromCutOut(decoded, band()));
    }
    if (scribbles != null) {
      return Trimaps.fromScribbles(
          files.readTrimap(PictureInputs.hintOf(picture), TrimapThresholds.standard()), band());
    }
    return rectangle != null
        ? Trimaps.fromRectangle(rectangle.x, rectangle.y, rectangle.width, rectangle.height, band())
        : Trimaps.fromChromaKey(key(Objects.requireNonNull(key, "no source")));
  }

  private ChromaKey key(ChromaKey colour) {
    ChromaKey result = with(colour, "--key-tolerance", tolerance, ChromaKey::withTolerance);
    result = with(result, "--key-softness", softness, ChromaKey::withSoftness);
    result = with(result, "--key-spill", spill, ChromaKey::withSpill);
    return with(result, "--band", band == null ? null : band.single(), ChromaKey::withBand);
  }

  private static <T> ChromaKey with(
      ChromaKey key,
      String option,
      @Nullable T value,
      BiFunction<ChromaKey, T, ChromaKey> setting) {
    return value == null ? key : OptionName.naming(option, () -> setting.apply(key, value));
  }
}
