package dev.deepmatting.compose;

/** Reads the photograph and the matte at the size of a level. */
interface LevelRows {
  /** Reads the picture and the alpha of a row into the target. */
  void read(int y, SweptRow row);

  /** Samples the nearest pixels of the whole picture. For one thread at a time. */
  final class SampledRows implements LevelRows {
    private final MattedRows whole;
    private final LevelSize size;
    private final int[] columns;
    private final float[] colours;
    private final float[] alpha;

    SampledRows(MattedRows whole, LevelSize size) {
      this.whole = whole;
      this.size = size;
      columns = LevelSize.nearest(size.width(), whole.width());
      colours = new float[SweptRow.CHANNELS * whole.width()];
      alpha = new float[whole.width()];
    }

    @Override
    public void read(int y, SweptRow row) {
      whole.read(LevelSize.nearest(y, size.height(), whole.height()), colours, alpha);
      row.take(colours, alpha, columns);
    }
  }

  /** The samples of a small level, collected while the rows of the whole picture are read. */
  final class StoredLevel implements LevelRows {
    private final LevelSize size;
    private final int wholeHeight;
    private final int[] columns;
    private final int[] everyColumn;
    private final float[][] colours;
    private final float[][] alpha;
    private int next;

    StoredLevel(LevelSize size, int wholeWidth, int wholeHeight) {
      this.size = size;
      this.wholeHeight = wholeHeight;
      columns = LevelSize.nearest(size.width(), wholeWidth);
      everyColumn = LevelSize.nearest(size.width(), size.width());
      colours = new float[size.height()][SweptRow.CHANNELS * size.width()];
      alpha = new float[size.height()][size.width()];
    }

    LevelSize size() {
      return size;
    }

    /** Takes the samples that the level needs from a row of the whole picture. */
    void offer(int y, float[] wholeColours, float[] wholeAlpha) {
      if (next == size.height() || y != LevelSize.nearest(next, size.height(), wholeHeight)) {
        return;
      }
      for (int x = 0, to = 0; x < size.width(); x++) {
        int from = SweptRow.CHANNELS * columns[x];
        for (int channel = 0; channel < SweptRow.CHANNELS; channel++) {
          colours[next][to++] = wholeColours[from + channel];
        }
        alpha[next][x] = wholeAlpha[columns[x]];
      }
      next++;
    }

    @Override
    public void read(int y, SweptRow row) {
      row.take(colours[y], alpha[y], everyColumn);
    }
  }
}
