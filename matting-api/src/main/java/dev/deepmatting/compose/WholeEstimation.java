package dev.deepmatting.compose;

import dev.deepmatting.internal.thread.WorkerThreads;
import java.util.List;

/** Estimates the layers of a picture in memory, level by level, on several threads. */
final class WholeEstimation {
  private final ForegroundEstimation settings;
  private final MattedRows source;
  private final boolean background;

  /**
   * Prepares an estimation.
   *
   * @param background whether to compute the background too
   */
  WholeEstimation(ForegroundEstimation settings, MattedRows source, boolean background) {
    this.settings = settings;
    this.source = source;
    this.background = background;
  }

  /** Receives the finished rows of a level, from several threads, in any order. */
  @FunctionalInterface
  interface Rows {
    void put(int y, float[][] colours);
  }

  /** Passes on each row of the largest level once. */
  void run(Rows target) {
    List<LevelSize> levels = LevelSize.of(source.width(), source.height());
    ColourRows colours = means();
    for (LevelSize size : levels.subList(0, levels.size() - 1)) {
      ColourRows.ColourPlanes level = new ColourRows.ColourPlanes(size);
      sweep(size, colours, (from, to, sweep) -> putSwept(from, to, sweep, level));
      colours = level;
    }
    sweep(
        levels.get(levels.size() - 1),
        colours,
        (from, to, sweep) -> putFinal(from, to, sweep, target));
  }

  private static void putSwept(int from, int to, LevelSweep sweep, ColourRows.ColourPlanes target) {
    for (int y = from; y < to; y++) {
      target.put(y, sweep.finished(y).colours());
    }
  }

  private void putFinal(int from, int to, LevelSweep sweep, Rows target) {
    FinalColours colours = new FinalColours(settings, sweep.width(), background);
    for (int y = from; y < to; y++) {
      target.put(y, colours.of(sweep.finished(y)));
    }
  }

  /** Reads the rows of a band from its sweep. */
  @FunctionalInterface
  private interface Band {
    void take(int from, int to, LevelSweep sweep);
  }

  private void sweep(LevelSize size, ColourRows start, Band band) {
    inBands(
        size.height(),
        (from, to) -> {
          LevelRows rows = new LevelRows.SampledRows(source, size);
          band.take(from, to, LevelSweep.ofBand(settings, size, rows, start, from, to));
        });
  }

  private ColourRows.ColourPlanes means() {
    double[][] sums = new double[source.height()][];
    inBands(
        source.height(),
        (from, to) -> {
          float[] colours = new float[SweptRow.CHANNELS * source.width()];
          float[] alpha = new float[source.width()];
          for (int y = from; y < to; y++) {
            source.read(y, colours, alpha);
            sums[y] = MeanColours.sumsOf(colours, alpha);
          }
        });
    MeanColours means = new MeanColours();
    for (double[] row : sums) {
      means.add(row);
    }
    return means.level();
  }

  /** Processes the rows of a band. */
  @FunctionalInterface
  private interface BandWork {
    void run(int from, int to);
  }

  /** Distributes rows among threads, in bands that do not depend on the number of threads. */
  private void inBands(int height, BandWork work) {
    int bands = (height + settings.bandHeight() - 1) / settings.bandHeight();
    int helpers = Math.min(settings.threads(), bands) - 1;
    try (WorkerThreads threads = new WorkerThreads("matting-bands", helpers)) {
      threads.run(
          bands, band -> work.run(border(height, bands, band), border(height, bands, band + 1)));
    }
  }

  private static int border(int height, int bands, int band) {
    return (int) ((long) height * band / bands);
  }
}
