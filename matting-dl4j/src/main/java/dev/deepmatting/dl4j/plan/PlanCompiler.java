package dev.deepmatting.dl4j.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import dev.deepmatting.dl4j.onednn.Geometry;
import dev.deepmatting.dl4j.onednn.Layout;
import dev.deepmatting.dl4j.onednn.Layouts;
import dev.deepmatting.dl4j.onednn.NumberType;
import dev.deepmatting.dl4j.weights.ConvolutionLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a plan in their order, with the values between them. */
final class PlanCompiler {
  private final WeightStore weights;
  private final NumberType type;
  private final Layouts layouts = new Layouts();
  private final Descriptors descriptors;
  private final List<Step> steps = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();
  private final Map<String, Layout> kernels = new LinkedHashMap<>();

  /** What a max pooling gives. */
  record Pooled(Operation operation, Value feature, Value output, Value workspace) {}

  PlanCompiler(Processor processor, WeightStore weights, NumberType type) {
    this.weights = weights;
    this.type = type;
    this.descriptors = new Descriptors(processor, layouts);
  }

  /** Floats in row-major order, as they come in and go out. */
  Value plain(int... shape) {
    return value(layouts.plain(shape));
  }

  /** One channel of such floats. */
  Value channel(Value plain, int channel) {
    int[] shape = plain.layout().shape();
    Layout one = layouts.plain(shape[0], 1, shape[2], shape[3]);
    return plain.part(one, channel * one.bytes());
  }

  private Value value(Layout layout) {
    Value value = new Value(layout, steps.size());
    values.add(value);
    return value;
  }

  private void add(Operation operation, Value... used) {
    Layout scratch = operation.scratch();
    if (scratch.bytes() > 0) {
      operation.with(DNNL_ARG_SCRATCHPAD, value(scratch));
    }
    addStep(operation, used);
  }

  private void addStep(Step step, Value... used) {
    for (Value value : used) {
      value.use(steps.size());
    }
    steps.add(step);
  }

  /** The value in a layout: itself, or a copy. */
  private Value as(Layout layout, Value source) {
    if (layout.isSameAs(source.layout())) {
      return source;
    }
    Value copy = value(layout);
    copy(source, copy);
    return copy;
  }

  /** Writes a value over another one of the same shape. */
  void copy(Value source, Value target) {
    Operation reorder = descriptors.reorder(source.layout(), target.layout());
    add(reorder.with(DNNL_ARG_FROM, source).with(DNNL_ARG_TO, target), source, target);
  }

  /** A convolution with a ReLU. */
  Value rectified(ConvolutionLayer layer, Value input) {
    return convolve(layer.name(), geometry(layer, input), input, type, true);
  }

  /** A convolution to one channel, as plain floats. */
  Value prediction(ConvolutionLayer layer, Value input) {
    Value output = convolve(layer.name(), geometry(layer, input), input, NumberType.FLOAT, false);
    return as(layouts.plain(output.layout().shape()), output);
  }

  private static Geometry geometry(ConvolutionLayer layer, Value input) {
    long[] kernel = {layer.outputChannels(), layer.inputChannels(), layer.kernel(), layer.kernel()};
    return Geometry.of(false, input.layout().shape(), kernel);
  }

  /** A learned doubling of the resolution. */
  Value transposed(String name, int channels, int side, Value input) {
    long[] kernel = {channels, channels, side, side};
    Geometry geometry = Geometry.of(true, input.layout().shape(), kernel);
    return convolve(name, geometry, input, type, false);
  }

  private Value convolve(
      String name, Geometry geometry, Value input, NumberType output, boolean rectified) {
    Operation operation = descriptors.convolution(name, geometry, type, output, rectified);
    Value source = as(operation.layout(DNNL_ARG_SRC), input);
    Layout kernel = operation.layout(DNNL_ARG_WEIGHTS);
    kernels.put(name, kernel);
    Value result = value(operation.layout(DNNL_ARG_DST));
    operation
        .with(DNNL_ARG_SRC, source)
        .with(DNNL_ARG_WEIGHTS, () -> weights.kernel(name, kernel))
        .with(DNNL_ARG_BIAS, () -> weights.bias(name))
        .with(DNNL_ARG_DST, result);
    add(operation, source, result);
    return result;
  }

  Pooled pool(Value feature) {
    Operation operation = descriptors.pooling(type, feature.layout());
    Value output = value(operation.layout(DNNL_ARG_DST));
    Value workspace = value(operation.layout(DNNL_ARG_WORKSPACE));
    operation
        .with(DNNL_ARG_SRC, feature)
        .with(DNNL_ARG_DST, output)
        .with(DNNL_ARG_WORKSPACE, workspace);
    add(operation, feature, output, workspace);
    return new Pooled(operation, feature, output, workspace);
  }

  /** Puts values where the maxima were, and 0 elsewhere. */
  Value unpool(Pooled where, Value input) {
    Value source = as(where.output.layout(), input);
    Operation operation = descriptors.unpooling(where.operation, where.feature.layout());
    Value result = value(where.feature.layout());
    operation
        .with(DNNL_ARG_DIFF_DST, source)
        .with(DNNL_ARG_WORKSPACE, where.workspace)
        .with(DNNL_ARG_DIFF_SRC, result);
    add(operation, source, where.workspace, result);
    return result;
  }

  /** Adds values where the maxima were to the feature that was pooled, in its place. */
  Value unpoolOnto(Pooled where, Value input) {
    if (!Scatter.knows(where)) {
      return addTo(where.feature, unpool(where, input));
    }
    Value source = as(where.output.layout(), input);
    addStep(
        new Scatter(type, where.feature, where.workspace, source),
        where.feature,
        where.workspace,
        source);
    return where.feature;
  }

  Value doubled(Value input) {
    Operation operation = descriptors.doubling(type, input.layout());
    Value result = value(operation.layout(DNNL_ARG_DST));
    add(operation.with(DNNL_ARG_SRC, input).with(DNNL_ARG_DST, result), input, result);
    return result;
  }

  /** Adds to a value in its place. */
  Value addTo(Value sum, Value addend) {
    Value other = as(sum.layout(), addend);
    Operation operation = descriptors.addition(sum.layout());
    operation.with(DNNL_ARG_SRC_0, sum).with(DNNL_ARG_SRC_1, other).with(DNNL_ARG_DST, sum);
    add(operation, sum, other);
    return sum;
  }

  /** The sigmoid of a value, written over another one. */
  void sigmoid(Value input, Value output) {
    Operation operation = descriptors.sigmoid(input.layout());
    add(operation.with(DNNL_ARG_SRC, input).with(DNNL_ARG_DST, output), input, output);
  }

  /** Ends the list of steps. */
  Plan plan(Value input, Value alpha) {
    input.use(0);
    alpha.use(steps.size());
    long bytes = Placement.place(values);
    return new Plan(layouts, steps, kernels, input, alpha, bytes);
  }
}
