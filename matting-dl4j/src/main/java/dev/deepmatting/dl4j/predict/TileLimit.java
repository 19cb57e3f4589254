package dev.deepmatting.dl4j.predict;

import dev.deepmatting.dl4j.engine.NetworkEngine;
import dev.deepmatting.dl4j.memory.AvailableMemory;
import dev.deepmatting.dl4j.tensor.Padding;
import dev.deepmatting.dl4j.tensor.TensorCodec;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.spi.EngineSettings;
import java.util.Locale;

/** How large a tile may be, so that it fits into memory with the pictures beside it. */
final class TileLimit {
  private static final int STRIDE = Padding.STRIDE;

  /** Larger tiles are hardly faster: their surroundings are a small part already. */
  private static final int LARGEST_SIDE = 2048;

  /** Of an image of 8 bits and its trimap. */
  private static final int PICTURE_BYTES = 4;

  /** A tile's tensor, and its alpha. */
  private static final long TENSOR_BYTES = Float.BYTES * (TensorCodec.CHANNELS + 1L);

  /** Of a band's row: sums and weights. */
  private static final long BAND_BYTES = 2L * Float.BYTES;

  /** What may be taken of the machine's free memory if nobody said. */
  private static final double SHARE_OF_FREE = 0.8;

  /** Of a run's memory, which grows with the pixels; small sizes have a little more for each. */
  private static final int MEASURED_SIDE = 512;

  private static final double MARGIN = 1.03;

  private final EngineSettings settings;
  private final long weightBytes;
  private final double bytesPerPixel;

  TileLimit(NetworkEngine engine, EngineSettings settings) {
    this.settings = settings;
    weightBytes = engine.weightBytes();
    bytesPerPixel =
        MARGIN
            * engine.runBytes(MEASURED_SIDE, MEASURED_SIDE)
            / ((double) MEASURED_SIDE * MEASURED_SIDE);
  }

  /**
   * Refuses a budget that holds not even the smallest tile of a small picture.
   *
   * @throws InvalidInputException if it is too small
   */
  void requireUsable() {
    settings
        .memoryBudget()
        .ifPresent(
            budget -> {
              int side = Tiling.LEAST_SIDE;
              long least = weightBytes + tileBytes(side, side) + bandBytes(side, side);
              if (least > budget.bytes()) {
                throw new InvalidInputException(
                    "memoryBudget is "
                        + budget
                        + ", wanted at least "
                        + new MemorySize(least)
                        + " for this network");
              }
            });
  }

  /** What predicting a picture in memory takes if every pixel is unknown. */
  MemorySize memoryFor(int width, int height) {
    long pictures = (long) width * height * (PICTURE_BYTES + Float.BYTES);
    int side =
        settings.tiling().isOff()
            ? Padding.padded(Math.max(width, height))
            : fitting(width, height, pictures);
    return new MemorySize(bytes(side, width, height, pictures));
  }

  private long tileBytes(int height, int width) {
    return (long) ((bytesPerPixel + TENSOR_BYTES) * height * width);
  }

  private static long bandBytes(int width, int rows) {
    return BAND_BYTES * width * rows;
  }

  /**
   * The longest side of a tile.
   *
   * @return a multiple of {@link Padding#STRIDE}
   * @throws InvalidInputException if the budget has no room for the smallest, or, without tiles,
   *     for the whole picture
   * @throws EngineException if the machine has no such room
   */
  int side(ImageRows image, TrimapRows trimap) {
    int width = image.width();
    int height = image.height();
    if (settings.tiling().isOff()) {
      int whole = Padding.padded(Math.max(width, height));
      long needed = bytes(whole, width, height, image.keep(height) + trimap.keep(height));
      require(needed, "the whole image of " + width + "x" + height);
      return whole;
    }
    int side = Padding.padded(Math.max(width, height));
    int smaller;
    // Pictures that are read by rows take less with smaller tiles.
    while ((smaller = fitting(width, height, kept(image, trimap, side))) < side) {
      side = smaller;
    }
    require(bytes(side, width, height, kept(image, trimap, side)), "a tile of " + side + " pixels");
    return side;
  }

  private static long kept(ImageRows image, TrimapRows trimap, int side) {
    int rows = Math.min(side, image.height());
    return image.keep(rows) + trimap.keep(rows);
  }

  private int fitting(int width, int height, long pictureBytes) {
    int longest = Padding.padded(Math.max(width, height));
    int side =
        Math.min(longest, Math.min(LARGEST_SIDE, settings.tiling().side() / STRIDE * STRIDE));
    while (side > Tiling.LEAST_SIDE && bytes(side, width, height, pictureBytes) > limit()) {
      side -= STRIDE;
    }
    return side;
  }

  private long bytes(int side, int width, int height, long pictureBytes) {
    int rows = Math.min(side, Padding.padded(height));
    int columns = Math.min(side, Padding.padded(width));
    return weightBytes
        + tileBytes(rows, columns)
        + bandBytes(Padding.padded(width), rows)
        + pictureBytes;
  }

  private long limit() {
    return settings
        .memoryBudget()
        .map(MemorySize::bytes)
        .orElseGet(() -> (long) (SHARE_OF_FREE * AvailableMemory.bytes()) + weightBytes);
  }

  private void require(long needed, String what) {
    if (needed <= limit()) {
      return;
    }
    String wanted = new MemorySize(needed).toString();
    if (settings.memoryBudget().isPresent()) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "memoryBudget is %s, wanted at least %s for %s",
              settings.memoryBudget().get(),
              wanted,
              what));
    }
    throw new EngineException(
        String.format(
            Locale.ROOT,
            "%s takes some %s, but %s of memory are free; wanted tiles, a smaller picture or a"
                + " narrower network",
            what,
            wanted,
            new MemorySize(limit())));
  }
}
