package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.pixel.DistanceTransform;
import dev.deepmatting.trimap.Finding.Kind;
import dev.deepmatting.trimap.Finding.Severity;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds soft pixels in the known region. The picture is split into cells, and each cell compares
 * mean colours, so noise mostly cancels. The position of a colour between that deep on its own side
 * (0) and that deep on the other side (1) shows how mixed it is. A cell is mixed if the known
 * pixels next to the unknown region are between the two, the unknown ones next to them are further
 * along, and the known ones a little deeper are not: texture and shading change more slowly than a
 * soft edge.
 */
final class MixtureCheck {
  private static final int CELL = 16;
  private static final int CHANNELS = 3;

  /**
   * The distances from the unknown region up to which known pixels are next to it, deeper, and
   * deep.
   */
  private static final double[] REACHES = {2, 6, 13};

  private static final int BESIDE = 0;
  private static final int DEEPER = 1;
  private static final int DEEP = 2;

  /** Unknown pixels up to the first reach from the known ones. */
  private static final int BEYOND = 3;

  private static final int ZONES = 4;

  /** How many cells around count for a cell's own side, and for the other. */
  private static final int OWN_REACH = 1;

  private static final int OTHER_REACH = 2;
  private static final int FEWEST_BESIDE = 8;
  private static final int FEWEST_DEEP = 24;

  /**
   * The least difference of the sides, 0 to 1.73; a mixture has at least this share of the other
   * side.
   */
  private static final double CONTRAST = 0.2;

  private static final double MIXED = 0.15;

  /** How much further along the unknown pixels are at least, and the deeper ones at most. */
  private static final double RISE = 0.1;

  private static final double FALL = 0.5;

  private static final double SOME = 0.15;
  private static final double MUCH = 0.25;

  /**
   * Fewer known pixels next to the unknown region, in cells that can be judged, are inconclusive.
   */
  private static final long FEWEST_JUDGED = 100;

  private static final double PERCENT = 100;

  private final int columns;
  private final int rows;

  /** For background and foreground the means of each zone. */
  private final CellMeans[][] means = new CellMeans[2][ZONES];

  private MixtureCheck(ReviewedTrimap reviewed) {
    columns = (reviewed.width() + CELL - 1) / CELL;
    rows = (reviewed.height() + CELL - 1) / CELL;
    byte[] zones = zones(reviewed);
    for (int side = 0; side < 2; side++) {
      for (int zone = 0; zone < ZONES; zone++) {
        means[side][zone] = new CellMeans(columns, rows);
      }
      addBeyond(reviewed, side);
    }
    for (int y = 0, at = 0; y < reviewed.height(); y++) {
      for (int x = 0; x < reviewed.width(); x++, at++) {
        if (zones[at] < BEYOND) {
          int side = reviewed.isForeground(at) ? 1 : 0;
          means[side][zones[at]].add(x / CELL, y / CELL, reviewed.image(), x, y);
        }
      }
    }
  }

  /** Returns the zone of each known pixel near the unknown region; others have a higher number. */
  private static byte[] zones(ReviewedTrimap reviewed) {
    boolean[] unknown = reviewed.mask(Trimap.UNKNOWN);
    byte[] zones = new byte[unknown.length];
    for (double reach : REACHES) {
      boolean[] near =
          DistanceTransform.within(unknown, reviewed.width(), reviewed.height(), reach);
      for (int at = 0; at < zones.length; at++) {
        if (!near[at]) {
          zones[at]++;
        }
      }
    }
    for (int at = 0; at < zones.length; at++) {
      zones[at] = unknown[at] ? ZONES : zones[at];
    }
    return zones;
  }

  private void addBeyond(ReviewedTrimap reviewed, int side) {
    boolean[] known = reviewed.mask(side == 0 ? Trimap.BACKGROUND : Trimap.FOREGROUND);
    boolean[] near =
        DistanceTransform.within(known, reviewed.width(), reviewed.height(), REACHES[BESIDE]);
    for (int y = 0, at = 0; y < reviewed.height(); y++) {
      for (int x = 0; x < reviewed.width(); x++, at++) {
        if (near[at] && reviewed.isUnknown(at)) {
          means[side][BEYOND].add(x / CELL, y / CELL, reviewed.image(), x, y);
        }
      }
    }
  }

  static Optional<Finding> of(ReviewedTrimap reviewed) {
    MixtureCheck check = new MixtureCheck(reviewed);
    long judged = 0;
    long mixed = 0;
    for (int side = 0; side < 2; side++) {
      for (int row = 0; row < check.rows; row++) {
        for (int column = 0; column < check.columns; column++) {
          if (check.isClear(side, column, row)) {
            long pixels = check.means[side][BESIDE].count(column, row, 0);
            judged += pixels;
            mixed += check.isMixed(side, column, row) ? pixels : 0;
          }
        }
      }
    }
    double share = mixed / (double) Math.max(1, judged);
    return judged < FEWEST_JUDGED || share < SOME ? Optional.empty() : Optional.of(finding(share));
  }

  /** Returns whether a cell has enough pixels, and its sides differ. */
  private boolean isClear(int side, int column, int row) {
    for (int zone : new int[] {BESIDE, DEEPER, BEYOND}) {
      if (means[side][zone].count(column, row, 0) < FEWEST_BESIDE) {
        return false;
      }
    }
    if (means[side][DEEP].count(column, row, OWN_REACH) < FEWEST_DEEP
        || means[1 - side][DEEP].count(column, row, OTHER_REACH) < FEWEST_DEEP) {
      return false;
    }
    double[] step = step(side, column, row);
    return product(step, step) >= CONTRAST * CONTRAST;
  }

  private boolean isMixed(int side, int column, int row) {
    double beside = place(side, BESIDE, column, row);
    return beside >= MIXED
        && place(side, BEYOND, column, row) >= beside + RISE
        && place(side, DEEPER, column, row) <= FALL * beside;
  }

  /** Returns the position of a zone's colour between its own side and the other one. */
  private double place(int side, int zone, int column, int row) {
    double[] step = step(side, column, row);
    double[] from = means[side][DEEP].mean(column, row, OWN_REACH);
    double[] here = means[side][zone].mean(column, row, 0);
    return product(difference(here, from), step) / product(step, step);
  }

  private double[] step(int side, int column, int row) {
    return difference(
        means[1 - side][DEEP].mean(column, row, OTHER_REACH),
        means[side][DEEP].mean(column, row, OWN_REACH));
  }

  private static double[] difference(double[] to, double[] from) {
    double[] difference = new double[CHANNELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      difference[channel] = to[channel] - from[channel];
    }
    return difference;
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      sum += one[channel] * other[channel];
    }
    return sum;
  }

  private static Finding finding(double share) {
    return new Finding(
        Kind.NARROW_BAND,
        share < MUCH ? Severity.HINT : Severity.WARNING,
        share,
        String.format(
            Locale.ROOT,
            "Along %.0f %% of the outline the known pixels next to the unknown band mix the"
                + " colours of both sides.",
            PERCENT * share),
        "Widen the unknown band until the soft edge, including hair and blur, is inside it.");
  }

  /** Mean colours over cells of a picture and the cells around them. Mutable. */
  static final class CellMeans {
    private static final int CHANNELS = 3;
    private static final double MAX_8 = 255;

    private final int columns;
    private final int rows;
    private final long[] sums;

    CellMeans(int columns, int rows) {
      this.columns = columns;
      this.rows = rows;
      sums = new long[columns * rows * (CHANNELS + 1)];
    }

    void add(int column, int row, RgbImage image, int x, int y) {
      int at = (row * columns + column) * (CHANNELS + 1);
      for (int channel = 0; channel < CHANNELS; channel++) {
        sums[at + channel] += image.sample8(x, y, channel);
      }
      sums[at + CHANNELS]++;
    }

    /** Returns the pixels in the cells up to a reach away. */
    long count(int column, int row, int reach) {
      return around(column, row, reach)[CHANNELS];
    }

    /** Returns the mean over the same cells, each channel 0 to 1. */
    double[] mean(int column, int row, int reach) {
      long[] sum = around(column, row, reach);
      double[] mean = new double[CHANNELS];
      for (int channel = 0; channel < CHANNELS; channel++) {
        mean[channel] = sum[channel] / (MAX_8 * sum[CHANNELS]);
      }
      return mean;
    }

    private long[] around(int column, int row, int reach) {
      long[] sum = new long[CHANNELS + 1];
      for (int y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++) {
        for (int x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) {
          for (int i = 0; i <= CHANNELS; i++) {
            sum[i] += sums[(y * columns + x) * (CHANNELS + 1) + i];
          }
        }
      }
      return sum;
    }
  }
}
