package dev.deepmatting.internal.pixel;

import java.util.Arrays;

/**
 * The connected components of the pixels of a mask. Not safe to share between threads.
 *
 * <p>Each row is cut into runs of such pixels, and runs that touch those of the row above are
 * united (union-find); a component has its size and its first pixel. Reusable for several masks of
 * the same size, so the arrays grow only once.
 */
public final class Components {
  private static final int NONE = -1;

  private final int width;
  private final int height;

  /** 1 if runs also touch at corners. */
  private final int corners;

  private final int[] firstRun;
  private int[] starts = new int[1024];
  private int[] ends = new int[1024];
  private int[] parents = new int[1024];
  private int[] sizes = new int[1024];
  private long[] firstPixels = new long[1024];
  private int runs;

  /**
   * Prepares for masks of one size.
   *
   * @param width pixels per row
   * @param height rows
   * @param corners whether pixels that share a corner are connected, or only those that share a
   *     side
   */
  public Components(int width, int height, boolean corners) {
    this.width = width;
    this.height = height;
    this.corners = corners ? 1 : 0;
    firstRun = new int[height + 1];
  }

  /** A mask, row by row. */
  @FunctionalInterface
  public interface Mask {
    /**
     * Reads a row.
     *
     * @param y row, from 0; in ascending order
     * @param target receives for each pixel whether it belongs to the mask
     */
    void readRow(int y, boolean[] target);
  }

  /**
   * Finds the components of a mask, and forgets those of the last one.
   *
   * @param mask the mask
   */
  public void find(Mask mask) {
    boolean[] row = new boolean[width];
    runs = 0;
    for (int y = 0; y < height; y++) {
      firstRun[y] = runs;
      mask.readRow(y, row);
      addRuns(y, row);
      if (y > 0) {
        uniteWithRowAbove(y);
      }
    }
    firstRun[height] = runs;
  }

  /**
   * Finds the largest component; among equally large ones, the first in column-major order, as in
   * MATLAB's {@code bwconncomp}.
   *
   * @return what {@link #readRow} takes; -1 if the mask has no pixel
   */
  public int largest() {
    int largest = NONE;
    for (int run = 0; run < runs; run++) {
      if (parents[run] == run && (largest == NONE || isBefore(run, largest))) {
        largest = run;
      }
    }
    return largest;
  }

  /**
   * Sets, for each pixel of a row, whether it belongs to a component.
   *
   * @param component the component
   * @param y row, from 0
   * @param target receives it
   */
  public void readRow(int component, int y, boolean[] target) {
    Arrays.fill(target, false);
    for (int run = firstRun[y]; run < firstRun[y + 1]; run++) {
      if (root(run) == component) {
        Arrays.fill(target, starts[run], ends[run], true);
      }
    }
  }

  /**
   * Returns the size of a component in pixels.
   *
   * @param component the component
   * @return its pixels
   */
  public int sizeOf(int component) {
    return component == NONE ? 0 : sizes[component];
  }

  /**
   * Visits all pixels of the mask, in runs within a row, row by row.
   *
   * @param visitor what to do
   */
  public void forEachRun(Runs visitor) {
    for (int y = 0; y < height; y++) {
      for (int run = firstRun[y]; run < firstRun[y + 1]; run++) {
        visitor.run(y * width + starts[run], y * width + ends[run], root(run));
      }
    }
  }

  /** Receives runs of pixels. */
  @FunctionalInterface
  public interface Runs {
    /**
     * Receives one.
     *
     * @param from its first pixel, row-major
     * @param end the pixel after its last
     * @param component the component it belongs to, from 0, below the mask's number of pixels
     */
    void run(int from, int end, int component);
  }

  private boolean isBefore(int run, int other) {
    return sizes[run] > sizes[other]
        || (sizes[run] == sizes[other] && firstPixels[run] < firstPixels[other]);
  }

  private void addRuns(int y, boolean[] row) {
    int x = 0;
    while (x < width) {
      while (x < width && !row[x]) {
        x++;
      }
      int start = x;
      while (x < width && row[x]) {
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
    firstPixels[runs] = (long) start * height + y;
    runs++;
  }

  private void grow() {
    int capacity = (int) Math.min(2L * runs, (long) width * height);
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
      if (starts[above] < ends[run] + corners && starts[run] < ends[above] + corners) {
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

  /**
   * Returns the components of a mask.
   *
   * @param mask row-major, a whole number of rows
   * @param width pixels per row
   * @param corners whether pixels that share a corner are connected
   * @return the components
   */
  public static Components of(boolean[] mask, int width, boolean corners) {
    Components components = new Components(width, mask.length / width, corners);
    components.find((y, row) -> System.arraycopy(mask, y * width, row, 0, width));
    return components;
  }

  /**
   * Returns the components of a mask, numbered.
   *
   * @param mask row-major, a whole number of rows
   * @param width pixels per row
   * @param corners whether pixels that share a corner are connected
   * @return which component each pixel belongs to
   */
  public static Labels labels(boolean[] mask, int width, boolean corners) {
    return of(mask, width, corners).numbered();
  }

  private Labels numbered() {
    int[] numbers = new int[runs];
    Arrays.fill(numbers, NONE);
    int[] counts = new int[runs];
    int[] labels = new int[width * height];
    Arrays.fill(labels, NONE);
    int count = 0;
    for (int y = 0; y < height; y++) {
      for (int run = firstRun[y]; run < firstRun[y + 1]; run++) {
        int root = root(run);
        if (numbers[root] == NONE) {
          counts[count] = sizes[root];
          numbers[root] = count++;
        }
        Arrays.fill(labels, y * width + starts[run], y * width + ends[run], numbers[root]);
      }
    }
    return new Labels(labels, Arrays.copyOf(counts, count));
  }

  /** Which component each pixel of a mask belongs to. Safe to share between threads. */
  public static final class Labels {
    private final int[] labels;
    private final int[] sizes;

    private Labels(int[] labels, int[] sizes) {
      this.labels = labels;
      this.sizes = sizes;
    }

    /**
     * Returns the number of components.
     *
     * @return 0 or more
     */
    public int count() {
      return sizes.length;
    }

    /**
     * Returns which component a pixel belongs to.
     *
     * @param at the pixel, row-major
     * @return from 0, in the order of their first pixels; -1 for none
     */
    public int labelOf(int at) {
      return labels[at];
    }

    /**
     * Returns the size of a component in pixels.
     *
     * @param label the component
     * @return its pixels
     */
    public int sizeOf(int label) {
      return sizes[label];
    }

    /**
     * Returns the size of the largest component in pixels.
     *
     * @return its pixels; 0 if there is none
     */
    public int largest() {
      return Arrays.stream(sizes).max().orElse(0);
    }
  }
}
