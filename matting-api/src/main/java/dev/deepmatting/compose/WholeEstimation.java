package dev.deepmatting.compose;

import java.util.List;

/** Estimates the layers of a picture in memory, level by level, on several threads. */
final class WholeEstimation {
  private final ForegroundEstimation settings;
  private final MattedRows source;

  WholeEstimation(ForegroundEstimation settings, MattedRows source) {
    this.settings = settings;
    this.source = source;
  }

  /** Takes the finished rows of a level; of several threads, in any order. */
  @FunctionalInterface
  interface Rows {
    void put(int y, SweptRow row);
  }

  /** Gives each row of the largest level once. */
  void run(Rows target) {
    List<LevelSize> levels = LevelSize.of(source.width(), source.height());
    ColourRows colours = means();
    for (LevelSize size : levels.subList(0, levels.size() - 1)) {
      ColourPlanes level = new ColourPlanes(size);
      sweep(size, colours, level::put);
      colours = level;
    }
    sweep(levels.get(levels.size() - 1), colours, target);
  }

  private void sweep(LevelSize size, ColourRows start, Rows target) {
    inBands(
        size.height(),
        (from, to) -> {
          LevelRows rows = new SampledRows(source, size);
          LevelSweep sweep = LevelSweep.ofBand(settings, size, rows, start, from, to);
          for (int y = from; y < to; y++) {
            target.put(y, sweep.finished(y));
          }
        });
  }

  private ColourPlanes means() {
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

  private void inBands(int height, Bands.Work work) {
    Bands.run(height, settings.bandHeight(), settings.threads(), work);
  }
}
