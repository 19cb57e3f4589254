package dev.deepmatting.metrics;

import java.util.Arrays;

/**
 * The largest 4-connected component of the pixels that reach a threshold. Of equally large ones it
 * is the first in column-major order, which MATLAB's {@code bwconncomp} meets first.
 *
 * <p>Each row is cut into runs of such pixels, and runs that touch those of the row above are
 * united (union-find); a component carries its size and its first pixel. Reused for several
 * thresholds, so that the arrays grow once.
 */
final class LargestComponent {
  private final GrayPlane plane;
  private final int[] firstRun;
  private int[] starts = new int[1024];
  private int[] ends = new int[1024];
  private int[] parents = new int[1024];
  private int[] sizes = new int[1024];
  private long[] firstPixels = new long[1024];
  private int runs;
  private int largest;

  LargestComponent(GrayPlane plane) {
    this.plane = plane;
    firstRun = new int[plane.height() + 1];
  }

  /**
   * Finds the component.
   *
   * @return whether any pixel reaches the threshold
   */
  boolean find(int threshold) {
    runs = 0;
    for (int y = 0; y < plane.height(); y++) {
      firstRun[y] = runs;
      addRuns(y, threshold);
      if (y > 0) {
        uniteWithRowAbove(y);
      }
    }
    firstRun[plane.height()] = runs;
    largest = -1;
    for (int run = 0; run < runs; run++) {
      if (parents[run] == run && (largest < 0 || isBefore(run, largest))) {
        largest = run;
      }
    }
    return runs > 0;
  }

  /** Sets, for each pixel of the row, whether it belongs to the found component. */
  void readRow(int y, boolean[] target) {
    Arrays.fill(target, false);
    for (int run = firstRun[y]; run < firstRun[y + 1]; run++) {
      if (root(run) == largest) {
        Arrays.fill(target, starts[run], ends[run], true);
      }
    }
  }

  private boolean isBefore(int run, int other) {
    return sizes[run] > sizes[other]
        || (sizes[run] == sizes[other] && firstPixels[run] < firstPixels[other]);
  }

  private void addRuns(int y, int threshold) {
    int width = plane.width();
    int row = y * width;
    int x = 0;
    while (x < width) {
      while (x < width && plane.at(row + x) < threshold) {
        x++;
      }
      int start = x;
      while (x < width && plane.at(row + x) >= threshold) {
        x++;
      }
      if (x > start) {
        add(start, x, y);
      }
    }
  }

  private void add(int start, int end, int y) {
    if (runs == starts.length) {
      grow();
    }
    starts[runs] = start;
    ends[runs] = end;
    parents[runs] = runs;
    sizes[runs] = end - start;
    firstPixels[runs] = (long) start * plane.height() + y;
    runs++;
  }

  private void grow() {
    int capacity = (int) Math.min(2L * runs, (long) plane.samples().length);
    starts = Arrays.copyOf(starts, capacity);
    ends = Arrays.copyOf(ends, capacity);
    parents = Arrays.copyOf(parents, capacity);
    sizes = Arrays.copyOf(sizes, capacity);
    firstPixels = Arrays.copyOf(firstPixels, capacity);
  }

  private void uniteWithRowAbove(int y) {
    int above = firstRun[y - 1];
    int run = firstRun[y];
    while (above < firstRun[y] && run < runs) {
      if (starts[above] < ends[run] && starts[run] < ends[above]) {
        unite(above, run);
      }
      if (ends[above] < ends[run]) {
        above++;
      } else {
        run++;
      }
    }
  }

  private void unite(int left, int right) {
    int one = root(left);
    int other = root(right);
    if (one != other) {
      int bigger = sizes[one] >= sizes[other] ? one : other;
      int smaller = one + other - bigger;
      parents[smaller] = bigger;
      sizes[bigger] += sizes[smaller];
      firstPixels[bigger] = Math.min(firstPixels[bigger], firstPixels[smaller]);
    }
  }

  private int root(int run) {
    int at = run;
    while (parents[at] != at) {
      // Halves the path, so that later walks are short.
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }
}
