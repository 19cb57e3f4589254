package dev.deepmatting.dl4j.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import dev.deepmatting.dl4j.internal.onednn.Operations;
import dev.deepmatting.dl4j.internal.onednn.Squares;
import dev.deepmatting.dl4j.internal.onednn.Subject;
import dev.deepmatting.dl4j.internal.onednn.ThreadCount;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Assembles a {@link BlockConvolution}: the stages that a block passes through. */
final class BlockChain {
  private final PlanCompiler compiler;
  private final Blocks blocks;
  private final int reach;
  private final List<Value> used = new ArrayList<>();
  private final List<BlockConvolution.Input> inputs = new ArrayList<>();
  private final List<LaneBuilder> lanes = new ArrayList<>();
  private final List<BlockConvolution.Output> outputs = new ArrayList<>();
  private int margin;

  /** The stages of one thread's blocks so far. */
  private final class LaneBuilder {
    private final Operations operations;
    private final List<NativeRows> seen = new ArrayList<>();
    private final List<BlockConvolution.Stage> stages = new ArrayList<>();
    private final List<NativeRows> results = new ArrayList<>();
    private @Nullable Value last;

    LaneBuilder(Operations operations) {
      this.operations = operations;
    }

    /** Returns the last stage's result. */
    private Value last() {
      return Objects.requireNonNull(last, "nothing is read yet");
    }

    private BlockConvolution.Lane lane() {
      return new BlockConvolution.Lane(seen, stages, results);
    }

    /** Adds a value for a block of an input. */
    private Value see(Layout layout) {
      Value value = value(layout);
      seen.add(NativeRows.of(value));
      return value;
    }

    private void add(OperationStep operation, Value result) {
      addStage(operation.with(DNNL_ARG_SRC, last()).with(DNNL_ARG_DST, result), result, margin);
    }

    private void addStage(OperationStep operation, Value result, int clearedMargin) {
      stages.add(
          new BlockConvolution.Stage(
              operation.withScratch(compiler), NativeRows.of(result), clearedMargin));
      last = result;
    }
  }

  /**
   * Starts a chain.
   *
   * @param level how often the layers' resolution was halved, plus 1
   * @param height rows of the layers
   * @param width pixels per row
   * @param layers the convolutions that will follow
   */
  BlockChain(
      PlanCompiler compiler, int level, int height, int width, List<ConvolutionLayer> layers) {
    this.compiler = compiler;
    blocks = Blocks.of(level, height, width);
    reach = layers.stream().mapToInt(layer -> layer.kernel() / 2).sum();
    margin = reach;
    compiler.lanes(blocks.count()).forEach(lane -> lanes.add(new LaneBuilder(lane)));
  }

  /** Starts with a value. */
  void read(Value value) {
    addInput(value, 1);
    Layout all = value.layout();
    lanes.forEach(lane -> lane.last = lane.see(block(all.type(), all.shape()[1], 1)));
  }

  /**
   * Starts with values where the maxima of a pooling were.
   *
   * @param feature the feature that they are added to, or null; numbers of the same type
   * @param pooled the values
   * @param places positions of the maxima
   */
  void unpool(@Nullable Value feature, Value pooled, Value places) {
    addInput(pooled, 2);
    addInput(places, 2);
    if (feature != null) {
      addInput(feature, 1);
    }
    Layout seen = block(pooled.layout().type(), pooled.layout().shape()[1], 1);
    Operation pooling = compiler.operations().pooling(seen);
    each(
        all -> all.unpooling(pooling, seen),
        (lane, unpooling) -> {
          Value result = value(seen);
          unpooling
              .with(DNNL_ARG_DIFF_DST, lane.see(pooling.layout(DNNL_ARG_DST)))
              .with(DNNL_ARG_WORKSPACE, lane.see(pooling.layout(DNNL_ARG_WORKSPACE)))
              .with(DNNL_ARG_DIFF_SRC, result);
          lane.addStage(unpooling, result, 0);
        });
    if (feature != null) {
      each(
          all -> all.addition(seen),
          (lane, addition) -> {
            Value sum = lane.last();
            addition
                .with(DNNL_ARG_SRC_0, sum)
                .with(DNNL_ARG_SRC_1, lane.see(seen))
                .with(DNNL_ARG_DST, sum);
            lane.addStage(addition, sum, 0);
          });
    }
  }

  private void addInput(Value value, int scale) {
    used.add(value);
    inputs.add(new BlockConvolution.Input(new KnownRows(value), scale));
  }

  /** Returns the layout of a block with its margin. */
  private Layout block(NumberType type, int channels, int scale) {
    int rows = (blocks.height() + 2 * margin) / scale;
    int pixels = (blocks.width() + 2 * margin) / scale;
    return compiler.layouts().channelsLast(type, 1, channels, rows, pixels);
  }

  private Value value(Layout layout) {
    Value value = compiler.value(layout);
    used.add(value);
    return value;
  }

  /** Describes an operation once, for one thread, and gives each lane its own. */
  private void each(
      Function<Operations, Operation> described, BiConsumer<LaneBuilder, OperationStep> step) {
    Operation first = ThreadCount.withOne(() -> described.apply(compiler.operations()));
    for (LaneBuilder lane : lanes) {
      step.accept(lane, new OperationStep(lane.operations.twin(first)));
    }
  }

  private Layout last() {
    return lanes.get(0).last().layout();
  }

  /** Converts to another number type if needed. */
  private void convert(NumberType type) {
    Layout from = last();
    if (from.type() == type) {
      return;
    }
    Layout to = block(type, from.shape()[1], 1);
    each(
        all -> all.reorder(from, to),
        (lane, reorder) -> {
          Value copy = value(to);
          reorder.with(DNNL_ARG_FROM, lane.last()).with(DNNL_ARG_TO, copy);
          lane.addStage(reorder, copy, 0);
        });
  }

  /**
   * Adds a convolution with its ReLU.
   *
   * @param type the numbers to compute with
   */
  void convolve(ConvolutionLayer layer, NumberType type) {
    convert(type);
    margin -= layer.kernel() / 2;
    Layout input = last();
    Layout output = block(type, layer.outputChannels(), 1);
    Subject name = new Subject(layer.name() + " in blocks of", output);
    int side = layer.kernel();
    Layout any = compiler.layouts().any(type, layer.outputChannels(), input.shape()[1], side, side);
    Optional<Layout> known = compiler.kernel(layer.name());
    each(
        all ->
            Operations.withKernel(
                known, any, kernel -> all.convolution(name, input, kernel, output, 1, 0, true)),
        (lane, convolution) -> {
          compiler.weigh(convolution, layer.name(), KernelForm.PLAIN);
          lane.add(convolution, value(output));
        });
  }

  /**
   * Adds a convolution to one channel, the last one; it returns floats.
   *
   * @param type the numbers to compute with
   */
  void predict(ConvolutionLayer layer, NumberType type) {
    convert(type);
    margin = 0;
    int[] shape = Squares.shape(1, blocks.height(), blocks.width());
    Layout squares = compiler.layouts().channelsLast(NumberType.FLOAT, shape);
    Layout input = last();
    Layout any =
        Squares.kernel(compiler.layouts(), input.type(), layer.inputChannels(), layer.kernel());
    Optional<Layout> known = compiler.kernel(layer.name());
    each(
        all ->
            Operations.withKernel(
                known,
                any,
                kernel -> Squares.convolution(all, layer.name(), input, kernel, squares, 0)),
        (lane, convolution) -> {
          compiler.weigh(convolution, layer.name(), KernelForm.SQUARES);
          lane.add(convolution, value(squares));
        });
    each(
        all -> Squares.ordering(all, compiler.layouts(), shape),
        (lane, ordering) -> {
          Value plane = value(block(NumberType.FLOAT, 1, 1));
          ordering.withPart(DNNL_ARG_FROM, lane.last()).withPart(DNNL_ARG_TO, plane);
          lane.addStage(ordering, plane, 0);
        });
  }

  /**
   * Collects the last step's results.
   *
   * @param part the part that is needed
   */
  Value collect(Region.Part part) {
    return collect(lasts(), 1, part);
  }

  private List<Value> lasts() {
    return lanes.stream().map(lane -> lane.last).toList();
  }

  /** Returns the layout of the whole that blocks are parts of. */
  private Layout whole(Layout block, int scale) {
    int channels = block.shape()[1];
    return compiler
        .layouts()
        .channelsLast(
            block.type(), 1, channels, blocks.layerHeight() / scale, blocks.layerWidth() / scale);
  }

  private Value collect(List<Value> ofLanes, int scale, Region.Part part) {
    Value whole = compiler.value(whole(ofLanes.get(0).layout(), scale));
    collect(whole, ofLanes, scale, part);
    return whole;
  }

  private void collect(Value whole, List<Value> ofLanes, int scale, Region.Part part) {
    used.add(whole);
    outputs.add(new BlockConvolution.Output(NativeRows.of(whole), scale, part));
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).results.add(NativeRows.of(ofLanes.get(i)));
    }
  }

  /**
   * Adds max pooling of each block, and collects its results.
   *
   * @param kept the number type in which the feature is kept for the unpooling
   * @param becomes the fate of the pooled feature
   */
  PooledBlock pool(NumberType kept, PlanCompiler.Feature becomes) {
    @Nullable Value feature = becomes == PlanCompiler.Feature.DROPPED ? null : keep(kept, becomes);
    Layout input = last();
    List<Value> places = new ArrayList<>();
    each(
        all -> all.pooling(input),
        (lane, pooling) -> {
          Value place = value(pooling.layout(DNNL_ARG_WORKSPACE));
          places.add(place);
          lane.add(
              pooling.with(DNNL_ARG_WORKSPACE, place),
              value(block(input.type(), input.shape()[1], 2)));
        });
    Value maxima = collect(lasts(), 2, Region.Part.ENCODER);
    Operation hint =
        compiler
            .operations()
            .pooling(compiler.layouts().channelsLast(kept, whole(input, 1).shape()));
    return new PooledBlock(hint, maxima, feature, collect(places, 2, Region.Part.ENCODER));
  }

  /** Collects the feature to pool in another number type; the pooled one keeps its own. */
  private Value keep(NumberType kept, PlanCompiler.Feature becomes) {
    List<Value> pooled = lasts();
    convert(kept);
    Value feature = compiler.feature(whole(last(), 1), becomes);
    collect(feature, lasts(), 1, Region.Part.SEEN);
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).last = pooled.get(i);
    }
    return feature;
  }

  /**
   * Ends the chain.
   *
   * @param counted the part of the input that counts
   * @param computed the part that is computed
   */
  void end(Region.Part counted, Region.Part computed) {
    compiler.addStep(
        new BlockConvolution(
            blocks,
            reach,
            inputs,
            lanes.stream().map(LaneBuilder::lane).toList(),
            outputs,
            compiler.processor().workers(),
            counted,
            computed),
        used.toArray(Value[]::new));
  }
}
