package dev.deepmatting.compose;

import dev.deepmatting.image.ImageRows;
import java.util.List;
import java.util.Objects;

/**
 * Estimates the foreground of a picture that is not in memory. The rows are read twice. The first
 * pass collects the small levels, which are then solved in memory. The second pass sweeps each
 * larger level while the next one requests its rows, so a few rows of each are enough; the numbers
 * are those of {@link WholeEstimation} without bands. For one thread at a time.
 */
final class StreamedEstimation {
  /**
   * The longest side of the levels in memory: a higher value takes memory for levels, a lower one
   * for rows.
   */
  private static final int LONGEST_STORED = 256;

  private final ForegroundEstimation settings;
  private final ImageRows image;
  private final float[] colours;
  private final MeanColours means = new MeanColours();
  private final List<LevelRows.StoredLevel> stored;
  private final List<LevelSize> streamed;

  StreamedEstimation(ForegroundEstimation settings, ImageRows image) {
    this.settings = settings;
    this.image = image;
    colours = new float[SweptRow.CHANNELS * image.width()];
    List<LevelSize> levels = LevelSize.of(image.width(), image.height());
    List<LevelSize> smaller = levels.subList(0, levels.size() - 1);
    stored =
        smaller.stream()
            .filter(size -> size.longest() <= LONGEST_STORED)
            .map(size -> new LevelRows.StoredLevel(size, image.width(), image.height()))
            .toList();
    streamed = levels.subList(stored.size(), levels.size());
  }

  /** First pass: takes the next row of alpha. */
  void take(int y, float[] alpha) {
    image.readRow(y, colours);
    means.add(MeanColours.sumsOf(colours, alpha));
    stored.forEach(level -> level.offer(y, colours, alpha));
  }

  /** Returns how many rows the second pass goes back. */
  int window() {
    long rows = 2;
    for (LevelSize size : streamed) {
      long pixel = (image.height() + size.height() - 1L) / size.height();
      rows += pixel * (settings.iterations(size) + 1);
    }
    return (int) Math.min(rows, image.height());
  }

  /** Second pass: returns the colours of the picture, to be read from top to bottom. */
  LevelSweep sweep(MattedRows.WindowRows rows) {
    ColourRows level = means.level();
    for (LevelRows.StoredLevel source : stored) {
      LevelSweep sweep = LevelSweep.of(settings, source.size(), source, level);
      ColourRows.ColourPlanes planes = new ColourRows.ColourPlanes(source.size());
      for (int y = 0; y < source.size().height(); y++) {
        planes.put(y, sweep.finished(y).colours());
      }
      level = planes;
    }
    LevelSweep last = null;
    for (LevelSize size : streamed) {
      last =
          LevelSweep.of(
              settings, size, new LevelRows.SampledRows(rows, size), last == null ? level : last);
    }
    return Objects.requireNonNull(last, "no level");
  }
}
