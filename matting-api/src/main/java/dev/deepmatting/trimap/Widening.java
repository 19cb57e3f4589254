package dev.deepmatting.trimap;

/**
 * How the unknown region grows on both sides. Implementations are immutable, and say in {@code
 * toString} what they are: NAME is VALUE.
 */
interface Widening {
  /** What may not be known background: contains all that is not background. */
  boolean[] outwards(Regions regions);

  /** What may be known foreground: lies in the foreground. */
  boolean[] inwards(Regions regions);
}
