package dev.deepmatting.dl4j.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import dev.deepmatting.dl4j.onednn.NumberType;
import dev.deepmatting.dl4j.onednn.ThreadCount;
import dev.deepmatting.dl4j.weights.ConvolutionLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts a {@link BlockConvolution} together: what a block goes through, one behind the other. */
final class BlockChain {
  private final PlanCompiler compiler;
  private final InputRows input;
  private final int level;
  private final Blocks blocks;
  private final int reach;
  private final List<Value> used = new ArrayList<>();
  private final List<LaneBuilder> lanes = new ArrayList<>();
  private final List<BlockConvolution.Output> outputs = new ArrayList<>();
  private int margin;

  /** What one thread's blocks go through, as far as it is known. */
  private final class LaneBuilder {
    private final Descriptors descriptors;
    private final Value seen;
    private final List<BlockConvolution.Stage> stages = new ArrayList<>();
    private final List<NativeRows> results = new ArrayList<>();
    private Value last;

    LaneBuilder(Descriptors descriptors) {
      this.descriptors = descriptors;
      seen = block(NumberType.FLOAT, input.channels(), 1);
      last = seen;
    }

    private BlockConvolution.Lane lane() {
      return new BlockConvolution.Lane(
          NativeRows.of(seen), stages, results, new InputRows.Scratch());
    }

    private void add(Operation operation, Value result) {
      compiler.addScratch(operation);
      int pixelBytes = result.layout().shape()[1] * Float.BYTES;
      stages.add(
          new BlockConvolution.Stage(
              operation.with(DNNL_ARG_SRC, last).with(DNNL_ARG_DST, result),
              NativeRows.of(result),
              margin,
              pixelBytes));
      last = result;
    }
  }

  /**
   * Begins.
   *
   * @param level how often the input's resolution was halved, plus 1
   * @param layers the convolutions that will follow
   */
  BlockChain(PlanCompiler compiler, InputRows input, int level, List<ConvolutionLayer> layers) {
    this.compiler = compiler;
    this.input = input;
    this.level = level;
    blocks = Blocks.of(level, input.height(), input.width());
    reach = layers.stream().mapToInt(layer -> layer.kernel() / 2).sum();
    margin = reach;
    used.addAll(List.of(input.values()));
    compiler.lanes().forEach(lane -> lanes.add(new LaneBuilder(lane)));
  }

  /** A value of a block and the margin around it. */
  private Value block(NumberType type, int channels, int scale) {
    int height = (blocks.height() + 2 * margin) / scale;
    int width = (blocks.width() + 2 * margin) / scale;
    return value(type, 1, channels, height, width);
  }

  private Value value(NumberType type, int... shape) {
    Value value = compiler.value(compiler.layouts().channelsLast(type, shape));
    used.add(value);
    return value;
  }

  /** On one thread, for which operations are made otherwise than for all. */
  private void each(UnaryOperator<LaneBuilder> step) {
    ThreadCount.withOne(
        () -> {
          lanes.forEach(step::apply);
          return lanes;
        });
  }

  /** A convolution with its ReLU. */
  void convolve(ConvolutionLayer layer) {
    margin -= layer.kernel() / 2;
    each(
        lane -> {
          Value result = block(NumberType.FLOAT, layer.outputChannels(), 1);
          Operation convolution =
              lane.descriptors.inside(
                  layer.name(),
                  lane.last.layout(),
                  result.layout(),
                  layer.kernel(),
                  compiler.kernel(layer.name()));
          compiler.weigh(convolution, layer.name(), KernelForm.PLAIN);
          lane.add(convolution, result);
          return lane;
        });
  }

  /** A convolution to one channel, the last one. */
  void predict(ConvolutionLayer layer) {
    margin = 0;
    int[] squares = Squares.shape(1, blocks.height(), blocks.width());
    each(
        lane -> {
          Value result = value(NumberType.FLOAT, squares);
          Operation convolution =
              lane.descriptors.squares(
                  layer, lane.last.layout(), result.layout(), compiler.kernel(layer.name()));
          compiler.weigh(convolution, layer.name(), KernelForm.SQUARES);
          lane.add(convolution, result);
          Value plane = block(NumberType.FLOAT, 1, 1);
          Operation order = compiler.ordered(lane.descriptors, result, plane);
          compiler.addScratch(order);
          lane.stages.add(new BlockConvolution.Stage(order, NativeRows.of(plane), 0, Float.BYTES));
          lane.last = plane;
          return lane;
        });
  }

  /**
   * Collects what the last step leaves.
   *
   * @param part what of it is needed
   */
  Value collect(Region.Part part) {
    return whole(lanes.stream().map(lane -> lane.last).toList(), 1, part);
  }

  private Value whole(List<Value> ofLanes, int scale, Region.Part part) {
    int channels = ofLanes.get(0).layout().shape()[1];
    NumberType type = ofLanes.get(0).layout().type();
    Value whole = value(type, 1, channels, input.height() / scale, input.width() / scale);
    int size = type == NumberType.BYTE ? 1 : Float.BYTES;
    outputs.add(new BlockConvolution.Output(NativeRows.of(whole), scale, channels * size, part));
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).results.add(NativeRows.of(ofLanes.get(i)));
    }
    return whole;
  }

  /**
   * Max pooling of each block, and the collection of all that it leaves.
   *
   * @param keepsFeature whether what is pooled is needed, not only where its maxima are
   */
  PlanCompiler.Pooled pool(boolean keepsFeature) {
    List<Value> places = new ArrayList<>();
    Value feature = keepsFeature ? collect(Region.Part.SEEN) : null;
    int channels = lanes.get(0).last.layout().shape()[1];
    each(
        lane -> {
          Operation pooling = lane.descriptors.pooling(lane.last.layout());
          Value place = compiler.value(pooling.layout(DNNL_ARG_WORKSPACE));
          used.add(place);
          places.add(place);
          lane.add(pooling.with(DNNL_ARG_WORKSPACE, place), block(NumberType.FLOAT, channels, 2));
          return lane;
        });
    Value maxima = whole(lanes.stream().map(lane -> lane.last).toList(), 2, Region.Part.ENCODER);
    Operation hint =
        compiler
            .descriptors()
            .pooling(
                compiler
                    .layouts()
                    .channelsLast(NumberType.FLOAT, 1, channels, input.height(), input.width()));
    return new PlanCompiler.Pooled(hint, maxima, feature, whole(places, 2, Region.Part.ENCODER));
  }

  /**
   * Ends the list.
   *
   * @param read the part of the input that counts
   * @param computed the part that is computed
   */
  void end(Region.Part read, Region.Part computed) {
    compiler.addStep(
        new BlockConvolution(
            input,
            read,
            computed,
            level,
            reach,
            compiler.processor().workers(),
            lanes.stream().map(LaneBuilder::lane).toList(),
            outputs),
        used.toArray(Value[]::new));
  }
}
