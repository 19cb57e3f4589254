package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.ChannelBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Steps on strips of an image's rows, one strip at a time in the same memory, where the whole image
 * would take too much. Strips overlap by as many rows as the steps reach; rows computed there with
 * too few neighbours are dropped.
 */
final class Strips implements Step {
  private final List<Step> steps;
  private final Value memory;
  private final Value input;
  private final Value inputStrip;
  private final List<Output> outputs;
  private final int reach;
  private @Nullable BytePointer start;
  private @Nullable BytePointer stripStart;

  /**
   * A result.
   *
   * @param whole collects its rows
   * @param strip receives them from the steps, in the same blocks of channels
   * @param scale how many of the input's rows make one of its rows
   */
  record Output(Value whole, Value strip, int scale) {
    /** Returns whether rows of a strip can be copied into the whole. */
    boolean isByRows() {
      Optional<ChannelBlocks> large = whole.layout().channelBlocks();
      Optional<ChannelBlocks> small = strip.layout().channelBlocks();
      return large.isPresent()
          && small.isPresent()
          && large.get().blocks() == small.get().blocks()
          && large.get().row() == small.get().row();
    }
  }

  /**
   * Prepares strips.
   *
   * @param steps the steps on each strip
   * @param memory for a strip's values
   * @param input row-major planes of the whole
   * @param inputStrip row-major planes of a strip
   * @param reach how many rows above and below a row depends on, an even number
   */
  Strips(
      List<Step> steps,
      Value memory,
      Value input,
      Value inputStrip,
      List<Output> outputs,
      int reach) {
    this.steps = List.copyOf(steps);
    this.memory = memory;
    this.input = input;
    this.inputStrip = inputStrip;
    this.outputs = List.copyOf(outputs);
    this.reach = reach;
  }

  @Override
  public void bind(BytePointer address) {
    start = address;
    stripStart = address.getPointer(BytePointer.class, memory.offset());
    steps.forEach(step -> step.bind(stripStart));
  }

  @Override
  public void run() {
    int height = input.layout().shape()[2];
    int rows = inputStrip.layout().shape()[2];
    int done = 0;
    for (int top : tops(height, rows, reach)) {
      int end = top + rows == height ? height : top + rows - reach;
      fill(top, rows);
      steps.forEach(Step::run);
      for (Output output : outputs) {
        collect(output, top, done, end);
      }
      done = end;
    }
  }

  /**
   * Returns the first row of each strip; all have the same height, so the last one can overlap
   * more.
   */
  static List<Integer> tops(int height, int rows, int reach) {
    List<Integer> tops = new ArrayList<>();
    int top = 0;
    while (top + rows < height) {
      tops.add(top);
      top += rows - 2 * reach;
    }
    tops.add(height - rows);
    return tops;
  }

  private void fill(int top, int rows) {
    int[] shape = input.layout().shape();
    long row = (long) shape[3] * Float.BYTES;
    for (int plane = 0; plane < shape[1]; plane++) {
      Pointer.memcpy(
          at(stripStart, inputStrip, plane * (rows * row)),
          at(start, input, ((long) plane * shape[2] + top) * row),
          rows * row);
    }
  }

  private void collect(Output output, int top, int from, int to) {
    ChannelBlocks whole = output.whole.layout().channelBlocks().orElseThrow();
    ChannelBlocks strip = output.strip.layout().channelBlocks().orElseThrow();
    long size = output.strip.bytes() / strip.start(strip.blocks(), 0);
    long length = (to - from) / output.scale * (long) whole.row() * size;
    for (int block = 0; block < whole.blocks(); block++) {
      Pointer.memcpy(
          at(start, output.whole, whole.start(block, from / output.scale) * size),
          at(stripStart, output.strip, strip.start(block, (from - top) / output.scale) * size),
          length);
    }
  }

  private static BytePointer at(@Nullable BytePointer memory, Value value, long bytes) {
    return Objects.requireNonNull(memory, "not bound")
        .getPointer(BytePointer.class, value.offset() + bytes);
  }

  @Override
  public double cost() {
    double rows = inputStrip.layout().shape()[2];
    double strips = input.layout().shape()[2] / rows;
    return strips * steps.stream().mapToDouble(Step::cost).sum();
  }
}
