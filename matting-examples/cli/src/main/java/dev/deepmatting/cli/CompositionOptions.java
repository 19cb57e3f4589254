package dev.deepmatting.cli;

import dev.deepmatting.compose.BlendSpace;
import dev.deepmatting.compose.Composition;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.compose.Shadow;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.network.MemorySize;
import java.awt.Dimension;
import java.awt.Point;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for composing an object over its new background. */
final class CompositionOptions {
  private static final int RGBA = 4;

  @Option(
      names = "--offset",
      defaultValue = "0,0",
      converter = PictureConverters.OfPoint.class,
      paramLabel = "X,Y",
      description = "Moves the object from the middle, in pixels. Default: ${DEFAULT-VALUE}")
  private Point offset;

  @Option(
      names = "--scale",
      defaultValue = "1",
      paramLabel = "N",
      description = "Scales the object, not the background. Default: ${DEFAULT-VALUE}")
  private double scale;

  @Option(
      names = "--canvas",
      converter = PictureConverters.OfDimension.class,
      paramLabel = "WIDTHxHEIGHT",
      description = "The size of the result before --crop. Default: the photograph's")
  private @Nullable Dimension canvas;

  @Option(
      names = "--shadow",
      converter = PictureConverters.OfShadow.class,
      paramLabel = "DX,DY,BLUR,OPACITY",
      description = {
        "A black shadow: shift to the right, shift down, standard deviation of the",
        "blur, all in pixels, and opacity, 0 to 1."
      })
  private @Nullable Shadow shadow;

  @Option(
      names = "--crop",
      paramLabel = "MARGIN",
      description = "Crops to the object plus a margin in pixels.")
  private @Nullable Integer margin;

  @Option(
      names = "--feather",
      defaultValue = "0",
      paramLabel = "N",
      description = "Softens the edge: standard deviation in pixels. Default: ${DEFAULT-VALUE}")
  private double feather;

  @Option(
      names = "--shift",
      defaultValue = "0",
      paramLabel = "N",
      description = {
        "Moves the edge outwards by pixels; negative values move it inwards.",
        "Default: ${DEFAULT-VALUE}"
      })
  private double shift;

  @Option(
      names = "--light",
      defaultValue = "srgb",
      converter = EnumConverter.OfBlendSpace.class,
      completionCandidates = EnumConverter.OfBlendSpace.class,
      paramLabel = "srgb|linear",
      description = "Mixes colours as sRGB samples or in linear light. Default: ${DEFAULT-VALUE}")
  private BlendSpace blendSpace;

  @Mixin private PictureFileOptions files;

  String ending() {
    return files.ending();
  }

  /** Checks every value on the smallest possible object. */
  void requireUsable(boolean transparent) {
    files.requireUsable(transparent);
    CutOut dot =
        CutOut.naive(RgbImage.of8(1, 1, new byte[3]), AlphaMatte.of(1, 1, new float[] {1}));
    apply(Composition.builder(dot)).build();
  }

  /**
   * Refuses a result that would exceed a memory limit together with the image, its cut-out and the
   * shadow. A crop makes it no larger than the scaled object with the margin.
   */
  void requireRoom(MemorySize limit, RgbImage image) {
    long width = side(canvas == null ? image.width() : canvas.width, image.width());
    long height = side(canvas == null ? image.height() : canvas.height, image.height());
    long perPixel = RGBA * files.bits() / Byte.SIZE + (shadow == null ? 0 : Float.BYTES);
    long pixels = (long) image.width() * image.height();
    long needed = width * height * perPixel + 2 * image.keptBytes(1) + pixels * Float.BYTES;
    if (needed > limit.bytes()) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "memoryBudget is %s, wanted at least %s for a result of up to %dx%d pixels",
              limit,
              new MemorySize(needed),
              width,
              height));
    }
  }

  private long side(long ofCanvas, int ofImage) {
    return margin == null
        ? ofCanvas
        : Math.min(ofCanvas, (long) Math.ceil(scale * ofImage) + 2L * margin);
  }

  Composition.Builder apply(Composition.Builder builder) {
    OptionName.naming("--offset", () -> builder.offset(offset.x, offset.y));
    OptionName.naming("--scale", () -> builder.scale(scale));
    OptionName.naming("--feather", () -> builder.feather(feather));
    OptionName.naming("--shift", () -> builder.shiftEdge(shift));
    OptionName.naming("--bits", () -> builder.bitDepth(files.bits()));
    Dimension sides = canvas;
    if (sides != null) {
      OptionName.naming("--canvas", () -> builder.canvas(sides.width, sides.height));
    }
    if (shadow != null) {
      builder.shadow(shadow);
    }
    Integer around = margin;
    if (around != null) {
      OptionName.naming("--crop", () -> builder.cropToObject(around));
    }
    return builder.blendSpace(blendSpace);
  }
}
