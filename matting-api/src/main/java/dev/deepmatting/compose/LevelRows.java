package dev.deepmatting.compose;

/** The photograph and the matte at the size of a level. */
interface LevelRows {
  /** Puts the picture and the alpha of a row where they are needed. */
  void read(int y, SweptRow row);
}
