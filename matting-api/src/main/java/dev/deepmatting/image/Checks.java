package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.Locale;

/** Argument checks shared by the values of this package. */
final class Checks {
  /** The longest array that every common virtual machine can allocate. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private Checks() {}

  /** Returns width * height * channels, which fits in one array. */
  static int samples(int width, int height, int channels) {
    Ranges.atLeast("width", width, 1);
    Ranges.atLeast("height", height, 1);
    long samples = (long) width * height;
    if (samples > MAX_ARRAY / channels) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "image is %dx%d, wanted at most %d pixels",
              width,
              height,
              MAX_ARRAY / channels));
    }
    return (int) samples * channels;
  }

  static void length(String name, int length, int wanted) {
    if (length != wanted) {
      throw new InvalidInputException(
          name + " holds " + length + " elements, wanted exactly " + wanted);
    }
  }

  /** Returns the index of a pixel inside the image in a row-major array. */
  static int pixel(int x, int y, int width, int height) {
    Ranges.within("x", x, 0, width - 1);
    Ranges.within("y", y, 0, height - 1);
    return y * width + x;
  }

  /** Checks the arguments of a readRow method. */
  static void row(int y, int height, int targetLength, int wanted) {
    Ranges.within("y", y, 0, height - 1);
    room(targetLength, wanted);
  }

  /** Checks the arguments of a readRegion method and returns how many samples the region has. */
  static int region(
      int x, int y, int regionWidth, int regionHeight, int width, int height, int channels) {
    Ranges.within("x", x, 0, width - 1);
    Ranges.within("y", y, 0, height - 1);
    Ranges.within("width", regionWidth, 1, width - x);
    Ranges.within("height", regionHeight, 1, height - y);
    return regionWidth * regionHeight * channels;
  }

  static void room(int targetLength, int wanted) {
    if (targetLength < wanted) {
      throw new InvalidInputException(
          "target holds " + targetLength + " elements, wanted at least " + wanted);
    }
  }
}
