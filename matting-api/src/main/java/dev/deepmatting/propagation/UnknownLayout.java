package dev.deepmatting.propagation;

import java.util.Arrays;

/**
 * The positions of a picture's unknowns in a vector. A vector contains, in row-major order, the
 * unknown pixels and the known ones within two rows or columns of them, which are 0. So the 25
 * pixels around an unknown one form five contiguous pieces, and a run of unknown pixels is a plain
 * loop.
 */
final class UnknownLayout {
  /** How far a 3x3 window reaches from one of its pixels to another. */
  static final int REACH = 2;

  /** Space before the first pixel and after the last, so that loops need no border checks. */
  private static final int MARGIN = 2 * REACH;

  private static final int ROWS = 2 * REACH + 1;

  /** Pixels per chunk: enough to outweigh the hand-over to another thread. */
  private static final int CHUNK = 4096;

  final Labels labels;

  /** The length of a vector. */
  final int size;

  /** The position of each pixel, by its row-major number; -1 if it has none. */
  private final int[] places;

  private int runs;
  private int[] lengths = new int[1024];

  /** For each run, the position of its first column's pixel in the five rows around it. */
  private final int[][] bases = new int[ROWS][1024];

  private final int[] chunkRuns;

  UnknownLayout(Labels labels) {
    this.labels = labels;
    places = new int[labels.values().length];
    size = place();
    for (int y = 0; y < labels.height(); y++) {
      Workers.requireNotInterrupted();
      findRuns(y);
    }
    chunkRuns = chunks();
  }

  private int place() {
    Arrays.fill(places, -1);
    int next = MARGIN;
    boolean[] near = new boolean[labels.width()];
    for (int y = 0; y < labels.height(); y++) {
      Workers.requireNotInterrupted();
      Arrays.fill(near, false);
      for (int v = Math.max(0, y - REACH); v <= Math.min(labels.height() - 1, y + REACH); v++) {
        markNear(v, near);
      }
      for (int x = 0; x < near.length; x++) {
        if (near[x]) {
          places[y * near.length + x] = next++;
        }
      }
    }
    return next + MARGIN;
  }

  private void markNear(int y, boolean[] near) {
    int marked = 0;
    for (int x = 0; x < near.length; x++) {
      if (labels.isUnknown(y * near.length + x)) {
        int end = Math.min(near.length, x + REACH + 1);
        for (int i = Math.max(marked, x - REACH); i < end; i++) {
          near[i] = true;
        }
        marked = end;
      }
    }
  }

  private void findRuns(int y) {
    int width = labels.width();
    int x = 0;
    while (x < width) {
      int start = x;
      while (x < width && labels.isUnknown(y * width + x)) {
        x++;
      }
      if (x > start) {
        addRun(start, y, x - start);
      }
      x++;
    }
  }

  private void addRun(int x, int y, int length) {
    if (runs == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * runs);
      for (int row = 0; row < ROWS; row++) {
        bases[row] = Arrays.copyOf(bases[row], 2 * runs);
      }
    }
    lengths[runs] = length;
    for (int row = 0; row < ROWS; row++) {
      int v = y + row - REACH;
      bases[row][runs] = v < 0 || v >= labels.height() ? -1 : places[v * labels.width() + x];
    }
    runs++;
  }

  private int[] chunks() {
    int[] borders = new int[runs + 2];
    int count = 0;
    int pixels = 0;
    for (int run = 0; run < runs; run++) {
      pixels += lengths[run];
      if (pixels >= CHUNK || run == runs - 1) {
        borders[++count] = run + 1;
        pixels = 0;
      }
    }
    return Arrays.copyOf(borders, count + 1);
  }

  /** Returns the position of a pixel in a vector; -1 if it is known and not near an unknown one. */
  int place(int pixel) {
    return places[pixel];
  }

  /** Returns the number of chunks that work on all unknowns is divided into. */
  int chunkCount() {
    return chunkRuns.length - 1;
  }

  int firstRun(int chunk) {
    return chunkRuns[chunk];
  }

  /**
   * Returns where a chunk's part of a vector begins; that of the chunk after the last one is the
   * end.
   */
  int start(int chunk) {
    return chunk == chunkCount() ? size : chunk == 0 ? 0 : base(firstRun(chunk));
  }

  int length(int run) {
    return lengths[run];
  }

  /** Returns the start of a run. */
  int base(int run) {
    return bases[REACH][run];
  }

  /**
   * Returns the position of the run's first column some rows below it, or above; -1 outside the
   * picture.
   */
  int base(int run, int rowsBelow) {
    return bases[REACH + rowsBelow][run];
  }

  /** Returns a vector of the unknown pixels' values. */
  double[] vector(Plane plane) {
    double[] vector = new double[size];
    for (int i = 0; i < places.length; i++) {
      if (labels.isUnknown(i)) {
        vector[places[i]] = plane.values()[i];
      }
    }
    return vector;
  }

  /** Returns a vector of the known pixels' alphas, 0 for unknown ones. */
  double[] known() {
    double[] vector = new double[size];
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0 && !labels.isUnknown(i)) {
        vector[places[i]] = labels.alpha(i);
      }
    }
    return vector;
  }

  /**
   * Returns the picture's alphas: known ones as they are, unknown ones of a vector, clamped to 0 to
   * 1.
   */
  Plane alphas(double[] vector) {
    Plane alphas = new Plane(labels.width(), labels.height(), 1);
    for (int i = 0; i < places.length; i++) {
      alphas.values()[i] =
          labels.isUnknown(i)
              ? (float) Math.max(0, Math.min(1, vector[places[i]]))
              : labels.alpha(i);
    }
    return alphas;
  }
}
