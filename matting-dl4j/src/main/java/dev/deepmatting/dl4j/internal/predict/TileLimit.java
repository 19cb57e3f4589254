package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.RunEstimate;
import dev.deepmatting.dl4j.internal.memory.AvailableMemory;
import dev.deepmatting.dl4j.internal.tensor.GuideMatte;
import dev.deepmatting.dl4j.internal.tensor.Padding;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.spi.EngineSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/** The largest tile that fits into memory together with the pictures. */
final class TileLimit {
  private static final int STRIDE = Padding.STRIDE;

  /** Larger tiles are hardly faster: their context is already a small part. */
  private static final int LARGEST_SIDE = 2048;

  /** Bytes per pixel of an 8-bit image and its trimap. */
  private static final int PICTURE_BYTES = 4;

  /** Bytes per pixel of a matte's rows and its copy of them. */
  private static final int ALPHA_BYTES = 2 * Float.BYTES;

  /** Bytes per pixel of a band's row: sums and weights. */
  private static final long BAND_BYTES = 2L * Float.BYTES;

  /** The default share of the machine's free memory. */
  private static final double SHARE_OF_FREE = 0.8;

  private final NetworkEngine engine;
  private final EngineSettings settings;
  private final RunEstimate run;
  private final Guidance guidance;

  /** Bytes per pixel of a tile's tensor and its alpha. */
  private final long tensorBytes;

  /**
   * Creates limits for an engine.
   *
   * @param run the memory of the engine's runs
   * @param guidance the network's guides
   */
  TileLimit(NetworkEngine engine, EngineSettings settings, RunEstimate run, Guidance guidance) {
    this.engine = engine;
    this.run = run;
    this.guidance = guidance;
    tensorBytes = Float.BYTES * (engine.config().inputChannels() + 1L);
    this.settings = settings;
  }

  /**
   * Refuses a budget that is too small even for the smallest tile of a small picture, or its
   * guides.
   *
   * @throws InvalidInputException if it is too small
   */
  void requireUsable() {
    settings
        .memoryBudget()
        .ifPresent(
            budget -> {
              int side = Tiling.LEAST_SIDE;
              long tile = tileBytes(side, side) + bandBytes(side, side);
              long guides = guidance.workBytes(side, side, Optional.of(new MemorySize(1)));
              long least =
                  engine.weightBytes() + guidance.mostBytes(side, side) + Math.max(tile, guides);
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

  /**
   * Refuses pictures that alone, with the weights, exceed the budget: also if nothing is unknown.
   *
   * @throws InvalidInputException if they do
   */
  void requirePictures(ImageRows image, TrimapRows trimap, AlphaSink alpha) {
    settings
        .memoryBudget()
        .ifPresent(
            budget ->
                require(
                    engine.weightBytes() + image.keptBytes(1) + trimap.keptBytes(1) + alpha.bytes(),
                    budget.bytes(),
                    "the picture of " + image.width() + "x" + image.height()));
  }

  /** Returns the memory for predicting a picture in memory if every pixel is unknown. */
  MemorySize memoryFor(int width, int height) {
    long pictures = (long) width * height * (PICTURE_BYTES + ALPHA_BYTES);
    long kept = pictures + guidance.mostBytes(width, height);
    Demand demand = new Demand(engine.weightBytes(), width, height, side -> kept);
    long tiles = demand.bytes(demand.longest(limit(demand)));
    long beside = engine.weightBytes() + kept;
    long guides = beside + guidance.workBytes(width, height, budgetBeside(beside));
    return new MemorySize(guidance.count() == 0 ? tiles : Math.max(tiles, guides));
  }

  /** Returns the memory for computing guides; empty without a budget. */
  Optional<MemorySize> guidesBudget(ImageRows image, TrimapRows trimap, AlphaSink alpha) {
    long pictures = image.keptBytes(1) + trimap.keptBytes(1) + alpha.bytes();
    long mattes = guidance.mostBytes(image.width(), image.height());
    return budgetBeside(engine.weightBytes() + pictures + mattes);
  }

  private Optional<MemorySize> budgetBeside(long bytes) {
    return settings.memoryBudget().map(all -> new MemorySize(Math.max(1, all.bytes() - bytes)));
  }

  private long tileBytes(int height, int width) {
    long pixels = (long) height * width;
    return run.bytes(pixels) + tensorBytes * pixels;
  }

  private static long bandBytes(int width, int rows) {
    return BAND_BYTES * width * rows;
  }

  /**
   * Returns the longest side of a tile. Frees memory that the engine keeps from earlier runs if it
   * exceeds such a tile's share.
   *
   * @return a multiple of {@link Padding#STRIDE}
   * @throws InvalidInputException if the budget is too small for the smallest tile or, without
   *     tiles, for the whole picture
   * @throws EngineException if the machine has too little memory
   */
  int side(ImageRows image, TrimapRows trimap, List<GuideMatte> guides, AlphaSink alpha) {
    int width = image.width();
    int height = image.height();
    long mattes = guides.stream().mapToLong(GuideMatte::bytes).sum();
    Demand demand =
        new Demand(
            engine.weightBytes(),
            width,
            height,
            side -> {
              int rows = Math.min(side, height);
              return image.keptBytes(rows) + trimap.keptBytes(rows) + mattes + alpha.bytes();
            });
    long limit = limit(demand);
    int side = demand.longest(limit);
    long needed = demand.bytes(side);
    require(
        needed,
        limit,
        settings.tiling().isOff()
            ? "the whole image of " + width + "x" + height
            : "a tile of " + side + " pixels");
    engine.holdAtMost(limit - (needed - demand.runBytes(side)));
    return side;
  }

  /** The memory that a picture's tiles take. */
  private final class Demand {
    private final long weightBytes;
    private final int width;
    private final int height;
    private final IntToLongFunction pictureBytes;

    Demand(long weightBytes, int width, int height, IntToLongFunction pictureBytes) {
      this.weightBytes = weightBytes;
      this.width = width;
      this.height = height;
      this.pictureBytes = pictureBytes;
    }

    /** Returns the longest side within a limit, or the least side. */
    int longest(long limit) {
      int whole = Padding.padded(Math.max(width, height));
      if (settings.tiling().isOff()) {
        return whole;
      }
      int side =
          Math.min(whole, Math.min(LARGEST_SIDE, settings.tiling().side() / STRIDE * STRIDE));
      while (side > Tiling.LEAST_SIDE && bytes(side) > limit) {
        side -= STRIDE;
      }
      return side;
    }

    long bytes(int side) {
      return weightBytes
          + tileBytes(rows(side), columns(side))
          + bandBytes(Padding.padded(width), rows(side))
          + pictureBytes.applyAsLong(side);
    }

    /** Returns the engine's bytes for one tile. */
    long runBytes(int side) {
      return run.bytes((long) rows(side) * columns(side));
    }

    private int rows(int side) {
      return Math.min(side, Padding.padded(height));
    }

    private int columns(int side) {
      return Math.min(side, Padding.padded(width));
    }
  }

  /** Returns the limit; memory that the engine already has counts as free. */
  private long limit(Demand demand) {
    return settings
        .memoryBudget()
        .map(MemorySize::bytes)
        .orElseGet(
            () ->
                (long) (SHARE_OF_FREE * (AvailableMemory.bytes() + engine.heldBytes()))
                    + demand.weightBytes);
  }

  private void require(long needed, long limit, String what) {
    if (needed <= limit) {
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
            "%s takes about %s, but %s of memory is free; wanted tiles, a smaller picture or a"
                + " narrower network",
            what,
            wanted,
            new MemorySize(limit)));
  }
}
