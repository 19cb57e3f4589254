package dev.deepmatting.propagation;

/** About how much memory a method needs; measured on photographs, rounded up. */
final class Footprint {
  /** Bytes for each pixel of the picture that is solved: colours, labels, features, a tree. */
  private static final long PER_PIXEL = 80;

  /** The same where every pixel is searched for. */
  private static final long PER_SEARCHED_PIXEL = 400;

  /** Bytes for each unknown pixel: neighbours, rows of the system, vectors. */
  private static final long PER_UNKNOWN = 800;

  /** Bytes for each pixel of a band of the last step, if all are unknown. */
  private static final long PER_BAND_PIXEL = 200;

  private static final long FIXED = 8L << 20;
  private static final long MOST_SEARCHED = 2_000_000;
  private static final long MOST = 16_000_000;

  private Footprint() {}

  /** Larger pictures are reduced, as an array could not hold what belongs to them. */
  static long mostPixels(PropagationMethod method) {
    return searchesAll(method) ? MOST_SEARCHED : MOST;
  }

  private static boolean searchesAll(PropagationMethod method) {
    return method instanceof Knn || method instanceof ThreeLayerGraph;
  }

  static long reduced(int width, int height, int factor) {
    return ((width + factor - 1L) / factor) * ((height + factor - 1L) / factor);
  }

  static long bytes(PropagationMethod method, int width, int height, long unknown, int factor) {
    long pixels = reduced(width, height, factor);
    long perPixel = searchesAll(method) ? PER_SEARCHED_PIXEL : PER_PIXEL;
    long solved = pixels * perPixel + unknown / ((long) factor * factor) * PER_UNKNOWN;
    long enlarged =
        factor == 1
            ? 0
            : PER_BAND_PIXEL * Enlargement.bandPixels(width, height)
                + (factor > 2 ? 5L * reduced(width, height, 2) : 0);
    return FIXED + Math.max(solved, enlarged);
  }
}
