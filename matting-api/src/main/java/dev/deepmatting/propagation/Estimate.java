package dev.deepmatting.propagation;

import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.trimap.LabelExpansion;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Processes one picture: reduces it, tightens its trimap, solves it and enlarges the result to full
 * size.
 */
final class Estimate {
  /** Progress when labels are expanded, and when the matte is solved. */
  private static final double EXPANDED = 0.05;

  private static final double SOLVED = 0.6;

  /** Progress when all sizes but the full one are done. */
  private static final double ENLARGED = 0.7;

  /** The most reductions, even if no limit is met. */
  private static final int MOST_REDUCED = 1 << 8;

  private static final int WIDEST = 65535;

  private final PropagationMethod method;
  private final ImageRows image;
  private final TrimapRows trimap;
  private final Workers workers;
  private final DoubleConsumer progress;
  private final int maxUnknown;
  private final int bandPixels;

  /**
   * Prepares an estimate.
   *
   * @param progress is notified of the progress, 0 to 1, not always rising
   * @param maxUnknown the most unknown pixels to solve
   * @param bandPixels approximate number of pixels to enlarge at a time
   */
  Estimate(
      PropagationMethod method,
      ImageRows image,
      TrimapRows trimap,
      Workers workers,
      DoubleConsumer progress,
      int maxUnknown,
      int bandPixels) {
    this.method = method;
    this.image = image;
    this.trimap = trimap;
    this.workers = workers;
    this.progress = progress;
    this.maxUnknown = maxUnknown;
    this.bandPixels = bandPixels;
  }

  /**
   * Solves and writes.
   *
   * @param smallest the smallest reduction for the solver, a power of two
   * @param alpha receives the rows
   */
  void run(int smallest, AlphaSink alpha) {
    PictureRows full = new PictureRows(image, trimap, 1);
    if (smallest == 1) {
      write(solved(full, full.labels(), progress), full, alpha);
      return;
    }
    int factor = smallest;
    PictureRows reduced = new PictureRows(image, trimap, factor);
    Labels labels = reduced.labels();
    // Scattered unknown pixels make more squares unknown than their number suggests.
    while (factor < MOST_REDUCED && labels.count(Trimap.UNKNOWN) > maxUnknown) {
      factor *= 2;
      reduced = new PictureRows(image, trimap, factor);
      labels = reduced.labels();
    }
    Plane matte = solved(reduced, labels, share -> progress.accept(SOLVED * share));
    for (int size = factor / 2; size > 1; size /= 2) {
      matte = enlarged(matte, size);
    }
    enlargement(full, matte)
        .run(alpha::writeRow, share -> progress.accept(ENLARGED + (1 - ENLARGED) * share));
  }

  private Enlargement enlargement(PictureRows picture, Plane matte) {
    boolean light = method instanceof SolvedMethod solved && solved.light();
    return new Enlargement(picture, matte, light, bandPixels, workers);
  }

  /** Writes the matte and restores known pixels, which some methods smooth. */
  private static void write(Plane matte, PictureRows full, AlphaSink alpha) {
    float[] row = new float[matte.width()];
    for (int y = 0; y < matte.height(); y++) {
      System.arraycopy(matte.values(), y * row.length, row, 0, row.length);
      full.force(y, row);
      alpha.writeRow(y, row);
    }
  }

  private Plane enlarged(Plane matte, int size) {
    PictureRows larger = new PictureRows(image, trimap, size);
    Plane next = new Plane(larger.width(), larger.height(), 1);
    enlargement(larger, matte)
        .run(
            (y, row) -> System.arraycopy(row, 0, next.values(), y * row.length, row.length),
            share -> progress.accept(SOLVED + (ENLARGED - SOLVED) * share));
    return next;
  }

  /** Returns the matte of a picture that is small enough to be solved in memory. */
  private Plane solved(PictureRows picture, Labels known, DoubleConsumer solving) {
    Plane colours = picture.colours(0, picture.height());
    Labels labels = expanded(known, colours);
    solving.accept(EXPANDED);
    if (labels.count(Trimap.UNKNOWN) == 0) {
      return labels.alphas();
    }
    Plane matte =
        solver()
            .solve(
                PictureRows.padded(colours),
                PictureRows.padded(labels),
                share -> solving.accept(EXPANDED + (1 - EXPANDED) * share));
    return PictureRows.cropped(matte, picture.width(), picture.height());
  }

  private Labels expanded(Labels labels, Plane colours) {
    Optional<LabelExpansion> expansion = method.labelExpansion();
    if (expansion.isEmpty()) {
      return labels;
    }
    boolean whole = image.width() == colours.width() && image.height() == colours.height();
    RgbImage same = whole && image instanceof RgbImage given ? given : image(colours);
    return Labels.of(expansion.get().expand(same, labels.toTrimap()));
  }

  private static RgbImage image(Plane colours) {
    short[] samples = new short[colours.values().length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(WIDEST * Math.max(0, Math.min(1, colours.values()[i])));
    }
    return RgbImage.of16(colours.width(), colours.height(), samples);
  }

  private Solver solver() {
    if (method instanceof ClosedForm closedForm) {
      return new Solver.ClosedFormSolver(closedForm, workers);
    }
    if (method instanceof Knn knn) {
      return new Solver.KnnSolver(knn, workers);
    }
    if (method instanceof ThreeLayerGraph graph) {
      return new ThreeLayerSolver(graph, workers);
    }
    return new PyramidSolver((PyramidGraph) method, workers);
  }
}
