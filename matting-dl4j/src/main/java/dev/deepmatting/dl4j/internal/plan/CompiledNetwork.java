package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Processor;
import dev.deepmatting.dl4j.internal.tensor.PixelSet;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.FoldedConvolution;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.internal.weights.NumberBounds;
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
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network with its weights in native memory and the plans of the most recent sizes. For one
 * thread, except {@link #computesParts}, {@link #weightBytes}, {@link #heldBytes} and {@link
 * #holdAtMost}, which any thread can call.
 */
public final class CompiledNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CompiledNetwork.class);
  private static final int MOST_PLANS = 16;

  /** The number of sizes whose memory is remembered. */
  private static final int MOST_SIZES = 256;

  private static final int LEVELS = 5;

  /**
   * The share of wanted pixels above which a narrow network computes the whole faster than parts of
   * each layer.
   */
  private static final double MOSTLY = 0.6;

  /**
   * A typical size, which shows the operations' preferred weight layouts and the memory per pixel.
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

  /** See {@link NetworkPlan#compile}; set once the weights are loaded. */
  private float most = Float.POSITIVE_INFINITY;

  private final RunMemory memory = new RunMemory();

  /** The key of a plan. */
  private record Size(int height, int width, Window window, boolean inParts) {
    Size(int height, int width, boolean inParts) {
      this(height, width, Window.whole(width, height), inParts);
    }

    // Written out, because a record generates these two on their first call, which would delay the
    // first matte.

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
   * Loads the weights, layer by layer.
   *
   * @param source the weights, not needed afterwards
   * @param type the numbers to compute with
   * @throws dev.deepmatting.error.EngineException if oneDNN does not load here
   * @throws OutOfMemoryError if there is not enough native memory
   */
  public CompiledNetwork(NetworkWeights source, NumberType type) {
    this.config = source.config();
    this.type = type;
    boolean parts = NetworkPlan.computesParts(processor, config, type);
    Size usual = new Size(USUAL_SIDE, USUAL_SIDE, parts);
    NumberBounds bounds;
    try (Layouts layouts = new Layouts()) {
      bounds = load(source, plan(usual), layouts);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    computesParts = parts && bounds.areSafe();
    if (!bounds.areSafe()) {
      LOG.warn(
          "weights are so large that numbers can overflow; computing whole tiles, with checks");
      most = bounds.mostBetween();
      plans.values().forEach(Plan::close);
      plans.clear();
    }
  }

  private NumberBounds load(NetworkWeights source, Plan usual, Layouts layouts) {
    NetworkLayout layout = new NetworkLayout(config);
    Optional<GuidedOutput> guided = layout.guideGate().map(gate -> new GuidedOutput(layout));
    NumberBounds bounds =
        NumberBounds.of(
            source,
            (layer, folded) -> {
              if (guided.isEmpty() || !guided.get().has(layer)) {
                load(layer, folded, usual, layouts);
              }
            });
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
    return bounds;
  }

  private void load(ConvolutionLayer layer, FoldedConvolution folded, Plan usual, Layouts layouts) {
    KernelForm.Wanted wanted = usual.kernel(layer.name());
    Layout plain = layouts.plain(wanted.form().shape(folded.kernel()));
    weights.load(layer.name(), wanted, folded.kernel(), plain, folded.bias());
  }

  private Plan compile(Size size) {
    return NetworkPlan.compile(
        processor, weights, config, type, size.height, size.width, size.window, most, size.inParts);
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

  private long describe(Size size) {
    try (Plan plan = compile(size)) {
      return plan.bytes();
    }
  }

  int planCount() {
    return plans.size();
  }

  RunMemory memory() {
    return memory;
  }

  /**
   * Returns whether it supports region-restricted computation: the alpha of some pixels without the
   * rest of the picture.
   *
   * @return false for networks of fewer than 16 channels, with other upsampling than max unpooling,
   *     on processors for which oneDNN keeps the channels of a pixel apart, and with 16-bit numbers
   *     or fewer than 32 channels if the number of its threads cannot be set, and with weights so
   *     large that numbers have to be checked
   */
  public boolean computesParts() {
    return computesParts;
  }

  /**
   * Returns the native memory that a run needs besides the weights.
   *
   * @param height a multiple of 32
   * @param width a multiple of 32
   * @param inParts whether the computation is region-restricted
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
      bytes = describe(size);
      if (knownBytes.size() == MOST_SIZES) {
        knownBytes.remove(knownBytes.keySet().iterator().next());
      }
      knownBytes.put(size, bytes);
    }
    return bytes;
  }

  /**
   * Returns the native memory of the weights.
   *
   * @return bytes
   */
  public long weightBytes() {
    return weights.bytes();
  }

  /**
   * Computes.
   *
   * @param request what to compute
   * @param progress receives the finished share
   * @param cancelled checked before each step
   * @return the window's alpha, [1, 1, its height, its width], undefined at pixels that are not
   *     wanted
   */
  public FloatTensor run(RunRequest request, DoubleConsumer progress, BooleanSupplier cancelled) {
    Size size = size(request);
    Region region = size.inParts ? region(request) : null;
    Plan plan = plan(size);
    BytePointer start = memory.take(plan.bytes());
    try {
      return request.window().cut(plan.run(start, request.input(), region, progress, cancelled));
    } finally {
      memory.release();
    }
  }

  /** Decides, for all callers, what is computed: the window, the whole picture, or parts of it. */
  private Size size(RunRequest request) {
    int height = request.height();
    int width = request.width();
    if (!computesParts || request.wanted().isEmpty()) {
      return new Size(height, width, request.window(), false);
    }
    boolean mostly = request.wanted().get().share() > MOSTLY;
    return new Size(height, width, !(mostly && isSoonerWhole(height, width)));
  }

  private Region region(RunRequest request) {
    PixelSet wanted = request.wanted().orElseThrow();
    return new Region(wanted, config.refinementHead() != RefinementHead.NONE);
  }

  /**
   * Returns whether computing the whole is faster; with tiles it is not, and would need copies of
   * many kernels in another layout.
   */
  private boolean isSoonerWhole(int height, int width) {
    return !NetworkPlan.hasTiles(processor, config, type)
        && runBytes(height, width, false) <= runBytes(height, width, true);
  }

  /**
   * Returns the native memory that a run uses, or that is kept for the next one.
   *
   * @return bytes
   */
  public long heldBytes() {
    return memory.bytes();
  }

  /**
   * Frees memory kept for the next run if it exceeds a limit; memory of a current run, at its end.
   *
   * @param bytes the most to keep
   */
  public void holdAtMost(long bytes) {
    memory.keepAtMost(bytes);
  }

  @Override
  public void close() {
    plans.values().forEach(Plan::close);
    plans.clear();
    weights.close();
    memory.close();
    processor.close();
  }
}
