package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.internal.check.Sizes;
import java.awt.Rectangle;
import java.util.Locale;
import java.util.Objects;

/**
 * Tightens a trimap: unknown pixels that look like the known ones next to them take their label, so
 * less remains to solve. Immutable and safe to share between threads.
 *
 * <p>This is the first step of "Three-Layer Graph Framework with the sumD Feature for Alpha
 * Matting" (Chao Li, Ping Wang, Xiangyu Zhu and Huali Pi, Computer Vision and Image Understanding,
 * 2017):
 *
 * <ol>
 *   <li>J measures how much the luma (8 bits) varies around a pixel: the sample standard deviation
 *       in a window of 7x7 pixels, and the smallest of these within 9x9 pixels, with 0 beyond the
 *       border.
 *   <li>A step from a pixel to one of its eight neighbours is as long as sqrt(w^2 + (c / (J +
 *       0.01))^2): w is the step length, 1 or the root of 2, and c the distance between the two
 *       colours, 0 to 255 per channel. So a path over flat areas is about as long as it looks, a
 *       path over an edge is long, and over texture it takes a difference that is large for that
 *       texture.
 *   <li>Four raster scans find the length of the shortest path from each unknown pixel to the known
 *       foreground, and to the known background.
 *   <li>Pixels nearer than a threshold take the label. The threshold is half of the narrowest gap
 *       between foreground and background, minus half a pixel, and at most 20 pixels.
 * </ol>
 *
 * <p>As in the paper, four scans do not follow strongly winding paths. A pixel near both kinds
 * becomes background. Known pixels do not change. If foreground and background touch anywhere, the
 * gap is zero and nothing changes, unless {@link Builder#leftOut} excludes that place; if one of
 * them is absent, the gap counts as the longest.
 *
 * <p>Differences from the published program: variances are computed from integers, because
 * floating-point sums make the variance of some constant windows slightly negative and their
 * deviation NaN; distances have single precision, and start at infinity instead of 10,000, which no
 * threshold reaches. Images with 16 bits have fractional colours of 0 to 255.
 *
 * <p>Memory: about 5 bytes per pixel in addition to the picture and the result, plus 10 MB; more
 * for a reach beyond 128 pixels.
 *
 * @since 0.1
 */
public final class LabelExpansion {
  private static final LabelExpansion PUBLISHED = builder().build();

  /** The side of the tiles in which a picture is processed. */
  private static final int TILE = 256;

  private final int window;
  private final int minimumWindow;
  private final double reach;
  private final int dilations;
  private final double leftOut;
  private final int tile;

  private LabelExpansion(Builder builder) {
    window = builder.window;
    minimumWindow = builder.minimumWindow;
    reach = builder.reach;
    dilations = builder.dilations;
    leftOut = builder.leftOut;
    tile = builder.tile;
  }

  /**
   * Returns the expansion with the paper's parameters.
   *
   * @return the shared instance
   */
  public static LabelExpansion published() {
    return PUBLISHED;
  }

  /**
   * Returns a builder with the paper's parameters: window 7, minimum window 9, reach 20, 100
   * dilations, nothing left out.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Tightens a trimap.
   *
   * @param image the photograph
   * @param trimap its trimap, of the same size
   * @return a trimap with the same known pixels, and usually more; the same trimap if nothing can
   *     be decided
   * @throws InvalidInputException if the sizes differ; the message names both
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  public Trimap expand(RgbImage image, Trimap trimap) {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(trimap, "trimap");
    int width = trimap.width();
    int height = trimap.height();
    Sizes.requireSame("trimap", width, height, "image", image.width(), image.height());
    long known = trimap.foregroundCount() + trimap.backgroundCount();
    if (known == 0 || trimap.unknownCount() == 0) {
      return trimap;
    }
    ReviewedTrimap labels = ReviewedTrimap.of(image, trimap);
    // A wider gap than this would not change the limit.
    int widest = (int) Math.min(dilations, 2 * Math.ceil(reach) + 1);
    double limit =
        Math.min((CityBlockGap.between(labels.values(), width, widest, leftOut) - 1) / 2.0, reach);
    if (limit == 0) {
      return trimap;
    }
    return Trimap.of(width, height, settled(labels, (float) limit));
  }

  /** Works in tiles, so that known parts cost nothing and the memory does not grow. */
  private byte[] settled(ReviewedTrimap trimap, float limit) {
    byte[] values = trimap.values().clone();
    LumaDeviation deviation = new LumaDeviation(trimap.image(), window, minimumWindow);
    int margin = (int) Math.ceil(limit);
    // Where margins are wide, larger tiles overlap less.
    int side = Math.max(tile, 2 * margin);
    Rectangle picture = new Rectangle(trimap.width(), trimap.height());
    for (int y = 0; y < picture.height; y += side) {
      int above = y - margin - deviation.margin();
      int below = y + side + margin + deviation.margin();
      Levels levels = Levels.of(trimap.image(), above, below);
      for (int x = 0; x < picture.width; x += side) {
        Rectangle part = trimap.unknownIn(new Rectangle(x, y, side, side).intersection(picture));
        if (!part.isEmpty()) {
          Rectangle around = new Rectangle(part);
          around.grow(margin, margin);
          Rectangle area = around.intersection(picture);
          GeodesicScans scans = new GeodesicScans(trimap, area, limit, levels);
          scans.run(deviation);
          scans.label(values, part);
        }
      }
    }
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelExpansion that
        && window == that.window
        && minimumWindow == that.minimumWindow
        && Double.compare(reach, that.reach) == 0
        && dilations == that.dilations
        && Double.compare(leftOut, that.leftOut) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(window, minimumWindow, reach, dilations, leftOut);
  }

  /** Returns all settings in one line, for logs. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "LabelExpansion[window=%d, minimumWindow=%d, reach=%s, dilations=%d, leftOut=%s]",
        window,
        minimumWindow,
        reach,
        dilations,
        leftOut);
  }

  /** Collects and validates settings. Not safe to share between threads. */
  public static final class Builder {
    private static final int LARGEST_WINDOW = 99;
    private static final double FARTHEST = 1000;
    private static final int MOST_DILATIONS = 10_000;
    private static final double MOST_LEFT_OUT = 0.5;

    private int window = 7;
    private int minimumWindow = 9;
    private double reach = 20;
    private int dilations = 100;
    private double leftOut;
    private int tile = TILE;

    private Builder() {}

    /**
     * Sets the window in which the luma's deviation is measured.
     *
     * @param side in pixels, odd, 3 to 99; 7 in the paper
     * @return this builder
     * @throws InvalidInputException if it is even or out of range
     */
    public Builder window(int side) {
      window = requireOdd("window", side, 3);
      return this;
    }

    /**
     * Sets the square whose smallest deviation counts.
     *
     * @param side in pixels, odd, 1 to 99; 9 in the paper
     * @return this builder
     * @throws InvalidInputException if it is even or out of range
     */
    public Builder minimumWindow(int side) {
      minimumWindow = requireOdd("minimumWindow", side, 1);
      return this;
    }

    /**
     * Sets the largest distance over which labels spread, however wide the gap.
     *
     * @param pixels above 0, up to 1000; 20 in the paper
     * @return this builder
     * @throws InvalidInputException if it is NaN or out of range
     */
    public Builder reach(double pixels) {
      Ranges.require(pixels > 0 && pixels <= FARTHEST, "reach", pixels, "above 0, up to 1000");
      reach = pixels;
      return this;
    }

    /**
     * Sets how far the gap between foreground and background is measured: one pixel per dilation.
     *
     * @param most 1 to 10,000; 100 in the paper
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder dilations(int most) {
      dilations = Ranges.within("dilations", most, 1, MOST_DILATIONS);
      return this;
    }

    /**
     * Sets the share of the background's outline to ignore when measuring the gap, nearest to the
     * foreground first. This way one place where the two touch does not block the whole trimap.
     *
     * @param share of the outline's pixels, 0 to 0.5; 0 in the paper
     * @return this builder
     * @throws InvalidInputException if it is NaN or out of range
     */
    public Builder leftOut(double share) {
      leftOut = Ranges.within("leftOut", share, 0, MOST_LEFT_OUT);
      return this;
    }

    /**
     * For tests: sets the side of the tiles in which a picture is processed; the result is the
     * same.
     */
    Builder tile(int pixels) {
      tile = pixels;
      return this;
    }

    /**
     * Returns the expansion.
     *
     * @return a new expansion
     */
    public LabelExpansion build() {
      return new LabelExpansion(this);
    }

    private static int requireOdd(String name, int side, int least) {
      Ranges.require(
          side >= least && side <= LARGEST_WINDOW && side % 2 == 1,
          name,
          side,
          "an odd number of " + least + " to 99");
      return side;
    }
  }

  /**
   * The distance between foreground and background, in steps between neighbours that share a side.
   */
  static final class CityBlockGap {
    private CityBlockGap() {}

    /**
     * Returns the number of steps from the background's outline to the nearest foreground pixel:
     * the smallest, or the smallest without a share of the outline.
     *
     * @param values a trimap's, row-major
     * @param most is returned if the distance is greater, or if one of the two is absent; a short
     * @param leftOut the share of the outline's pixels, the nearest ones, that does not count
     */
    static int between(byte[] values, int width, int most, double leftOut) {
      short[] steps = stepsToForeground(values, width, most);
      int[] outline = new int[most + 1];
      long pixels = 0;
      for (int row = 0; row < steps.length; row += width) {
        GeodesicScans.requireNotInterrupted();
        for (int x = 0; x < width; x++) {
          if (values[row + x] == Trimap.BACKGROUND && isOutline(values, width, x, row + x)) {
            outline[steps[row + x]]++;
            pixels++;
          }
        }
      }
      double ignored = leftOut * pixels;
      int gap = 0;
      for (double reached = outline[0]; gap < most && reached <= ignored; reached += outline[gap]) {
        gap++;
      }
      return gap;
    }

    private static short[] stepsToForeground(byte[] values, int width, int most) {
      short[] steps = new short[values.length];
      for (int row = 0; row < steps.length; row += width) {
        GeodesicScans.requireNotInterrupted();
        int before = most;
        for (int at = row; at < row + width; at++) {
          int above = row > 0 ? steps[at - width] : most;
          boolean foreground = values[at] == (byte) Trimap.FOREGROUND;
          before = foreground ? 0 : Math.min(most, 1 + Math.min(above, before));
          steps[at] = (short) before;
        }
      }
      for (int row = steps.length - width; row >= 0; row -= width) {
        GeodesicScans.requireNotInterrupted();
        int after = most;
        for (int at = row + width - 1; at >= row; at--) {
          int below = at + width < steps.length ? steps[at + width] : most;
          after = Math.min(steps[at], 1 + Math.min(below, after));
          steps[at] = (short) after;
        }
      }
      return steps;
    }

    private static boolean isOutline(byte[] values, int width, int x, int at) {
      return x > 0 && values[at - 1] != Trimap.BACKGROUND
          || x + 1 < width && values[at + 1] != Trimap.BACKGROUND
          || at >= width && values[at - width] != Trimap.BACKGROUND
          || at + width < values.length && values[at + width] != Trimap.BACKGROUND;
    }
  }
}
