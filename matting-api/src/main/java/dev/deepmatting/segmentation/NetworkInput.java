package dev.deepmatting.segmentation;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.pixel.Affine;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Resampler;
import java.awt.Dimension;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns photographs into the numbers that a network takes. Safe to share between threads. */
final class NetworkInput {
  private static final int CHANNELS = 3;
  private static final int LONGEST_SIDE = 4096;
  private static final long MOST_PIXELS = 1L << 22;
  private static final int STEP = 32;
  private static final int SHORTER_SIDE = 512;
  private static final int OPEN = -1;
  private static final double FAINTEST = 1e-6;

  private final SegmentationModel.Layout layout;
  private final @Nullable Dimension size;
  private final double[] mean;
  private final double[] deviation;
  private final boolean bgr;
  private final boolean brightest;

  NetworkInput(SegmentationModel.Builder builder, List<Integer> shape) {
    layout = layout(builder.layout, shape);
    boolean planes = layout == SegmentationModel.Layout.NCHW;
    size = size(builder.inputSize, shape.get(planes ? 3 : 2), shape.get(planes ? 2 : 1));
    mean = builder.mean;
    deviation = builder.deviation;
    bgr = builder.bgr;
    brightest = builder.brightest;
  }

  /** The channels are where the shape has a 3, or in front. */
  private static SegmentationModel.Layout layout(
      SegmentationModel.@Nullable Layout given, List<Integer> shape) {
    boolean first = isColours(shape.get(1));
    boolean last = isColours(shape.get(CHANNELS));
    SegmentationModel.Layout found =
        given != null
            ? given
            : first && (shape.get(1) == CHANNELS || shape.get(CHANNELS) != CHANNELS)
                ? SegmentationModel.Layout.NCHW
                : SegmentationModel.Layout.NHWC;
    if (!(found == SegmentationModel.Layout.NCHW ? first : last)) {
      throw new ModelFormatException(
          "the network takes the shape " + shape + ", wanted three channels, for red, green, blue");
    }
    return found;
  }

  private static boolean isColours(int size) {
    return size == CHANNELS || size == OPEN;
  }

  private static @Nullable Dimension size(@Nullable Dimension given, int width, int height) {
    if (width == OPEN && height == OPEN) {
      return given;
    }
    if (width != OPEN && height != OPEN) {
      requireUsable("the network's size", width, height);
      return new Dimension(width, height);
    }
    if (given == null || (width != OPEN ? width != given.width : height != given.height)) {
      throw new InvalidInputException(
          "inputSize is "
              + (given == null ? "missing" : given.width + "x" + given.height)
              + ", wanted one with "
              + (width != OPEN ? "the width " + width : "the height " + height));
    }
    return given;
  }

  /** Refuses sizes that would take too much memory. */
  static void requireUsable(String name, int width, int height) {
    boolean sides = Math.min(width, height) >= 1 && Math.max(width, height) <= LONGEST_SIDE;
    Ranges.require(
        sides && (long) width * height <= MOST_PIXELS,
        name,
        width + "x" + height,
        "sides of 1 to 4096 pixels, and at most 2048x2048 in all");
  }

  SegmentationModel.Layout layout() {
    return layout;
  }

  Optional<Dimension> size() {
    return Optional.ofNullable(size).map(Dimension::new);
  }

  /** Returns the size to which a photograph is scaled. */
  Dimension sizeFor(RgbImage image) {
    if (size != null) {
      return size;
    }
    double scale = (double) SHORTER_SIDE / Math.min(image.width(), image.height());
    return new Dimension(step(image.width() * scale), step(image.height() * scale));
  }

  private static int step(double side) {
    long steps = Math.max(1, Math.round(side / STEP));
    return (int) Math.min(LONGEST_SIDE, STEP * steps);
  }

  List<Integer> shape(Dimension scaled) {
    return layout == SegmentationModel.Layout.NCHW
        ? List.of(1, CHANNELS, scaled.height, scaled.width)
        : List.of(1, scaled.height, scaled.width, CHANNELS);
  }

  float[] numbers(RgbImage image, Dimension scaled) {
    float[] colours = colours(image, scaled);
    double whole = brightest ? Math.max(FAINTEST, highest(colours)) : 1;
    int pixels = scaled.width * scaled.height;
    boolean planes = layout == SegmentationModel.Layout.NCHW;
    float[] numbers = new float[colours.length];
    for (int channel = 0; channel < CHANNELS; channel++) {
      int place = bgr ? CHANNELS - 1 - channel : channel;
      for (int i = 0; i < pixels; i++) {
        double value = colours[CHANNELS * i + channel] / whole;
        int at = planes ? place * pixels + i : CHANNELS * i + place;
        numbers[at] = (float) ((value - mean[channel]) / deviation[channel]);
      }
    }
    return numbers;
  }

  private static float[] colours(RgbImage image, Dimension scaled) {
    Affine map =
        Affine.scaling(
            image.width() / (double) scaled.width, image.height() / (double) scaled.height);
    return Resampler.colours(image, map, scaled.width, scaled.height, Kernel.LANCZOS).values();
  }

  private static float highest(float[] colours) {
    float highest = 0;
    for (float colour : colours) {
      highest = Math.max(highest, colour);
    }
    return highest;
  }

  @Override
  public String toString() {
    String sides = size == null ? "any size" : size.width + "x" + size.height;
    return sides + ", " + layout;
  }
}
