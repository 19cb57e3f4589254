package dev.deepmatting.dl4j.plan;

import dev.deepmatting.dl4j.onednn.AlignedMemory;
import dev.deepmatting.dl4j.onednn.Layout;
import dev.deepmatting.dl4j.onednn.Layouts;
import dev.deepmatting.dl4j.onednn.NumberType;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.tensor.Window;
import dev.deepmatting.dl4j.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.weights.FoldedConvolution;
import dev.deepmatting.dl4j.weights.NetworkLayout;
import dev.deepmatting.dl4j.weights.NetworkWeights;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Upsampling;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * A network with its weights in native memory and the plans of the sizes that were met last. Not
 * safe to share between threads.
 */
public final class CompiledNetwork implements AutoCloseable {
  private static final int MOST_PLANS = 16;
  private static final int LEVELS = 5;

  /** Memory that is more than so many times what a run needs is given back before it. */
  private static final int MOST_EXCESS = 4;

  /** Kernels of convolutions by tiles are matrices, one for each place of a tile. */
  private static final int TRANSFORMED_RANK = 3;

  /**
   * A usual size, to learn from it how operations want their weights, and how much a pixel takes.
   */
  private static final int USUAL_SIDE = 512;

  private final NetworkConfig config;
  private final NumberType type;
  private final Processor processor = new Processor();
  private final WeightStore weights = new WeightStore(processor);
  private final Map<Size, Plan> plans = new LinkedHashMap<>(MOST_PLANS, 0.75f, true);
  private long usualBytes;
  private AlignedMemory memory;

  /** What plans differ by. */
  private record Size(int height, int width, Window window) {
    Size(int height, int width) {
      this(height, width, Window.whole(width, height));
    }
  }

  /**
   * Takes the weights in, one layer after the other.
   *
   * @param source the weights, not needed afterwards
   * @param type the numbers to compute with
   * @throws dev.deepmatting.error.EngineException if oneDNN does not load here
   * @throws OutOfMemoryError if there is not enough native memory
   */
  public CompiledNetwork(NetworkWeights source, NumberType type) {
    this.config = source.config();
    this.type = type;
    try (Plan usual = compile(new Size(USUAL_SIDE, USUAL_SIDE));
        Layouts layouts = new Layouts()) {
      usualBytes = usual.bytes();
      load(source, usual, layouts);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void load(NetworkWeights source, Plan usual, Layouts layouts) {
    NetworkLayout layout = new NetworkLayout(config);
    for (ConvolutionLayer layer : layout.convolutions()) {
      FoldedConvolution folded = source.folded(layer);
      Layout wanted = usual.kernel(layer.name());
      KernelSource kernel =
          wanted.shape().length == TRANSFORMED_RANK
              ? KernelSource.transformed(folded.kernel())
              : KernelSource.of(folded.kernel());
      weights.load(layer.name(), kernel, layouts.plain(kernel.shape()), folded.bias(), wanted);
    }
    if (config.upsampling() == Upsampling.TRANSPOSED_CONVOLUTION) {
      for (int level = LEVELS; level >= 1; level--) {
        String name = layout.learnedUpsampling(level);
        FloatTensor kernel = source.tensor(name + ".weight");
        weights.load(
            name,
            KernelSource.of(kernel),
            layouts.transposedKernel(kernel.shape()),
            source.tensor(name + ".bias"),
            usual.kernel(name));
      }
    }
  }

  private Plan compile(Size size) {
    return NetworkPlan.compile(
        processor, weights, config, type, size.height, size.width, size.window);
  }

  private Plan plan(Size size) {
    Plan known = plans.get(size);
    if (known != null) {
      return known;
    }
    if (plans.size() == MOST_PLANS) {
      Iterator<Plan> oldestFirst = plans.values().iterator();
      oldestFirst.next().close();
      oldestFirst.remove();
    }
    Plan made = compile(size);
    plans.put(size, made);
    return made;
  }

  int planCount() {
    return plans.size();
  }

  /**
   * The native memory that a run needs beside the weights.
   *
   * @param height a multiple of 32
   * @param width a multiple of 32
   * @return bytes
   */
  public long runBytes(int height, int width) {
    Size size = new Size(height, width);
    if (size.equals(new Size(USUAL_SIDE, USUAL_SIDE))) {
      return usualBytes;
    }
    Plan known = plans.get(size);
    if (known != null) {
      return known.bytes();
    }
    try (Plan described = compile(size)) {
      return described.bytes();
    }
  }

  /**
   * The native memory that the weights take.
   *
   * @return bytes
   */
  public long weightBytes() {
    return weights.bytes();
  }

  /**
   * Computes.
   *
   * @param input [1, 4, height, width], sides multiples of 32
   * @param window the part of the input whose alpha is wanted
   * @param progress hears the share that is done
   * @param cancelled asked before each step
   * @return the window's alpha, [1, 1, its height, its width]
   */
  public FloatTensor run(
      FloatTensor input, Window window, DoubleConsumer progress, BooleanSupplier cancelled) {
    Plan plan = plan(new Size(input.size(2), input.size(3), window));
    provide(plan.bytes());
    return plan.run(memory.start(), input, progress, cancelled);
  }

  /**
   * The native memory that is kept for the next run.
   *
   * @return bytes
   */
  public long heldBytes() {
    return memory == null ? 0 : memory.bytes();
  }

  /**
   * Gives the memory back that is kept for the next run, if it is more than that may take.
   *
   * @param bytes what may be kept
   */
  public void holdAtMost(long bytes) {
    if (heldBytes() > bytes) {
      giveBack();
    }
  }

  private void giveBack() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }

  private void provide(long wanted) {
    if (heldBytes() < wanted || heldBytes() / MOST_EXCESS > wanted) {
      giveBack();
    }
    if (memory == null) {
      memory = new AlignedMemory(wanted);
    }
  }

  @Override
  public void close() {
    plans.values().forEach(Plan::close);
    plans.clear();
    weights.close();
    giveBack();
    processor.close();
  }
}
