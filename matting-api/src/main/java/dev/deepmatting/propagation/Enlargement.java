package dev.deepmatting.propagation;

import dev.deepmatting.image.Trimap;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Enlarges a matte from half to full size, as sharp as the picture: the enlarged matte is both the
 * start and the target of a pull, and the matting Laplacian aligns its edges with the picture's.
 * That reaches only a few pixels, so the picture is processed in bands whose margins overlap enough
 * to hide seams.
 */
final class Enlargement {
  /** Strength of the pull towards the enlarged alpha, relative to a Laplacian of weight 1. */
  private static final double PULL = 0.03;

  private static final double EPSILON = 1e-7;
  private static final double TOLERANCE = 1e-3;
  private static final int MARGIN = 24;
  static final int BAND_PIXELS = 1 << 19;

  /** Alphas nearer to 0 and 1 than half a level of 255 count as settled. */
  private static final float SETTLED = 0.5f / 255;

  private final PictureRows picture;
  private final Plane coarse;
  private final boolean light;
  private final int bandPixels;
  private final Workers workers;

  /** Receives the rows of the result, from top to bottom. */
  @FunctionalInterface
  interface Rows {
    void accept(int y, float[] alphas);
  }

  /**
   * Prepares an enlargement.
   *
   * @param picture the picture at the size of the result
   * @param coarse its matte at half that size, one channel
   * @param light whether colours mix in linear light; see {@link PyramidGraph.Builder#light}
   * @param bandPixels approximate number of pixels to process at a time
   */
  Enlargement(PictureRows picture, Plane coarse, boolean light, int bandPixels, Workers workers) {
    this.picture = picture;
    this.coarse = coarse;
    this.light = light;
    this.bandPixels = bandPixels;
    this.workers = workers;
  }

  /** Returns the most pixels in a band of a picture of this size, including its margins. */
  static long bandPixels(int width, int height) {
    int rows = Math.max(2 * MARGIN, BAND_PIXELS / width) + 2 * MARGIN;
    return (long) width * Math.min(height, rows);
  }

  void run(Rows rows, DoubleConsumer progress) {
    int band = Math.max(2 * MARGIN, bandPixels / picture.width());
    float[] row = new float[picture.width()];
    // The overlap of a band with the one before.
    picture.keep(2 * MARGIN);
    for (int y = 0; y < picture.height(); y += band) {
      int end = Math.min(picture.height(), y + band);
      int first = Math.max(0, y - MARGIN);
      Plane alphas = alphas(first, Math.min(picture.height(), end + MARGIN));
      for (int v = y; v < end; v++) {
        System.arraycopy(alphas.values(), (v - first) * row.length, row, 0, row.length);
        rows.accept(v, row);
      }
      progress.accept(end / (double) picture.height());
    }
  }

  private Plane alphas(int from, int to) {
    Labels labels = picture.labels(from, to);
    Plane alphas = new Plane(labels.width(), labels.height(), 1);
    for (int y = 0; y < labels.height(); y++) {
      Workers.requireNotInterrupted();
      coarse.enlargedRow(from + y, 2, alphas.values(), y * alphas.width(), alphas.width());
    }
    settle(labels, from);
    if (labels.count(Trimap.UNKNOWN) == 0 || labels.width() < 3 || labels.height() < 3) {
      return forced(labels, alphas);
    }
    UnknownLayout layout = new UnknownLayout(labels);
    double[] x = layout.vector(alphas);
    List<SystemTerm> terms =
        List.of(
            new ClosedFormTerm(layout, colours(from, to), EPSILON, 1, workers),
            new PullTerm(layout, x, PULL));
    new ConjugateGradient(layout, terms, workers).solve(x, TOLERANCE, done -> {});
    return layout.alphas(x);
  }

  private Plane colours(int from, int to) {
    Plane colours = picture.colours(from, to);
    return colours.windows(light ? colours.light() : colours);
  }

  private static Plane forced(Labels labels, Plane alphas) {
    for (int i = 0; i < alphas.values().length; i++) {
      if (!labels.isUnknown(i)) {
        alphas.values()[i] = labels.alpha(i);
      }
    }
    return alphas;
  }

  /** Makes unknown pixels known if the matte around them is all 0, or all 1. */
  private void settle(Labels labels, int from) {
    for (int y = 0, at = 0; y < labels.height(); y++) {
      for (int x = 0; x < labels.width(); x++, at++) {
        if (labels.isUnknown(at)) {
          labels.values()[at] = (byte) settled(x / 2, (from + y) / 2);
        }
      }
    }
  }

  private int settled(int x, int y) {
    float low = 1;
    float high = 0;
    for (int v = Math.max(0, y - 1); v <= Math.min(coarse.height() - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(coarse.width() - 1, x + 1); u++) {
        float alpha = coarse.values()[v * coarse.width() + u];
        low = Math.min(low, alpha);
        high = Math.max(high, alpha);
      }
    }
    return high < SETTLED
        ? Trimap.BACKGROUND
        : low > 1 - SETTLED ? Trimap.FOREGROUND : Trimap.UNKNOWN;
  }

  /** Pulls alphas towards given ones by the squared differences. */
  static final class PullTerm implements SystemTerm {
    private final UnknownLayout layout;
    private final double[] goal;
    private final double weight;

    PullTerm(UnknownLayout layout, double[] goal, double weight) {
      this.layout = layout;
      this.goal = goal.clone();
      this.weight = weight;
    }

    @Override
    public void addProduct(int chunk, double[] x, double[] y) {
      for (int i = layout.start(chunk); i < layout.start(chunk + 1); i++) {
        y[i] += weight * x[i];
      }
    }

    @Override
    public void addDiagonal(double[] diagonal) {
      for (int i = 0; i < diagonal.length; i++) {
        diagonal[i] += weight;
      }
    }

    @Override
    public void addRightSide(double[] rightSide) {
      for (int i = 0; i < rightSide.length; i++) {
        rightSide[i] += weight * goal[i];
      }
    }
  }
}
