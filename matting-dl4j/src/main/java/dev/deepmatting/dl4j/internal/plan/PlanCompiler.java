package dev.deepmatting.dl4j.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic;

import dev.deepmatting.dl4j.internal.onednn.ChannelBlocks;
import dev.deepmatting.dl4j.internal.onednn.Geometry;
import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Layouts;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Operations;
import dev.deepmatting.dl4j.internal.onednn.Processor;
import dev.deepmatting.dl4j.internal.onednn.Squares;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the steps of a plan in order, with the values between them. */
final class PlanCompiler {
  /** High enough that strips compute few rows twice; a multiple of two. */
  private static final int STRIP_ROWS = 96;

  private final Processor processor;
  private final WeightStore weights;
  private final Layouts layouts;
  private final Operations operations;
  private final List<Operations> lanes = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();
  private final Map<String, KernelForm.Wanted> kernels = new LinkedHashMap<>();

  /** The fate of a pooled feature. */
  enum Feature {
    /** Only the positions of its maxima are needed. */
    DROPPED,
    /** The decoder adds to it. */
    KEPT,
    /** The decoder adds to it, and its tiles overwrite it with their results. */
    OVERWRITTEN
  }

  PlanCompiler(Processor processor, WeightStore weights) {
    this.processor = processor;
    this.weights = weights;
    layouts = new Layouts();
    operations = new Operations(processor, layouts);
  }

  /** Creates a compiler for a part of the same plan. */
  private PlanCompiler(PlanCompiler outer) {
    processor = outer.processor;
    weights = outer.weights;
    layouts = outer.layouts;
    operations = outer.operations;
  }

  /** Frees everything after compiling fails. */
  void abandon() {
    lanes.forEach(Operations::close);
    operations.close();
    layouts.close();
  }

  Layouts layouts() {
    return layouts;
  }

  Operations operations() {
    return operations;
  }

  /** Returns the operations of each worker, for a limited number of workers. */
  List<Operations> lanes(int most) {
    int count = Math.min(most, processor.workers().count());
    for (int lane = lanes.size(); lane < count; lane++) {
      lanes.add(new Operations(processor.lane(lane), layouts));
    }
    return lanes.subList(0, count);
  }

  Processor processor() {
    return processor;
  }

  WeightStore weights() {
    return weights;
  }

  /** Returns the layout of a layer's kernel, which all plans share once it is known. */
  Optional<Layout> kernel(String name) {
    return weights
        .layout(name)
        .or(() -> Optional.ofNullable(kernels.get(name)).map(KernelForm.Wanted::layout));
  }

  /** Sets an operation's kernel to a layer's, and its bias unless something else adds it. */
  void weigh(OperationStep operation, String name, KernelForm form) {
    Layout kernel = operation.layout(DNNL_ARG_WEIGHTS);
    kernels.putIfAbsent(name, new KernelForm.Wanted(form, kernel));
    operation.with(DNNL_ARG_WEIGHTS, () -> weights.kernel(name, kernel));
    if (form != KernelForm.TILES) {
      operation.with(DNNL_ARG_BIAS, () -> weights.bias(name));
    }
  }

  /** Adds row-major floats, for input and output. */
  Value plain(int... shape) {
    return value(layouts.plain(shape));
  }

  /** Returns one channel of such floats. */
  Value channel(Value plain, int channel) {
    int[] shape = plain.layout().shape();
    Layout one = layouts.plain(shape[0], 1, shape[2], shape[3]);
    return plain.part(one, channel * one.bytes());
  }

  Value value(Layout layout) {
    Value value = new Value(layout, steps.size());
    values.add(value);
    return value;
  }

  private void add(OperationStep operation, Value... used) {
    addStep(operation.withScratch(this), used);
  }

  void addStep(Step step, Value... used) {
    for (Value value : used) {
      value.use(steps.size());
    }
    steps.add(step);
  }

  /** Returns the value in a layout: itself, or a copy. */
  Value as(Layout layout, Value source) {
    if (layout.isSameAs(source.layout())) {
      return source;
    }
    Value copy = value(layout);
    copy(source, copy);
    return copy;
  }

  /** Copies a value over another of the same shape. */
  void copy(Value source, Value target) {
    OperationStep reorder = new OperationStep(operations.reorder(source.layout(), target.layout()));
    add(reorder.with(DNNL_ARG_FROM, source).with(DNNL_ARG_TO, target), source, target);
  }

  /** Adds a convolution with a ReLU. */
  Value rectified(ConvolutionLayer layer, Value input, NumberType type) {
    return convolve(layer.name(), geometry(layer, input), input, type, true, this::value);
  }

  /** Adds a convolution with a ReLU whose result will be pooled. */
  Value rectified(ConvolutionLayer layer, Value input, NumberType type, Feature becomes) {
    return convolve(
        layer.name(),
        geometry(layer, input),
        input,
        type,
        true,
        layout -> feature(layout, becomes));
  }

  /** Adds a value for a feature. */
  Value feature(Layout layout, Feature becomes) {
    return becomes == Feature.OVERWRITTEN
        ? TiledConvolution.overwritable(this, layout)
        : value(layout);
  }

  /** Adds a convolution to one channel, as plain floats. */
  Value prediction(ConvolutionLayer layer, Value input, NumberType type) {
    int[] shape = input.layout().shape();
    int[] squares = Squares.shape(shape[0], shape[2], shape[3]);
    Layout any = layouts.any(type, shape);
    OperationStep operation =
        new OperationStep(
            Squares.convolution(
                operations,
                layer.name(),
                any,
                Squares.kernel(layouts, type, layer.inputChannels(), layer.kernel()),
                layouts.any(NumberType.FLOAT, squares),
                layer.kernel() / 2));
    Value source = as(operation.layout(DNNL_ARG_SRC), input);
    Value result = value(operation.layout(DNNL_ARG_DST));
    weigh(operation, layer.name(), KernelForm.SQUARES);
    add(operation.with(DNNL_ARG_SRC, source).with(DNNL_ARG_DST, result), source, result);
    Value plane = plain(shape[0], 1, shape[2], shape[3]);
    Value pixels = as(layouts.channelsLast(NumberType.FLOAT, squares), result);
    OperationStep ordering = new OperationStep(Squares.ordering(operations, layouts, squares));
    add(ordering.withPart(DNNL_ARG_FROM, pixels).withPart(DNNL_ARG_TO, plane), pixels, plane);
    return plane;
  }

  private static Geometry geometry(ConvolutionLayer layer, Value input) {
    long[] kernel = {layer.outputChannels(), layer.inputChannels(), layer.kernel(), layer.kernel()};
    return Geometry.of(false, input.layout().shape(), kernel);
  }

  /** Adds a learned doubling of the resolution. */
  Value transposed(String name, int channels, int side, Value input, NumberType type) {
    long[] kernel = {channels, channels, side, side};
    Geometry geometry = Geometry.of(true, input.layout().shape(), kernel);
    return convolve(name, geometry, input, type, false, this::value);
  }

  private Value convolve(
      String name,
      Geometry geometry,
      Value input,
      NumberType type,
      boolean rectified,
      Function<Layout, Value> place) {
    OperationStep operation =
        new OperationStep(operations.convolution(name, geometry, type, rectified));
    Value source = as(operation.layout(DNNL_ARG_SRC), input);
    Value result = place.apply(operation.layout(DNNL_ARG_DST));
    weigh(operation, name, KernelForm.PLAIN);
    add(operation.with(DNNL_ARG_SRC, source).with(DNNL_ARG_DST, result), source, result);
    return result;
  }

  /**
   * Adds max pooling.
   *
   * @param kept the number type in which the feature is kept for the unpooling
   * @param keepsFeature whether the feature itself is needed, not only its maxima's positions
   */
  PooledBlock pool(Value feature, NumberType kept, boolean keepsFeature) {
    Operation pooling = operations.pooling(feature.layout());
    Value output = value(pooling.layout(DNNL_ARG_DST));
    Value workspace = value(pooling.layout(DNNL_ARG_WORKSPACE));
    OperationStep step =
        new OperationStep(pooling)
            .with(DNNL_ARG_SRC, feature)
            .with(DNNL_ARG_DST, output)
            .with(DNNL_ARG_WORKSPACE, workspace);
    add(step, feature, output, workspace);
    if (feature.layout().type() == kept) {
      return new PooledBlock(pooling, output, keepsFeature ? feature : null, workspace);
    }
    Layout layout = layouts.channelsLast(kept, feature.layout().shape());
    Operation hint = operations.pooling(layout);
    @Nullable Value other = keepsFeature ? as(layout, feature) : null;
    return new PooledBlock(hint, output, other, as(hint.layout(DNNL_ARG_WORKSPACE), workspace));
  }

  /**
   * Adds rectified convolutions and the max pooling after them in single precision, on strips of
   * the image, so that only kept values take memory for the whole image.
   *
   * @param input plain floats
   * @param kept the number type in which the feature is kept for the unpooling
   * @param keepsFeature whether the feature itself is needed, not only its maxima's positions
   * @return the pooling; empty if the image is too low for strips, or values are not stored row by
   *     row
   */
  Optional<PooledBlock> strips(
      List<ConvolutionLayer> layers, Value input, NumberType kept, boolean keepsFeature) {
    int[] shape = input.layout().shape();
    if (shape[2] < 2 * STRIP_ROWS) {
      return Optional.empty();
    }
    PlanCompiler inner = new PlanCompiler(this);
    Value strip = inner.plain(shape[0], shape[1], STRIP_ROWS, shape[3]);
    Value value = strip;
    for (ConvolutionLayer layer : layers) {
      value = inner.rectified(layer, value, NumberType.FLOAT);
    }
    PooledBlock small = inner.pool(value, kept, keepsFeature);
    int[] feature = {shape[0], value.layout().shape()[1], shape[2], shape[3]};
    kernels.putAll(inner.kernels);
    return collected(
        layers,
        input,
        inner,
        strip,
        small,
        operations.pooling(layouts.channelsLast(kept, feature)));
  }

  private Optional<PooledBlock> collected(
      List<ConvolutionLayer> layers,
      Value input,
      PlanCompiler inner,
      Value strip,
      PooledBlock small,
      Operation hint) {
    int[] pooled = hint.layout(DNNL_ARG_DST).shape();
    Value maxima =
        inner.as(
            inner.layouts.channelsLast(NumberType.FLOAT, small.maxima().layout().shape()),
            small.maxima());
    PooledBlock large =
        new PooledBlock(
            hint,
            value(layouts.channelsLast(NumberType.FLOAT, pooled)),
            small.feature() == null ? null : value(hint.layout(DNNL_ARG_SRC)),
            value(hint.layout(DNNL_ARG_WORKSPACE)));
    List<Strips.Output> outputs = new ArrayList<>();
    outputs.add(new Strips.Output(large.maxima(), maxima, 2));
    outputs.add(new Strips.Output(large.workspace(), small.workspace(), 2));
    if (large.feature() != null) {
      outputs.add(new Strips.Output(large.feature(), small.kept(), 1));
    }
    strip.use(0);
    outputs.forEach(output -> output.strip().use(inner.steps.size()));
    if (!outputs.stream().allMatch(Strips.Output::isByRows)) {
      values.removeAll(outputs.stream().map(Strips.Output::whole).toList());
      return Optional.empty();
    }
    int reach = layers.stream().mapToInt(layer -> layer.kernel() / 2).sum();
    // Counts cache lines, since the number of bytes can exceed an int.
    long lines = (Placement.place(inner.values) + Placement.ALIGNMENT - 1) / Placement.ALIGNMENT;
    Value memory =
        value(
            layouts.plain(
                NumberType.BYTE, Math.toIntExact(lines), Math.toIntExact(Placement.ALIGNMENT)));
    addStep(
        new Strips(inner.steps, memory, input, strip, outputs, reach + reach % 2), input, memory);
    outputs.forEach(output -> output.whole().use(steps.size() - 1));
    return Optional.of(large);
  }

  /**
   * Returns a window of a value; the value itself if the window covers it.
   *
   * @param halvings how often the value's resolution was halved
   */
  Value cut(Value value, Window window, int halvings) {
    int[] shape = value.layout().shape();
    int height = window.height() >> halvings;
    int width = window.width() >> halvings;
    if (height == shape[2] && width == shape[3]) {
      return value;
    }
    return as(layouts.dense(value.layout(), height, width), view(value, window, halvings));
  }

  /** Returns a window of a value, in place. */
  private Value view(Value value, Window window, int halvings) {
    Layout part =
        layouts.part(
            value.layout(),
            window.top() >> halvings,
            window.left() >> halvings,
            window.height() >> halvings,
            window.width() >> halvings);
    return value.part(part, 0);
  }

  /**
   * Returns a window of what is kept of a max pooling.
   *
   * @param level how often the resolution is halved after the pooling
   */
  PooledBlock cut(PooledBlock pooled, Window window, int level) {
    Layout whole = pooled.featureLayout();
    int height = window.height() >> level - 1;
    int width = window.width() >> level - 1;
    if (height == whole.shape()[2] && width == whole.shape()[3]) {
      return pooled;
    }
    Operation hint = operations.pooling(layouts.dense(whole, height, width));
    return new PooledBlock(
        hint,
        null,
        pooled.feature() == null ? null : cut(pooled.feature(), window, level - 1),
        as(hint.layout(DNNL_ARG_WORKSPACE), view(pooled.workspace(), window, level)));
  }

  /** Puts values where the maxima were, and 0 elsewhere. */
  Value unpool(PooledBlock where, Value input) {
    Value source = as(where.pooledLayout(), input);
    OperationStep operation =
        new OperationStep(operations.unpooling(where.operation(), where.featureLayout()));
    Value result = value(where.featureLayout());
    operation
        .with(DNNL_ARG_DIFF_DST, source)
        .with(DNNL_ARG_WORKSPACE, where.workspace())
        .with(DNNL_ARG_DIFF_SRC, result);
    add(operation, source, where.workspace(), result);
    return result;
  }

  /** Adds values where the maxima were to the pooled feature, in place. */
  Value unpoolOnto(PooledBlock where, Value input) {
    Value source = as(where.pooledLayout(), input);
    return StripUnpooling.knows(where) && unpoolStrips(where, source)
        ? where.kept()
        : addTo(where.kept(), unpool(where, source));
  }

  /**
   * Unpools in strips: the rows of all channel blocks form one tall picture with fewer channels.
   */
  private boolean unpoolStrips(PooledBlock where, Value source) {
    ChannelBlocks pooled = source.layout().channelBlocks().orElseThrow();
    NumberType type = source.layout().type();
    int all = pooled.blocks() * pooled.height();
    int pairs = StripUnpooling.pairsOfStrip(all, where.kept().bytes() / all);
    Layout strip = layouts.channelsLast(type, pairs, pooled.channels(), 2, 2 * pooled.width());
    Operation pooling = operations.pooling(strip);
    Operation unpooling = operations.unpooling(pooling, strip);
    int[] half = {pairs, pooled.channels(), 1, pooled.width()};
    if (unpooling.isReference()
        || !pooling.layout(DNNL_ARG_DST).isSameAs(layouts.channelsLast(type, half))
        || !pooling
            .layout(DNNL_ARG_WORKSPACE)
            .isSameAs(layouts.channelsLast(NumberType.BYTE, half))) {
      return false;
    }
    OperationStep scattering = new OperationStep(unpooling).withScratch(this);
    OperationStep addition = new OperationStep(operations.addition(strip)).withScratch(this);
    Value unpooled = value(strip);
    addStep(
        new StripUnpooling(
            scattering.with(DNNL_ARG_DIFF_SRC, unpooled),
            addition.with(DNNL_ARG_SRC_1, unpooled),
            where.kept(),
            where.workspace(),
            source,
            all / pairs),
        where.kept(),
        where.workspace(),
        source,
        unpooled);
    return true;
  }

  Value doubled(Value input) {
    OperationStep operation = new OperationStep(operations.doubling(input.layout()));
    Value result = value(operation.layout(DNNL_ARG_DST));
    add(operation.with(DNNL_ARG_SRC, input).with(DNNL_ARG_DST, result), input, result);
    return result;
  }

  /** Adds to a value in place. */
  Value addTo(Value sum, Value addend) {
    Value other = as(sum.layout(), addend);
    OperationStep operation = new OperationStep(operations.addition(sum.layout()));
    operation.with(DNNL_ARG_SRC_0, sum).with(DNNL_ARG_SRC_1, other).with(DNNL_ARG_DST, sum);
    add(operation, sum, other);
    return sum;
  }

  /** Writes the sigmoid of a value over another one. */
  void sigmoid(Value input, Value output) {
    OperationStep operation =
        new OperationStep(
            operations.function("sigmoid of", dnnl_eltwise_logistic, 0, input.layout()));
    add(operation.with(DNNL_ARG_SRC, input).with(DNNL_ARG_DST, output), input, output);
  }

  /** Completes the plan. */
  Plan plan(Value input, Value alpha) {
    input.use(0);
    alpha.use(steps.size());
    long bytes = Placement.place(values);
    List<Operations> all = new ArrayList<>(lanes);
    all.add(operations);
    return new Plan(all, layouts, steps, kernels, input, alpha, bytes);
  }
}
