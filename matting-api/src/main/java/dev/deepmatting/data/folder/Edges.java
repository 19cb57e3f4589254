package dev.deepmatting.data.folder;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;

/** Refuses mattes in which nothing is to be learned. */
final class Edges {
  private static final int OPAQUE = 255;

  private Edges() {}

  /** In 8 bits, as samples have it: a value below 1/510 is 0 there. */
  static void require(String name, AlphaMatte alpha) {
    byte[] row = new byte[alpha.width()];
    boolean visible = false;
    boolean open = false;
    for (int y = 0; y < alpha.height() && !(visible && open); y++) {
      alpha.readRow8(y, row);
      for (byte value : row) {
        visible |= value != 0;
        open |= (value & 0xff) != OPAQUE;
      }
    }
    if (!visible) {
      throw new InvalidInputException(name + " is 0 everywhere, wanted a foreground");
    }
    if (!open) {
      throw new InvalidInputException(
          name + " is 1 everywhere, wanted a foreground with an edge in the picture");
    }
  }
}
