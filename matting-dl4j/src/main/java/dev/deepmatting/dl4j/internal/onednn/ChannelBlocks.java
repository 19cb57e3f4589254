package dev.deepmatting.dl4j.internal.onednn;

/**
 * A layout of blocks of channels, pixel by pixel and row by row without gaps: oneDNN's {@code
 * nChw16c}, or {@code nhwc} if one block has all channels.
 *
 * @param blocks number of blocks
 * @param channels per block
 * @param height rows
 * @param width pixels per row
 */
public record ChannelBlocks(int blocks, int channels, int height, int width) {

  /**
   * Returns the length of a row of one block.
   *
   * @return values
   */
  public int row() {
    return Math.multiplyExact(width, channels);
  }

  /**
   * Returns where a row begins.
   *
   * @param block the block of channels, from 0
   * @param y the row, from 0
   * @return values before it
   */
  public long start(int block, int y) {
    return ((long) block * height + y) * row();
  }
}
