package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Processor;
import dev.deepmatting.dl4j.internal.onednn.ThreadCount;
import dev.deepmatting.dl4j.internal.onednn.Workers;
import dev.deepmatting.dl4j.internal.tensor.TensorCodec;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Deep Image Matting (Xu et al., CVPR 2017) as the steps of a plan. */
final class NetworkPlan {
  private static final int LEVELS = 5;
  private static final int EXACT_BLOCKS = 3;

  /**
   * From this level of the decoder on, only the window is computed. In the levels before, a
   * window's pixels depend on too wide an area to leave anything out.
   */
  private static final int WINDOW_LEVEL = 3;

  /** With fewer channels, tiled convolutions cost more than they save. */
  private static final int LEAST_WIDTH_OF_TILES = 32;

  /** With fewer channels, gathering blocks costs more than it saves. */
  private static final int LEAST_WIDTH_OF_BLOCKS = 16;

  /**
   * Up to this block of the encoder, its convolutions are chained in each block of pixels; in later
   * ones, blocks of pixels are so small that they would consist mostly of margin.
   */
  private static final int CHAINED = 2;

  private static final int UP_KERNEL = 4;
  private static final int TRIMAP_CHANNEL = 3;

  private final NetworkConfig config;
  private final NetworkLayout layout;
  private final PlanCompiler compiler;
  private final PartCompiler parts;
  private final NumberType type;
  private final float most;
  private final boolean inParts;
  private final boolean inTiles;

  private NetworkPlan(
      NetworkConfig config, PlanCompiler compiler, NumberType type, float most, boolean inParts) {
    this.most = most;
    this.inParts = inParts;
    this.inTiles = hasTiles(compiler.processor(), config, type);
    this.config = config;
    this.type = type;
    this.layout = new NetworkLayout(config);
    this.compiler = compiler;
    this.parts = new PartCompiler(compiler);
  }

  /**
   * Returns whether the decoder's convolutions with enough channels are tiled, and values have the
   * layout that tiling needs.
   */
  static boolean hasTiles(Processor processor, NetworkConfig config, NumberType type) {
    return type == NumberType.FLOAT
        && config.encoderChannels(1) >= LEAST_WIDTH_OF_TILES
        && processor.keepsPixelsTogether(type);
  }

  /**
   * Returns whether layers can be computed block by block; narrow ones only if threads share the
   * blocks.
   */
  private static boolean hasBlocks(Processor processor, NetworkConfig config, NumberType type) {
    return config.encoderChannels(1) >= LEAST_WIDTH_OF_BLOCKS
        && (ThreadCount.isSettable() || hasTiles(processor, config, type))
        && processor.keepsPixelsTogether(NumberType.FLOAT)
        && processor.keepsPixelsTogether(type);
  }

  /** Returns whether plans support region-restricted computation. */
  static boolean computesParts(Processor processor, NetworkConfig config, NumberType type) {
    return hasBlocks(processor, config, type) && config.upsampling() == Upsampling.MAX_UNPOOL;
  }

  /**
   * Compiles a plan.
   *
   * @param window the part of the input that later levels of the decoder compute
   * @param most the largest value with which the layers up to the next check cannot overflow;
   *     infinite for no checks, which plans in parts need
   * @param inParts whether each run selects the parts it computes; only for max unpooling and the
   *     whole window
   */
  static Plan compile(
      Processor processor,
      WeightStore weights,
      NetworkConfig config,
      NumberType type,
      int height,
      int width,
      Window window,
      float most,
      boolean inParts) {
    PlanCompiler compiler = new PlanCompiler(processor, weights);
    try {
      return new NetworkPlan(config, compiler, type, most, inParts).compile(height, width, window);
    } catch (RuntimeException | Error e) {
      compiler.abandon();
      throw e;
    }
  }

  private Plan compile(int height, int width, Window window) {
    Value input = compiler.plain(1, config.inputChannels(), height, width);
    PooledBlock[] pooled = new PooledBlock[LEVELS];
    Value value = input;
    for (int block = 1; block <= LEVELS; block++) {
      pooled[block - 1] = encoded(block, value);
      value = checked(pooled[block - 1].maxima());
    }
    Region.Part known = Region.Part.ENCODER;
    for (ConvolutionLayer layer : layout.bridge()) {
      value = rectified(layer, value, known, Region.Part.ALL, Region.DEEPEST);
      known = Region.Part.ALL;
    }
    value = checked(value);
    for (int level = LEVELS; level >= 1; level--) {
      PooledBlock from = pooled[level - 1];
      if (level <= WINDOW_LEVEL && !inParts) {
        from = compiler.cut(from, window, level);
        value = level == WINDOW_LEVEL ? compiler.cut(value, window, level) : value;
      }
      value = checked(decoded(level, value, from));
    }
    return compiler.plan(input, head(input, window, rawLogit(input, window, value)));
  }

  /** Adds a check of a value if the weights alone do not exclude an overflow. */
  private Value checked(Value value) {
    if (most < Float.POSITIVE_INFINITY) {
      compiler.addStep(new RangeCheck(value, most), value);
    }
    return value;
  }

  private Value rawLogit(Value input, Window window, Value decoded) {
    if (config.guides().isEmpty()) {
      return prediction(layout.rawAlpha(), decoded, Region.Part.TILES);
    }
    GuidedOutput output = new GuidedOutput(layout);
    List<Value> parts = new ArrayList<>();
    parts.add(prediction(output.raw(), decoded, Region.Part.TILES));
    for (ConvolutionLayer gate : output.gates()) {
      parts.add(prediction(gate, decoded, Region.Part.TILES));
    }
    Supplier<float[]> kernels = () -> compiler.weights().kept(output.guidesName());
    Workers workers = compiler.processor().workers();
    Step guides = new GuidedLogits(input, window, parts, kernels, workers);
    parts.add(input);
    compiler.addStep(guides, parts.toArray(Value[]::new));
    return parts.get(0);
  }

  private PooledBlock encoded(int block, Value input) {
    if (block == 1 && type != NumberType.FLOAT && !inParts) {
      Optional<PooledBlock> strips =
          compiler.strips(layout.encoderBlock(block), input, type, config.skip());
      if (strips.isPresent()) {
        return strips.get();
      }
    }
    List<ConvolutionLayer> layers = layout.encoderBlock(block);
    // Without skip additions, the largest feature is only needed block by block.
    if (inParts || inTiles && block == 1 && !config.skip()) {
      return encodedInBlocks(block, layers, input);
    }
    Value value = input;
    int last = layers.size() - 1;
    for (ConvolutionLayer layer : layers.subList(0, last)) {
      value = compiler.rectified(layer, value, typeOfBlock(block));
    }
    value = compiler.rectified(layers.get(last), value, typeOfBlock(block), feature(block));
    return compiler.pool(value, type, config.skip());
  }

  /**
   * Returns the fate of a block's feature: all features with the decoder's results would be the
   * plan's peak.
   */
  private PlanCompiler.Feature feature(int block) {
    if (!config.skip()) {
      return PlanCompiler.Feature.DROPPED;
    }
    ConvolutionLayer decoder = layout.decoder(block);
    return isTiled(decoder) && decoder.inputChannels() >= decoder.outputChannels()
        ? PlanCompiler.Feature.OVERWRITTEN
        : PlanCompiler.Feature.KEPT;
  }

  private boolean isTiled(ConvolutionLayer layer) {
    return inTiles && TiledConvolution.suits(layer);
  }

  private PooledBlock encodedInBlocks(int block, List<ConvolutionLayer> layers, Value input) {
    int last = block <= CHAINED ? 0 : layers.size() - 1;
    NumberType numbers = typeOfBlock(block);
    Region.Part part = Region.Part.ENCODER;
    Value value = input;
    for (ConvolutionLayer layer : layers.subList(0, last)) {
      value = parts.convolved(layer, value, numbers, part, part, block);
    }
    return parts.encoded(
        layers.subList(last, layers.size()), value, numbers, type, block, feature(block));
  }

  private Value rectified(
      ConvolutionLayer layer, Value value, Region.Part read, Region.Part computed, int level) {
    return inParts
        ? parts.convolved(layer, value, type, read, computed, level)
        : compiler.rectified(layer, value, type);
  }

  private Value prediction(ConvolutionLayer layer, Value value, Region.Part read) {
    return inParts
        ? parts.predicted(layer, value, type, read)
        : compiler.prediction(layer, value, type);
  }

  /**
   * Returns a block's number type: rounding in the first blocks causes most of the error of 16-bit
   * numbers, since alpha depends on small colour differences.
   */
  private NumberType typeOfBlock(int block) {
    return block <= EXACT_BLOCKS ? NumberType.FLOAT : type;
  }

  private Value decoded(int level, Value value, PooledBlock pooled) {
    ConvolutionLayer layer = layout.decoder(level);
    if (isTiled(layer)) {
      return parts.tiled(layer, seenByTiles(level, value, pooled), level);
    }
    return inParts
        ? parts.decoded(layer, pooled, value, config.skip(), level)
        : compiler.rectified(layer, upsampled(level, value, pooled), type);
  }

  private InputRows seenByTiles(int level, Value value, PooledBlock pooled) {
    boolean unpooled =
        inParts
            || config.upsampling() == Upsampling.MAX_UNPOOL
                && StripUnpooling.knows(pooled)
                && NativeRows.fits(pooled.workspace());
    return unpooled
        ? parts.unpooled(pooled, value, config.skip())
        : parts.rows(upsampled(level, value, pooled));
  }

  private Value upsampled(int level, Value value, PooledBlock pooled) {
    if (config.upsampling() == Upsampling.MAX_UNPOOL) {
      return config.skip() ? compiler.unpoolOnto(pooled, value) : compiler.unpool(pooled, value);
    }
    Value doubled =
        config.upsampling() == Upsampling.BILINEAR
            ? compiler.doubled(value)
            : compiler.transposed(
                layout.learnedUpsampling(level),
                layout.upsampledChannels(level),
                UP_KERNEL,
                value,
                type);
    return config.skip() ? compiler.addTo(pooled.kept(), doubled) : doubled;
  }

  private Value head(Value input, Window window, Value rawLogit) {
    if (config.refinementHead() == RefinementHead.NONE) {
      Value alpha = compiler.plain(rawLogit.layout().shape());
      compiler.sigmoid(rawLogit, alpha);
      return alpha;
    }
    int[] shape = input.layout().shape();
    Layout seen = compiler.layouts().plain(1, TensorCodec.CHANNELS, shape[2], shape[3]);
    return refined(compiler.cut(input.part(seen, 0), window, 0), rawLogit);
  }

  /** The raw alpha replaces the trimap, which is no longer needed, next to the colours. */
  private Value refined(Value seen, Value rawLogit) {
    compiler.sigmoid(rawLogit, compiler.channel(seen, TRIMAP_CHANNEL));
    Value value = seen;
    for (ConvolutionLayer layer : layout.refinementHidden()) {
      value = rectified(layer, value, Region.Part.OUTPUT, Region.Part.OUTPUT, 1);
    }
    Value refinement = prediction(layout.refinementPrediction(), value, Region.Part.OUTPUT);
    boolean residual = config.refinementHead() == RefinementHead.LOGIT_RESIDUAL;
    Value alpha = compiler.channel(seen, 0);
    compiler.sigmoid(residual ? compiler.addTo(refinement, rawLogit) : refinement, alpha);
    return alpha;
  }
}
