package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.memory.AlignedMemory;
import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Processor;
import dev.deepmatting.dl4j.internal.tensor.PixelSet;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.FoldedConvolution;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A network with its weights in native memory and the plans of the sizes that were met last. Not
 * safe to share between threads.
 */
public final class CompiledNetwork implements AutoCloseable {
  private static final int MOST_PLANS = 16;

  /** Of so many sizes the memory that they take is remembered. */
  private static final int MOST_SIZES = 256;

  private static final int LEVELS = 5;

  /** Memory that is more than so many times what a run needs is given back before it. */
  private static final int MOST_EXCESS = 4;

  /**
   * Of more pixels than that a narrow network computes the whole sooner than each layer's parts.
   */
  private static final double MOSTLY = 0.6;

  /**
   * A usual size, to learn from it how operations want their weights, and how much a pixel takes.
   * Blocks of parts are the same for all sizes, so their weights are never copied.
   */
  private static final int USUAL_SIDE = 512;

  private final NetworkConfig config;
  private final NumberType type;
  private final Processor processor = new Processor();
  private final WeightStore weights = new WeightStore(processor);
  private final Map<Size, Plan> plans = new LinkedHashMap<>(MOST_PLANS, 0.75f, true);
  private final Map<Size, Long> knownBytes = new LinkedHashMap<>(MOST_SIZES, 0.75f, true);
  private final boolean computesParts;
  private @Nullable AlignedMemory memory;

  /** The plan that was described last to learn its memory, and which a run most often follows. */
  private @Nullable Plan described;

  private @Nullable Size sizeOfDescribed;

  /** What plans differ by. */
  private record Size(int height, int width, Window window, boolean inParts) {
    Size(int height, int width, boolean inParts) {
      this(height, width, Window.whole(width, height), inParts);
    }

    // What a record gets for these two is made at its first call, for which a first matte waits.

    @Override
    public int hashCode() {
      int origin = window.top() * 31 + window.left();
      int extent = window.height() * 31 + window.width();
      return ((height * 31 + width) * 31 + origin) * 31 + extent + (inParts ? 1 : 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Size size
          && height == size.height
          && width == size.width
          && inParts == size.inParts
          && window.top() == size.window.top()
          && window.left() == size.window.left()
          && window.height() == size.window.height()
          && window.width() == size.window.width();
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
    computesParts = NetworkPlan.computesParts(processor, config, type);
    Size usual = new Size(USUAL_SIDE, USUAL_SIDE, computesParts);
    try (Layouts layouts = new Layouts()) {
      Plan plan = describe(usual);
      knownBytes.put(usual, plan.bytes());
      load(source, plan, layouts);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void load(NetworkWeights source, Plan usual, Layouts layouts) {
    NetworkLayout layout = new NetworkLayout(config);
    Optional<GuidedOutput> guided = layout.guideGate().map(gate -> new GuidedOutput(layout));
    for (ConvolutionLayer layer : layout.convolutions()) {
      if (guided.isEmpty() || !guided.get().has(layer)) {
        load(layer, source.folded(layer), usual, layouts);
      }
    }
    guided.ifPresent(
        output -> {
          output.weights(source).forEach((layer, part) -> load(layer, part, usual, layouts));
          weights.keep(output.guidesName(), output.guideKernels(source));
        });
    if (config.upsampling() == Upsampling.TRANSPOSED_CONVOLUTION) {
      for (int level = LEVELS; level >= 1; level--) {
        String name = layout.learnedUpsampling(level);
        FloatTensor kernel = source.tensor(name + ".weight");
        weights.load(
            name,
            usual.kernel(name),
            kernel,
            layouts.transposedKernel(kernel.shape()),
            source.tensor(name + ".bias"));
      }
    }
  }

  private void load(ConvolutionLayer layer, FoldedConvolution folded, Plan usual, Layouts layouts) {
    KernelForm.Wanted wanted = usual.kernel(layer.name());
    Layout plain = layouts.plain(wanted.form().shape(folded.kernel()));
    weights.load(layer.name(), wanted, folded.kernel(), plain, folded.bias());
  }

  private Plan compile(Size size) {
    return NetworkPlan.compile(
        processor, weights, config, type, size.height, size.width, size.window, size.inParts);
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
    Plan kept = takeDescribed(size);
    Plan made = kept == null ? compile(size) : kept;
    plans.put(size, made);
    return made;
  }

  /** A size's plan, to learn its memory; it is kept until the next one is described. */
  private Plan describe(Size size) {
    Plan plan = compile(size);
    closeDescribed();
    described = plan;
    sizeOfDescribed = size;
    return plan;
  }

  private @Nullable Plan takeDescribed(Size size) {
    if (!size.equals(sizeOfDescribed)) {
      return null;
    }
    Plan plan = described;
    described = null;
    sizeOfDescribed = null;
    return plan;
  }

  private void closeDescribed() {
    if (described != null) {
      described.close();
    }
    described = null;
    sizeOfDescribed = null;
  }

  int planCount() {
    return plans.size();
  }

  /** What is kept for the next run, or null. */
  @Nullable AlignedMemory heldMemory() {
    return memory;
  }

  /**
   * Whether it computes the alpha of some pixels without the rest of the picture.
   *
   * @return false for networks of fewer than 16 channels, with other upsamplings than max
   *     unpooling, on processors for which oneDNN keeps the channels of a pixel apart, and in half
   *     the bits or below 32 channels where the number of its threads cannot be set
   */
  public boolean computesParts() {
    return computesParts;
  }

  /**
   * The native memory that a run needs beside the weights.
   *
   * @param height a multiple of 32
   * @param width a multiple of 32
   * @param inParts whether the run computes parts
   * @return bytes
   */
  public long runBytes(int height, int width, boolean inParts) {
    Size size = new Size(height, width, inParts);
    Plan known = plans.get(size);
    if (known != null) {
      return known.bytes();
    }
    Long bytes = knownBytes.get(size);
    if (bytes == null) {
      bytes = describe(size).bytes();
      if (knownBytes.size() == MOST_SIZES) {
        knownBytes.remove(knownBytes.keySet().iterator().next());
      }
      knownBytes.put(size, bytes);
    }
    return bytes;
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
   * @param input [1, channels, height, width], sides multiples of 32
   * @param window the part of the input whose alpha is wanted
   * @param progress hears the share that is done
   * @param cancelled asked before each step
   * @return the window's alpha, [1, 1, its height, its width]
   */
  public FloatTensor run(
      FloatTensor input, Window window, DoubleConsumer progress, BooleanSupplier cancelled) {
    Size size = new Size(input.size(2), input.size(3), window, false);
    return run(plan(size), input, null, progress, cancelled);
  }

  /**
   * Computes the alpha of some pixels.
   *
   * @param input [1, channels, height, width], sides multiples of 32
   * @param wanted pixels of the input
   * @param progress hears the share that is done
   * @param cancelled asked before each step
   * @return alpha, [1, 1, height, width], any numbers at other pixels
   * @throws IllegalStateException if it does not {@link #computesParts}
   */
  public FloatTensor run(
      FloatTensor input, PixelSet wanted, DoubleConsumer progress, BooleanSupplier cancelled) {
    if (!computesParts) {
      throw new IllegalStateException("this network is computed as a whole only");
    }
    int height = input.size(2);
    int width = input.size(3);
    if (wanted.share() > MOSTLY && isSoonerWhole(height, width)) {
      return run(input, Window.whole(width, height), progress, cancelled);
    }
    Region region = new Region(wanted, config.refinementHead() != RefinementHead.NONE);
    Plan plan = plan(new Size(height, width, true));
    return run(plan, input, region, progress, cancelled);
  }

  /** With tiles it is not, and would take a copy of many kernels in another layout. */
  private boolean isSoonerWhole(int height, int width) {
    return !NetworkPlan.hasTiles(processor, config, type)
        && runBytes(height, width, false) <= runBytes(height, width, true);
  }

  private FloatTensor run(
      Plan plan,
      FloatTensor input,
      @Nullable Region region,
      DoubleConsumer progress,
      BooleanSupplier cancelled) {
    return plan.run(provide(plan.bytes()).start(), input, region, progress, cancelled);
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

  private AlignedMemory provide(long wanted) {
    if (heldBytes() < wanted || heldBytes() / MOST_EXCESS > wanted) {
      giveBack();
    }
    AlignedMemory held = memory;
    if (held == null) {
      held = new AlignedMemory(wanted);
      memory = held;
    }
    return held;
  }

  @Override
  public void close() {
    plans.values().forEach(Plan::close);
    plans.clear();
    closeDescribed();
    weights.close();
    giveBack();
    processor.close();
  }
}
