package dev.deepmatting.network;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;

/**
 * Splits a picture into tiles. The network needs some surroundings of each unknown pixel, so tiles
 * overlap; their alphas are blended in the overlap. Immutable.
 *
 * @since 0.1
 */
public final class Tiling {
  /** The smallest side of a tile: surroundings on both sides, and something between them. */
  public static final int LEAST_SIDE = 256;

  private static final int WHOLE = 0;
  private static final Tiling AUTO = new Tiling(Integer.MAX_VALUE);
  private static final Tiling OFF = new Tiling(WHOLE);

  private final int side;

  private Tiling(int side) {
    this.side = side;
  }

  /**
   * Computes only regions around unknown pixels, in tiles as large as the memory budget allows.
   *
   * @return the default
   */
  public static Tiling auto() {
    return AUTO;
  }

  /**
   * Computes the whole picture at once, known pixels too.
   *
   * @return whole-image mode
   */
  public static Tiling off() {
    return OFF;
  }

  /**
   * Computes only regions around unknown pixels, in tiles of at most this size.
   *
   * @param side the longest side of a tile in pixels with its surroundings, at least {@link
   *     #LEAST_SIDE}
   * @return tiles of this size
   * @throws InvalidInputException if the side is too small
   */
  public static Tiling of(int side) {
    Ranges.require(side >= LEAST_SIDE, "tile", side, "at least " + LEAST_SIDE + " pixels");
    return new Tiling(side);
  }

  /**
   * Returns whether the whole picture is computed at once.
   *
   * @return true for {@link #off()}
   */
  public boolean isOff() {
    return side == WHOLE;
  }

  /**
   * Returns the longest side of a tile.
   *
   * @return pixels; {@link Integer#MAX_VALUE} if only memory limits it, and 0 without tiles
   */
  public int side() {
    return side;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tiling that && side == that.side;
  }

  @Override
  public int hashCode() {
    return side;
  }

  @Override
  public String toString() {
    return isOff() ? "off" : side == Integer.MAX_VALUE ? "auto" : Integer.toString(side);
  }
}
