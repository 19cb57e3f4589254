package dev.deepmatting.dl4j.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Operations;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import java.util.ArrayList;
import java.util.List;

/** The steps of a plan that can compute parts of their output: tiles and blocks of pixels. */
final class PartCompiler {
  private final PlanCompiler compiler;

  /** Adds its steps to those of a compiler. */
  PartCompiler(PlanCompiler compiler) {
    this.compiler = compiler;
  }

  /** Returns a value as pixels whose channels are together. */
  InputRows rows(Value feature) {
    return InputRows.of(pixels(feature));
  }

  private Value pixels(Value value) {
    Layout layout = value.layout();
    return compiler.as(compiler.layouts().channelsLast(layout.type(), layout.shape()), value);
  }

  /**
   * Returns values where the maxima of a pooling were, for reading row by row.
   *
   * @param added whether they are added to the pooled feature
   */
  InputRows unpooled(PooledBlock where, Value input, boolean added) {
    return InputRows.unpooled(
        added ? pixels(where.kept()) : null, pixels(input), where.workspace());
  }

  /**
   * Adds a tiled 5x5 convolution with a ReLU.
   *
   * @param level of the decoder
   */
  Value tiled(ConvolutionLayer layer, InputRows input, int level) {
    Layout result =
        compiler
            .layouts()
            .channelsLast(
                NumberType.FLOAT, 1, layer.outputChannels(), input.height(), input.width());
    Value output = TiledConvolution.result(compiler, input, result);
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
      OperationStep multiply =
          new OperationStep(
              Operations.withKernel(
                  compiler.kernel(layer.name()),
                  compiler.layouts().any(Winograd.PRODUCTS, in, out),
                  kernel -> compiler.operations().products(layer.name(), tiles, kernel)));
      Value first = transformed.part(multiply.layout(DNNL_ARG_SRC), 0);
      Value result = multiplied.part(multiply.layout(DNNL_ARG_DST), 0);
      compiler.weigh(multiply, layer.name(), KernelForm.TILES);
      multiply.withScratch(compiler).with(DNNL_ARG_SRC, first).with(DNNL_ARG_DST, result);
      products.add(
          new TiledConvolution.Products(
              multiply,
              tiles,
              NativeRows.split(first, Winograd.PRODUCTS),
              NativeRows.split(result, Winograd.PRODUCTS)));
    }
    return products;
  }

  private BlockChain chain(int level, Value input, List<ConvolutionLayer> layers) {
    int[] shape = input.layout().shape();
    BlockChain chain = new BlockChain(compiler, level, shape[2], shape[3], layers);
    chain.read(pixels(input));
    return chain;
  }

  /**
   * Adds a convolution with a ReLU, of a part of its input.
   *
   * @param type the numbers to compute with
   * @param level how often the input's resolution was halved, plus 1
   */
  Value convolved(
      ConvolutionLayer layer,
      Value input,
      NumberType type,
      Region.Part read,
      Region.Part computed,
      int level) {
    BlockChain chain = chain(level, input, List.of(layer));
    chain.convolve(layer, type);
    Value output = chain.collect(computed);
    chain.end(read, computed);
    return output;
  }

  /**
   * Adds the same for unpooled values, in their number type, restricted to the decoder's part.
   *
   * @param added whether values are added to the pooled feature
   */
  Value decoded(ConvolutionLayer layer, PooledBlock where, Value input, boolean added, int level) {
    int[] shape = where.featureLayout().shape();
    BlockChain chain = new BlockChain(compiler, level, shape[2], shape[3], List.of(layer));
    chain.unpool(added ? pixels(where.kept()) : null, pixels(input), where.workspace());
    chain.convolve(layer, input.layout().type());
    Value output = chain.collect(Region.Part.DECODER);
    chain.end(Region.Part.ENCODER, Region.Part.DECODER);
    return output;
  }

  /**
   * Adds a convolution to one channel, of the part of its input that the output depends on, as
   * floats.
   *
   * @param type the numbers to compute with
   * @param read exactly that part: its squares multiply their surroundings by zero, and values that
   *     were never computed can be NaN
   */
  Value predicted(ConvolutionLayer layer, Value input, NumberType type, Region.Part read) {
    BlockChain chain = chain(1, input, List.of(layer));
    chain.predict(layer, type);
    Value output = chain.collect(Region.Part.OUTPUT);
    chain.end(read, Region.Part.OUTPUT);
    return output.part(compiler.layouts().plain(output.layout().shape()), 0);
  }

  /**
   * Adds the last convolutions of an encoder's block, with their ReLUs, and max pooling.
   *
   * @param type the numbers to compute with
   * @param kept the number type in which the feature is kept for the unpooling
   * @param level the block, from 1
   * @param feature the fate of the pooled feature
   */
  PooledBlock encoded(
      List<ConvolutionLayer> layers,
      Value input,
      NumberType type,
      NumberType kept,
      int level,
      PlanCompiler.Feature feature) {
    BlockChain chain = chain(level, input, layers);
    layers.forEach(layer -> chain.convolve(layer, type));
    PooledBlock pooled = chain.pool(kept, feature);
    chain.end(Region.Part.ENCODER, Region.Part.ENCODER);
    return pooled;
  }
}
