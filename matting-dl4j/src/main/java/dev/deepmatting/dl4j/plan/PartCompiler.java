package dev.deepmatting.dl4j.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import dev.deepmatting.dl4j.onednn.Layout;
import dev.deepmatting.dl4j.onednn.NumberType;
import dev.deepmatting.dl4j.weights.ConvolutionLayer;
import java.util.ArrayList;
import java.util.List;

/** The steps of a plan that may compute parts of their output: tiles and blocks of pixels. */
final class PartCompiler {
  /** How many blocks are computed at a time; some milliseconds of work. */
  private static final int MOST_BLOCKS = 8;

  private final PlanCompiler compiler;

  /** Adds its steps to those of a compiler. */
  PartCompiler(PlanCompiler compiler) {
    this.compiler = compiler;
  }

  /** A value as pixels whose channels lie together. */
  InputRows rows(Value feature) {
    return InputRows.of(pixels(feature));
  }

  private Value pixels(Value value) {
    Layout layout = value.layout();
    return compiler.as(compiler.layouts().channelsLast(layout.type(), layout.shape()), value);
  }

  private Value pixels(NumberType type, int... shape) {
    return compiler.value(compiler.layouts().channelsLast(type, shape));
  }

  /**
   * Values where the maxima of a pooling were, to be read row by row.
   *
   * @param added whether they are added to what was pooled
   */
  InputRows unpooled(PlanCompiler.Pooled where, Value input, boolean added) {
    return InputRows.unpooled(
        added ? pixels(where.feature()) : null, pixels(input), where.workspace());
  }

  /**
   * A 5x5 convolution with a ReLU, by tiles.
   *
   * @param level of the decoder
   */
  Value tiled(ConvolutionLayer layer, InputRows input, int level) {
    Value output =
        pixels(NumberType.FLOAT, 1, layer.outputChannels(), input.height(), input.width());
    List<Value> used = new ArrayList<>(List.of(input.values()));
    List<TiledConvolution.Products> products = products(layer, input, used);
    used.add(output);
    compiler.addStep(
        new TiledConvolution(
            level, input, output, () -> compiler.weights().bias(layer.name()), products),
        used.toArray(Value[]::new));
    return output;
  }

  private List<TiledConvolution.Products> products(
      ConvolutionLayer layer, InputRows input, List<Value> used) {
    int in = layer.inputChannels();
    int out = layer.outputChannels();
    int most = TiledConvolution.mostTiles(input.height(), input.width(), in, out);
    Value transformed = compiler.plain(Winograd.PRODUCTS, most, in);
    Value multiplied = compiler.plain(Winograd.PRODUCTS, most, out);
    used.addAll(List.of(transformed, multiplied));
    List<TiledConvolution.Products> products = new ArrayList<>();
    for (int tiles : TiledConvolution.sizes(most)) {
      Operation multiply =
          compiler
              .descriptors()
              .products(
                  layer.name(), Winograd.PRODUCTS, tiles, in, out, compiler.kernel(layer.name()));
      Value first = transformed.part(multiply.layout(DNNL_ARG_SRC), 0);
      Value result = multiplied.part(multiply.layout(DNNL_ARG_DST), 0);
      weigh(multiply, layer);
      multiply.with(DNNL_ARG_SRC, first).with(DNNL_ARG_DST, result);
      products.add(
          new TiledConvolution.Products(
              multiply,
              tiles,
              NativeRows.split(first, Winograd.PRODUCTS),
              NativeRows.split(result, Winograd.PRODUCTS)));
    }
    return products;
  }

  private void weigh(Operation operation, ConvolutionLayer layer) {
    Layout kernel = operation.layout(DNNL_ARG_WEIGHTS);
    compiler.wantKernel(layer.name(), kernel);
    operation.with(DNNL_ARG_WEIGHTS, () -> compiler.weights().kernel(layer.name(), kernel));
    compiler.addScratch(operation);
  }

  /** A layer that is computed in blocks. */
  private final class BlockLayer {
    private final InputRows input;
    private final int level;
    private final Blocks blocks;
    private final int reach;
    private final int count;
    private final List<Value> used = new ArrayList<>();
    private final List<Operation> steps = new ArrayList<>();
    private final List<BlockConvolution.Output> outputs = new ArrayList<>();
    private final Value seen;
    private final Value result;

    BlockLayer(ConvolutionLayer layer, InputRows input, int level, boolean rectified) {
      this.input = input;
      this.level = level;
      blocks = Blocks.of(level, input.height(), input.width());
      reach = layer.kernel() / 2;
      count = Math.min(MOST_BLOCKS, blocks.count(input.height(), input.width()));
      used.addAll(List.of(input.values()));
      seen =
          add(
              NumberType.FLOAT,
              count,
              layer.inputChannels(),
              blocks.height() + 2 * reach,
              blocks.width() + 2 * reach);
      result =
          add(NumberType.FLOAT, count, layer.outputChannels(), blocks.height(), blocks.width());
      Operation convolution =
          compiler
              .descriptors()
              .inside(
                  layer.name(),
                  seen.layout(),
                  result.layout(),
                  layer.kernel(),
                  rectified,
                  compiler.kernel(layer.name()));
      weigh(convolution, layer);
      steps.add(
          convolution
              .with(DNNL_ARG_SRC, seen)
              .with(DNNL_ARG_BIAS, () -> compiler.weights().bias(layer.name()))
              .with(DNNL_ARG_DST, result));
    }

    private Value add(NumberType type, int... shape) {
      Value value = pixels(type, shape);
      used.add(value);
      return value;
    }

    /** Collects what the steps leave. */
    private Value whole(Value parts, int scale) {
      int channels = parts.layout().shape()[1];
      NumberType type = parts.layout().type();
      Value whole = add(type, 1, channels, input.height() / scale, input.width() / scale);
      int size = type == NumberType.BYTE ? 1 : Float.BYTES;
      outputs.add(
          new BlockConvolution.Output(
              NativeRows.of(parts), NativeRows.of(whole), scale, channels * size));
      return whole;
    }

    private void end(Region.Part read, Region.Part computed) {
      BlockConvolution.Batch batch =
          new BlockConvolution.Batch(count, reach, NativeRows.of(seen), steps);
      compiler.addStep(
          new BlockConvolution(input, read, computed, level, batch, outputs),
          used.toArray(Value[]::new));
    }

    /** Max pooling of each block. */
    private PlanCompiler.Pooled pool(boolean keepsFeature) {
      int[] shape = result.layout().shape();
      Operation pooling = compiler.descriptors().pooling(result.layout());
      Value maxima = add(NumberType.FLOAT, shape[0], shape[1], shape[2] / 2, shape[3] / 2);
      Value places = compiler.value(pooling.layout(DNNL_ARG_WORKSPACE));
      used.add(places);
      compiler.addScratch(pooling);
      steps.add(
          pooling
              .with(DNNL_ARG_SRC, result)
              .with(DNNL_ARG_DST, maxima)
              .with(DNNL_ARG_WORKSPACE, places));
      int[] all = {1, shape[1], input.height(), input.width()};
      Operation hint =
          compiler.descriptors().pooling(compiler.layouts().channelsLast(NumberType.FLOAT, all));
      return new PlanCompiler.Pooled(
          hint, whole(maxima, 2), keepsFeature ? whole(result, 1) : null, whole(places, 2));
    }
  }

  /**
   * A convolution of a part of its input.
   *
   * @param level how often the input's resolution was halved, plus 1
   * @param rectified whether a ReLU follows
   */
  Value convolved(
      ConvolutionLayer layer,
      InputRows input,
      Region.Part read,
      Region.Part computed,
      int level,
      boolean rectified) {
    BlockLayer blocks = new BlockLayer(layer, input, level, rectified);
    Value output = blocks.whole(blocks.result, 1);
    blocks.end(read, computed);
    return output;
  }

  /**
   * The last convolution of an encoder's block, with its ReLU, and max pooling.
   *
   * @param level the block, from 1
   * @param keepsFeature whether what is pooled is needed, not only where its maxima are
   */
  PlanCompiler.Pooled encoded(
      ConvolutionLayer layer, InputRows input, int level, boolean keepsFeature) {
    BlockLayer blocks = new BlockLayer(layer, input, level, true);
    PlanCompiler.Pooled pooled = blocks.pool(keepsFeature);
    blocks.end(Region.Part.ENCODER, Region.Part.ENCODER);
    return pooled;
  }
}
