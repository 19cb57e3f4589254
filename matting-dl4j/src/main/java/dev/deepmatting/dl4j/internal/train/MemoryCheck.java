package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.memory.AvailableMemory;
import dev.deepmatting.dl4j.internal.tensor.BatchAssembler;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.train.Optimiser;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StageRecipe;
import dev.deepmatting.train.TrainingSettings;
import java.util.Locale;

/** Refuses a run that would not fit into memory, before it begins. */
final class MemoryCheck {
  private static final double GIGABYTE = 1e9;

  private MemoryCheck() {}

  /**
   * Estimates a stage's step.
   *
   * @return bytes
   * @throws EngineException if less is available; the message says what would fit
   */
  static long require(TrainingSettings settings, NetworkConfig config, Stage stage) {
    StageRecipe recipe = settings.recipe().stage(stage);
    int side = settings.recipe().data().size();
    MemoryEstimate estimate = new MemoryEstimate(config, recipe, side);
    long bytes = estimate.bytes(recipe.microBatch());
    long limit = settings.memoryBudget().map(MemorySize::bytes).orElseGet(AvailableMemory::bytes);
    if (bytes > limit) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "a step of stage %s is estimated to take %.1f GB (%d samples of %dx%d at once), but"
                  + " %.1f GB are %s; wanted %s",
              stage.id(),
              bytes / GIGABYTE,
              recipe.microBatch(),
              side,
              side,
              limit / GIGABYTE,
              settings.memoryBudget().isPresent() ? "allowed" : "free",
              remedy(estimate, recipe, limit)));
    }
    return bytes;
  }

  private static String remedy(MemoryEstimate estimate, StageRecipe recipe, long limit) {
    for (int part = recipe.microBatch() - 1; part >= 1; part--) {
      if (estimate.bytes(part) <= limit) {
        return "a microBatch of at most " + part;
      }
    }
    return "a smaller crop or a narrower network";
  }

  /**
   * The memory of a training step, from the shapes: the activations that the backward pass needs,
   * the gradients that exist at once, the parameters with the optimiser's state and their average,
   * and the batch.
   */
  static final class MemoryEstimate {
    private static final int LEVELS = 5;

    /** Copies of the largest activation at once in a backward step: gradients and scratch. */
    private static final int LARGEST_AT_ONCE = 8;

    private final NetworkConfig config;
    private final NetworkLayout layout;
    private final StageRecipe recipe;
    private final long pixels;

    /**
     * Creates an estimate.
     *
     * @param config the network
     * @param recipe how it trains
     * @param side width and height of a sample
     */
    MemoryEstimate(NetworkConfig config, StageRecipe recipe, int side) {
      this.config = config;
      this.layout = new NetworkLayout(config);
      this.recipe = recipe;
      this.pixels = (long) side * side;
    }

    /**
     * Returns the bytes of a step whose batch passes through the network in micro-batches of this
     * size.
     */
    long bytes(int microBatch) {
      long batch =
          2L
              * recipe.batchSize()
              * pixels
              * (config.inputChannels() + BatchAssembler.LABEL_CHANNELS);
      // Alpha, its gradient and the like are doubles; so are logits, gates and gradients of guides.
      long planes = 2L * (8 + 4L * config.guides().size()) * microBatch * pixels;
      return activationBytes(microBatch) + Float.BYTES * (batch + planes + parameters());
    }

    /** Returns the kernels' part of it. */
    long activationBytes(int microBatch) {
      return (long) Float.BYTES * microBatch * pixels * channelsPerPixel() / 1024;
    }

    /** Returns 1024ths of a channel at full resolution, since deeper levels have fewer pixels. */
    private long channelsPerPixel() {
      long sum = 0;
      long largest = 0;
      for (int block = 1; block <= LEVELS; block++) {
        long share = share(block - 1);
        for (ConvolutionLayer layer : layout.encoderBlock(block)) {
          sum += kept(layer) * share;
          largest = Math.max(largest, layer.outputChannels() * share);
        }
        sum += config.encoderChannels(block) * share(block);
      }
      for (ConvolutionLayer layer : layout.bridge()) {
        sum += kept(layer) * share(LEVELS);
      }
      for (int level = LEVELS; level >= 1; level--) {
        sum += (layout.upsampledChannels(level) + kept(layout.decoder(level))) * share(level - 1);
        largest = Math.max(largest, layout.upsampledChannels(level) * share(level - 1));
      }
      if (!config.guides().isEmpty()) {
        // The input of the last convolutions, and their output for each guide.
        sum += (layout.rawAlpha().inputChannels() + config.guides().size()) * 1024L;
      }
      return sum + (recipe.stage().needsHead() ? head() : 0) + LARGEST_AT_ONCE * largest;
    }

    private long head() {
      return layout.refinementHidden().stream().mapToLong(layer -> kept(layer) * 1024).sum();
    }

    /** Returns the channels of a convolution's output and its normalised copy. */
    private static long kept(ConvolutionLayer layer) {
      return layer.outputChannels() * (layer.batchNorm() == null ? 1L : 2L);
    }

    private static long share(int poolings) {
      return 1024L >> (2 * poolings);
    }

    private long parameters() {
      long count = layout.tensors().values().stream().mapToLong(MemoryEstimate::elements).sum();
      int slots = recipe.optimiser() instanceof Optimiser.Adam ? 2 : 1;
      // Values, gradients, and a copy of each in a layer's preferred layout.
      return count * (3 + slots + (recipe.averaging() > 0 ? 1 : 0));
    }

    private static long elements(int[] shape) {
      long elements = 1;
      for (int size : shape) {
        elements *= size;
      }
      return elements;
    }
  }
}
