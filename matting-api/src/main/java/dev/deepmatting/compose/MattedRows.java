package dev.deepmatting.compose;

/** A photograph and its matte, row by row. */
interface MattedRows {
  int width();

  int height();

  /** Reads a row: three colours for each pixel, and alpha. */
  void read(int y, float[] colours, float[] alpha);
}
