package dev.deepmatting.compose;

/** Takes the nearest pixels of the whole picture. For one thread at a time. */
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
