package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import java.util.Locale;

/** Argument checks that the values of this package share. */
final class Checks {
  /** The longest array that every common virtual machine can make. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private Checks() {}

  /** Returns width * height * channels, which fits in one array. */
  static int samples(int width, int height, int channels) {
    size(width, height);
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

  static void size(int width, int height) {
    if (width < 1) {
      throw new InvalidInputException("width is " + width + ", wanted at least 1");
    }
    if (height < 1) {
      throw new InvalidInputException("height is " + height + ", wanted at least 1");
    }
  }

  static void length(String name, int length, int wanted) {
    if (length != wanted) {
      throw new InvalidInputException(
          name + " holds " + length + " elements, wanted exactly " + wanted);
    }
  }

  static void index(String name, int value, int size) {
    if (value < 0 || value >= size) {
      throw new InvalidInputException(name + " is " + value + ", wanted 0 to " + (size - 1));
    }
  }

  /** Returns the index of a pixel inside the image in a row-major array. */
  static int pixel(int x, int y, int width, int height) {
    index("x", x, width);
    index("y", y, height);
    return y * width + x;
  }

  /** Checks the arguments of a readRow method. */
  static void row(int y, int height, int targetLength, int wanted) {
    index("y", y, height);
    room(targetLength, wanted);
  }

  /** Checks the arguments of a readRegion method and returns how many samples the region has. */
  static int region(
      int x, int y, int regionWidth, int regionHeight, int width, int height, int channels) {
    index("x", x, width);
    index("y", y, height);
    extent("width", regionWidth, width - x);
    extent("height", regionHeight, height - y);
    return regionWidth * regionHeight * channels;
  }

  static void room(int targetLength, int wanted) {
    if (targetLength < wanted) {
      throw new InvalidInputException(
          "target holds " + targetLength + " elements, wanted at least " + wanted);
    }
  }

  private static void extent(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new InvalidInputException(name + " is " + value + ", wanted 1 to " + most);
    }
  }
}
