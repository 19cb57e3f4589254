package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds the colour that a screen really has in a picture: the most frequent one, moved to the mean
 * of nearby colours. Mixtures of screen and object are nearby as well, but none is frequent.
 */
final class KeyFinder {
  /** The border's width as a share of the shorter side. */
  private static final double BORDER = 0.02;

  /** The least share of the border that the screen covers. */
  private static final double BORDER_SHARE = 0.25;

  /** The largest distance of the screen's colour from a named one. */
  private static final double NAMED_REACH = 0.15;

  /** The distance within which colours count for the mean, and for the border. */
  private static final double MEAN_REACH = 0.06;

  private static final double REACH = 0.1;
  private static final int ROUNDS = 6;
  private static final int MOST_SAMPLES = 250_000;
  private static final int BIN_BITS = 4;
  private static final double PERCENT = 100;

  private KeyFinder() {}

  /** Returns the colour of most of the picture's border. */
  static KeyColour onBorder(RgbImage image) {
    List<int[]> border = border(image);
    List<Oklab> colours = border.stream().map(KeyFinder::oklab).toList();
    KeyColour key = settled(mostFrequent(border), colours);
    long near = colours.stream().filter(colour -> key.distance(colour) <= REACH).count();
    double share = near / (double) colours.size();
    if (share < BORDER_SHARE) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "key colour cannot be found on the picture's border, whose most frequent colour"
                  + " covers %.0f %% of it, wanted at least %.0f %% or a named colour",
              PERCENT * share,
              PERCENT * BORDER_SHARE));
    }
    return key;
  }

  /** Returns the picture's colour near a named one; a spread of NaN if it has none. */
  static KeyColour near(RgbImage image, Oklab named) {
    long pixels = (long) image.width() * image.height();
    int step = (int) Math.max(1, Math.ceil(Math.sqrt(pixels / (double) MOST_SAMPLES)));
    KeyColour key = new KeyColour(named, Double.NaN);
    List<int[]> near = new ArrayList<>();
    List<Oklab> colours = new ArrayList<>();
    for (int y = 0; y < image.height(); y += step) {
      for (int x = 0; x < image.width(); x += step) {
        int[] rgb = samples(image, x, y);
        Oklab colour = oklab(rgb);
        colours.add(colour);
        if (key.distance(colour) <= NAMED_REACH) {
          near.add(rgb);
        }
      }
    }
    return near.isEmpty() ? key : settled(mostFrequent(near), colours);
  }

  private static List<int[]> border(RgbImage image) {
    int width = image.width();
    int height = image.height();
    int depth = (int) Math.max(1, Math.round(BORDER * Math.min(width, height)));
    List<int[]> border = new ArrayList<>();
    for (int y = 0; y < height; y++) {
      boolean whole = y < depth || y >= height - depth;
      for (int x = 0; x < width; x++) {
        if (whole || x < depth || x >= width - depth) {
          border.add(samples(image, x, y));
        }
      }
    }
    return border;
  }

  /** Returns the middle of the fullest of 4096 cells of the colour cube. */
  private static Oklab mostFrequent(List<int[]> colours) {
    int[] counts = new int[1 << 3 * BIN_BITS];
    int best = 0;
    for (int[] rgb : colours) {
      int bin = bin(rgb[0]) << 2 * BIN_BITS | bin(rgb[1]) << BIN_BITS | bin(rgb[2]);
      counts[bin]++;
      if (counts[bin] > counts[best]) {
        best = bin;
      }
    }
    return Oklab.of(middle(best >> 2 * BIN_BITS), middle(best >> BIN_BITS), middle(best));
  }

  private static int bin(int sample) {
    return sample >> Byte.SIZE - BIN_BITS;
  }

  private static int middle(int bin) {
    int low = (bin & (1 << BIN_BITS) - 1) << Byte.SIZE - BIN_BITS;
    return low + (1 << Byte.SIZE - BIN_BITS - 1);
  }

  private static int[] samples(RgbImage image, int x, int y) {
    return new int[] {image.sample8(x, y, 0), image.sample8(x, y, 1), image.sample8(x, y, 2)};
  }

  private static Oklab oklab(int[] rgb) {
    return Oklab.of(rgb[0], rgb[1], rgb[2]);
  }

  private static KeyColour settled(Oklab start, List<Oklab> colours) {
    KeyColour key = new KeyColour(start, Double.NaN);
    for (int round = 0; round < ROUNDS; round++) {
      key = moved(colours, key);
    }
    return key;
  }

  /** Moves the key to the mean of the colours within reach. */
  private static KeyColour moved(List<Oklab> colours, KeyColour key) {
    double[] sum = new double[3];
    double[] distances = new double[colours.size()];
    int near = 0;
    for (Oklab colour : colours) {
      double distance = key.distance(colour);
      if (distance <= MEAN_REACH) {
        distances[near++] = distance;
        sum[0] += colour.lightness();
        sum[1] += colour.a();
        sum[2] += colour.b();
      }
    }
    if (near == 0) {
      return new KeyColour(key.centre(), MEAN_REACH);
    }
    Arrays.sort(distances, 0, near);
    Oklab mean = new Oklab(sum[0] / near, sum[1] / near, sum[2] / near);
    return new KeyColour(mean, distances[near / 2]);
  }

  /**
   * The actual colour of a screen in a picture.
   *
   * @param centre the colour
   * @param spread the median distance of the screen's pixels from it
   */
  record KeyColour(Oklab centre, double spread) {
    /** From this chroma on, the key is a colour rather than a gray. */
    private static final double COLOURFUL = 0.1;

    /** The weight of lightness with a colourful key, whose screen is seldom evenly lit. */
    private static final double LIGHTNESS_OF_COLOURS = 0.25;

    /**
     * Returns how far a colour is from the key; white is about 0.25 from a screen's green, black
     * 0.3.
     */
    double distance(Oklab colour) {
      double colourful = Math.min(1, centre.chroma() / COLOURFUL);
      double weight = 1 - colourful * (1 - LIGHTNESS_OF_COLOURS);
      double lightness = weight * (colour.lightness() - centre.lightness());
      double a = colour.a() - centre.a();
      double b = colour.b() - centre.b();
      return Math.sqrt(lightness * lightness + a * a + b * b);
    }

    /**
     * Returns how much of the key's tint a colour has: 1 for the key itself, 0 for gray, less for
     * the opposite hue. 0 if the key is a gray, which tints nothing.
     */
    double tint(Oklab colour) {
      double chroma = centre.chroma();
      if (chroma < COLOURFUL / 2) {
        return 0;
      }
      return (colour.a() * centre.a() + colour.b() * centre.b()) / (chroma * chroma);
    }
  }
}
