package dev.deepmatting.trimap;

import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.pixel.Components;
import dev.deepmatting.internal.pixel.DistanceTransform;
import dev.deepmatting.trimap.Finding.Kind;
import dev.deepmatting.trimap.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds known pixels that look like the other side. A block of the reduced picture is suspicious if
 * its colour is much more frequent on the other side nearby than on all of its own side. Patches of
 * such blocks at the rim of their side are reported.
 */
final class ColourCheck {
  /** How much more frequent, and the least frequency. */
  private static final double RATIO = 8;

  private static final double FREQUENT = 0.02;
  private static final double FLOOR = 0.0005;

  /** The least number of blocks in a patch, and its least share of the foreground. */
  private static final int SMALLEST_PATCH = 24;

  private static final double SMALLEST_SHARE = 0.003;

  /** The largest distance of a patch from the rim, in blocks. */
  private static final double RIM = 2.5;

  private static final double SUSPICIOUS = 0.01;
  private static final double WRONG = 0.05;
  private static final double PERCENT = 100;

  private final ReducedTrimap blocks;
  private final int foreground;

  private ColourCheck(ReducedTrimap blocks) {
    this.blocks = blocks;
    int count = 0;
    for (byte value : blocks.values()) {
      count += value == (byte) Trimap.FOREGROUND ? 1 : 0;
    }
    foreground = count;
  }

  static List<Finding> of(ReviewedTrimap reviewed) {
    ColourCheck check = new ColourCheck(ReducedTrimap.of(reviewed));
    List<Finding> findings = new ArrayList<>();
    double inside = check.share(Trimap.FOREGROUND, Trimap.BACKGROUND);
    if (inside >= SUSPICIOUS) {
      findings.add(foregroundLikeBackground(inside));
    }
    double outside = check.share(Trimap.BACKGROUND, Trimap.FOREGROUND);
    if (outside >= SUSPICIOUS) {
      findings.add(backgroundLikeForeground(outside));
    }
    return findings;
  }

  /** Returns the area of one side that looks like the other, relative to the foreground. */
  private double share(int own, int other) {
    if (foreground == 0) {
      return 0;
    }
    boolean[] suspicious = majority(suspicious(own, other));
    Components.Labels patches = Components.labels(suspicious, blocks.width(), false);
    boolean[] elsewhere = new boolean[suspicious.length];
    for (int i = 0; i < elsewhere.length; i++) {
      elsewhere[i] = blocks.values()[i] != (byte) own;
    }
    boolean[] rim = DistanceTransform.within(elsewhere, blocks.width(), blocks.height(), RIM);
    boolean[] atRim = new boolean[patches.count()];
    for (int i = 0; i < rim.length; i++) {
      if (suspicious[i] && rim[i]) {
        atRim[patches.labelOf(i)] = true;
      }
    }
    double smallest = Math.max(SMALLEST_PATCH, SMALLEST_SHARE * foreground);
    long area = 0;
    for (int patch = 0; patch < atRim.length; patch++) {
      area += atRim[patch] && patches.sizeOf(patch) >= smallest ? patches.sizeOf(patch) : 0;
    }
    return area / (double) foreground;
  }

  private boolean[] suspicious(int own, int other) {
    NearbyColours nearby = new NearbyColours(blocks, other);
    ColourHistogram all = new ColourHistogram();
    for (int i = 0; i < blocks.values().length; i++) {
      if (blocks.values()[i] == (byte) own) {
        all.add(blocks.colours()[i]);
      }
    }
    ColourHistogram smooth = all.smoothed();
    boolean[] suspicious = new boolean[blocks.values().length];
    for (int i = 0; i < suspicious.length; i++) {
      if (blocks.values()[i] == (byte) own) {
        int colour = blocks.colours()[i];
        double there = nearby.share(i % blocks.width(), i / blocks.width(), colour);
        suspicious[i] = there >= FREQUENT && there >= RATIO * (smooth.share(colour) + FLOOR);
      }
    }
    return suspicious;
  }

  /** Keeps blocks that most of their surroundings agree with. */
  private boolean[] majority(boolean[] mask) {
    int width = blocks.width();
    boolean[] result = new boolean[mask.length];
    for (int at = 0; at < mask.length; at++) {
      int x = at % width;
      int y = at / width;
      int set = 0;
      for (int row = Math.max(0, y - 1); row <= Math.min(blocks.height() - 1, y + 1); row++) {
        for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          set += mask[row * width + column] ? 1 : 0;
        }
      }
      result[at] = mask[at] && set >= 5;
    }
    return result;
  }

  private static Finding foregroundLikeBackground(double share) {
    return new Finding(
        Kind.FOREGROUND_LIKE_BACKGROUND,
        severity(share),
        share,
        String.format(
            Locale.ROOT,
            "%.1f %% of the foreground, at its rim, has the colours of the background next to it.",
            PERCENT * share),
        "Check whether the foreground (255) crosses the object's outline there; if so, make it"
            + " unknown or background.");
  }

  private static Finding backgroundLikeForeground(double share) {
    return new Finding(
        Kind.BACKGROUND_LIKE_FOREGROUND,
        severity(share),
        share,
        String.format(
            Locale.ROOT,
            "Background at the object's rim, as large as %.1f %% of the foreground, has the"
                + " object's colours.",
            PERCENT * share),
        "Check whether a part of the object is marked as background (0) there; if so, make it"
            + " unknown or foreground.");
  }

  private static Severity severity(double share) {
    return share < WRONG ? Severity.HINT : Severity.WARNING;
  }

  /**
   * The frequency of colours on one side of a trimap around a position. Not safe to share between
   * threads.
   */
  static final class NearbyColours {
    /** Blocks on a side of a cell, and how many cells around count. */
    private static final int CELL = 16;

    private static final int REACH = 2;

    /** Fewer blocks than this are inconclusive. */
    private static final int FEWEST = 64;

    private final int columns;
    private final int rows;
    private final ColourHistogram[] cells;
    private final ColourHistogram[] around;

    NearbyColours(ReducedTrimap blocks, int side) {
      columns = (blocks.width() + CELL - 1) / CELL;
      rows = (blocks.height() + CELL - 1) / CELL;
      cells = new ColourHistogram[columns * rows];
      around = new ColourHistogram[cells.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = new ColourHistogram();
      }
      for (int y = 0, at = 0; y < blocks.height(); y++) {
        for (int x = 0; x < blocks.width(); x++, at++) {
          if (blocks.values()[at] == (byte) side) {
            cells[y / CELL * columns + x / CELL].add(blocks.colours()[at]);
          }
        }
      }
    }

    /** Returns the share of a colour around a block; 0 if the side has hardly any blocks there. */
    double share(int x, int y, int colour) {
      int column = x / CELL;
      int row = y / CELL;
      int cell = row * columns + column;
      if (around[cell] == null) {
        around[cell] = around(column, row);
      }
      return around[cell].total() < FEWEST ? 0 : around[cell].share(colour);
    }

    private ColourHistogram around(int column, int row) {
      ColourHistogram sum = new ColourHistogram();
      for (int y = Math.max(0, row - REACH); y <= Math.min(rows - 1, row + REACH); y++) {
        for (int x = Math.max(0, column - REACH); x <= Math.min(columns - 1, column + REACH); x++) {
          sum.add(cells[y * columns + x]);
        }
      }
      return sum.smoothed();
    }
  }

  /**
   * A trimap in blocks, so that a large picture takes no longer than a small one: a block is known
   * only if all of its pixels have the same label, and has their mean colour.
   *
   * @param width blocks in a row
   * @param height rows of blocks
   * @param values the labels of the blocks, as in a trimap
   * @param colours the histogram's cell of its mean colour
   */
  record ReducedTrimap(int width, int height, byte[] values, int[] colours) {
    private static final int LONGEST_SIDE = 400;

    static ReducedTrimap of(ReviewedTrimap reviewed) {
      int longest = Math.max(reviewed.width(), reviewed.height());
      int step = (longest + LONGEST_SIDE - 1) / LONGEST_SIDE;
      int width = (reviewed.width() + step - 1) / step;
      int height = (reviewed.height() + step - 1) / step;
      ReducedTrimap result =
          new ReducedTrimap(width, height, new byte[width * height], new int[width * height]);
      for (int y = 0, at = 0; y < height; y++) {
        for (int x = 0; x < width; x++, at++) {
          result.fill(at, reviewed, x * step, y * step, step);
        }
      }
      return result;
    }

    private void fill(int block, ReviewedTrimap reviewed, int left, int top, int step) {
      int right = Math.min(left + step, reviewed.width());
      int bottom = Math.min(top + step, reviewed.height());
      byte first = reviewed.values()[top * reviewed.width() + left];
      boolean alike = true;
      int red = 0;
      int green = 0;
      int blue = 0;
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          alike &= reviewed.values()[y * reviewed.width() + x] == first;
          red += reviewed.image().sample8(x, y, 0);
          green += reviewed.image().sample8(x, y, 1);
          blue += reviewed.image().sample8(x, y, 2);
        }
      }
      int count = (right - left) * (bottom - top);
      values[block] = alike ? first : (byte) Trimap.UNKNOWN;
      colours[block] = ColourHistogram.cell(red / count, green / count, blue / count);
    }
  }
}
