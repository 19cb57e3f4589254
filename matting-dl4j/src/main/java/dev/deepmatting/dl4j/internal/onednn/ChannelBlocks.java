package dev.deepmatting.dl4j.internal.onednn;

/**
 * A layout in which blocks of some channels lie together, pixel after pixel and row after row
 * without gaps, as oneDNN calls {@code nChw16c}; with all channels in one block it is {@code nhwc}.
 *
 * @param blocks how many blocks of channels
 * @param channels of a block
 * @param height rows
 * @param width pixels of a row
 */
public record ChannelBlocks(int blocks, int channels, int height, int width) {

  /**
   * The length of a row of one block.
   *
   * @return values
   */
  public int row() {
    return Math.multiplyExact(width, channels);
  }

  /**
   * Where a row begins.
   *
   * @param block the block of channels, from 0
   * @param y the row, from 0
   * @return values before it
   */
  public long start(int block, int y) {
    return ((long) block * height + y) * row();
  }
}
