package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.ThreadCount;
import dev.deepmatting.dl4j.internal.onednn.Workers;
import dev.deepmatting.dl4j.internal.plan.Blocks.Block;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of a part of their input, optionally followed by max pooling, block by block: a
 * block of the input is gathered with the pixels around it that the kernels see, passes through all
 * of them, and the results are copied to their positions. The rest of the output stays unchanged.
 * Each thread has memory for one block.
 */
final class BlockConvolution implements Step {
  private final Blocks blocks;
  private final int reach;
  private final List<Input> inputs;
  private final List<Lane> lanes;
  private final List<Output> outputs;
  private final Workers workers;
  private final Region.Part read;
  private final Region.Part computed;
  private List<Block> wanted;

  /**
   * The stages of a block on one thread.
   *
   * @param seen receives its part of each {@link Input}
   * @param stages compute it
   * @param results of the stages, one for each {@link Output}
   */
  record Lane(List<NativeRows> seen, List<Stage> stages, List<NativeRows> results) {}

  /**
   * An input that blocks are gathered from.
   *
   * @param rows all of it
   * @param scale how many pixels of the layer make one of its pixels, on each side
   */
  record Input(KnownRows rows, int scale) {}

  /**
   * A step of a block.
   *
   * @param operation computes it
   * @param result its result
   * @param margin pixels around the block that the next stage sees, as zeros beyond the picture
   */
  record Stage(OperationStep operation, NativeRows result, int margin) {}

  /** A result that blocks are copied to. */
  static final class Output {
    private final NativeRows whole;
    private final int scale;
    private final Region.Part part;
    private @Nullable Grid cells;

    /**
     * Creates a result.
     *
     * @param scale how many pixels of the layer make one of its pixels, on each side
     * @param part the part that is needed; blocks outside it stay unchanged
     */
    Output(NativeRows whole, int scale, Region.Part part) {
      this.whole = whole;
      this.scale = scale;
      this.part = part;
    }
  }

  /**
   * Prepares convolutions.
   *
   * @param reach the margin of a block that all kernels together see
   * @param lanes one for each worker
   * @param read the part of the inputs that counts; the rest is zeros
   * @param computed the part of the outputs that is computed
   */
  BlockConvolution(
      Blocks blocks,
      int reach,
      List<Input> inputs,
      List<Lane> lanes,
      List<Output> outputs,
      Workers workers,
      Region.Part read,
      Region.Part computed) {
    this.blocks = blocks;
    this.reach = reach;
    this.inputs = List.copyOf(inputs);
    this.lanes = List.copyOf(lanes);
    this.outputs = List.copyOf(outputs);
    this.workers = workers;
    this.read = read;
    this.computed = computed;
    wanted = blocks.all();
  }

  @Override
  public void bind(BytePointer memory) {
    inputs.forEach(input -> input.rows.bind(memory));
    outputs.forEach(output -> output.whole.bind(memory));
    ThreadCount.withOne(
        () -> {
          lanes.forEach(lane -> bind(lane, memory));
          return lanes;
        });
  }

  private static void bind(Lane lane, BytePointer memory) {
    lane.seen.forEach(rows -> rows.bind(memory));
    lane.results.forEach(result -> result.bind(memory));
    for (Stage stage : lane.stages) {
      stage.operation.bind(memory);
      stage.result.bind(memory);
    }
  }

  @Override
  public void focus(Region region) {
    int level = blocks.level();
    Grid known = region.squares(read, level);
    int side = Region.side(read, level);
    inputs.forEach(input -> input.rows.focus(known, side / input.scale));
    wanted = blocks.cover(region.cells(computed, level));
    for (Output output : outputs) {
      output.cells = output.part == computed ? null : region.cells(output.part, level);
    }
  }

  @Override
  public void run() {
    workers.run(wanted.size(), (worker, i) -> compute(lanes.get(worker), wanted.get(i)));
  }

  private void compute(Lane lane, Block block) {
    for (int i = 0; i < inputs.size(); i++) {
      gather(inputs.get(i), block, lane.seen.get(i));
    }
    for (Stage stage : lane.stages) {
      stage.operation.run();
      clearOutside(stage, block);
    }
    for (int i = 0; i < outputs.size(); i++) {
      put(lane.results.get(i), outputs.get(i), block);
    }
  }

  private void gather(Input input, Block block, NativeRows seen) {
    int top = (block.top() - reach) / input.scale;
    int left = (block.left() - reach) / input.scale;
    int pixels = (blocks.width() + 2 * reach) / input.scale;
    for (int y = 0; y < (blocks.height() + 2 * reach) / input.scale; y++) {
      input.rows.copy(top + y, left, pixels, seen, y);
    }
  }

  /** Clears computed values outside the picture, where the next kernel has to see zeros. */
  private void clearOutside(Stage stage, Block block) {
    int margin = stage.margin;
    int pixelBytes = stage.result.pixelBytes();
    int pixels = blocks.width() + 2 * margin;
    int from = Math.max(0, margin - block.left());
    int to = Math.min(pixels, blocks.layerWidth() - block.left() + margin);
    for (int y = 0; y < (margin == 0 ? 0 : blocks.height() + 2 * margin); y++) {
      int row = block.top() - margin + y;
      boolean inside = row >= 0 && row < blocks.layerHeight();
      int first = inside ? from : pixels;
      int end = inside ? to : pixels;
      stage.result.clear(y, 0, first * pixelBytes);
      stage.result.clear(y, end * pixelBytes, (pixels - end) * pixelBytes);
    }
  }

  private void put(NativeRows result, Output output, Block block) {
    if (output.cells != null && !blocks.meets(block, output.cells)) {
      return;
    }
    int rows = blocks.height() / output.scale;
    int length = blocks.width() / output.scale * result.pixelBytes();
    int left = block.left() / output.scale * result.pixelBytes();
    for (int y = 0; y < rows; y++) {
      result.copy(y, 0, output.whole, block.top() / output.scale + y, left, length);
    }
  }

  @Override
  public double cost() {
    double ofBlock =
        lanes.get(0).stages.stream().mapToDouble(stage -> stage.operation.cost()).sum();
    return ofBlock * wanted.size();
  }
}
