package dev.deepmatting.dl4j.plan;

import dev.deepmatting.dl4j.plan.Blocks.Block;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;

/**
 * A convolution of a part of its input, and maybe the max pooling behind it: blocks of the input
 * are gathered with what the kernel sees around them, computed some at a time, and their results
 * are put to their places. The rest of the output stays as it is.
 */
final class BlockConvolution implements Step {
  private final InputRows input;
  private final Region.Part read;
  private final Region.Part computed;
  private final int level;
  private final Blocks blocks;
  private final Batch batch;
  private final List<Output> outputs;
  private final double costOfBlock;
  private List<Block> wanted;

  /**
   * What some blocks go through.
   *
   * @param size how many blocks
   * @param reach pixels that a kernel sees around its own
   * @param seen receives their input
   * @param steps compute them
   */
  record Batch(int size, int reach, NativeRows seen, List<Operation> steps) {}

  /**
   * A result.
   *
   * @param blocks where the steps leave those of a batch
   * @param whole where they belong
   * @param scale how many pixels of the input make one of its pixels, on each side
   * @param pixelBytes bytes of a pixel's channels
   */
  record Output(NativeRows blocks, NativeRows whole, int scale, int pixelBytes) {}

  /**
   * Prepares a convolution.
   *
   * @param read the part of the input that counts; beyond it are zeros
   * @param computed the part of the output that is computed
   * @param level of both
   */
  BlockConvolution(
      InputRows input,
      Region.Part read,
      Region.Part computed,
      int level,
      Batch batch,
      List<Output> outputs) {
    this.input = input;
    this.read = read;
    this.computed = computed;
    this.level = level;
    this.batch = batch;
    this.outputs = List.copyOf(outputs);
    blocks = Blocks.of(level, input.height(), input.width());
    Grid all = Grid.all(input.height() / blocks.cell(), input.width() / blocks.cell());
    wanted = blocks.cover(all);
    costOfBlock = batch.steps.stream().mapToDouble(Step::cost).sum() / batch.size;
  }

  @Override
  public void bind(BytePointer memory) {
    input.bind(memory);
    batch.seen.bind(memory);
    batch.steps.forEach(step -> step.bind(memory));
    for (Output output : outputs) {
      output.blocks.bind(memory);
      output.whole.bind(memory);
    }
  }

  @Override
  public void focus(Region region) {
    input.focus(region.cells(read, level), blocks.cell());
    wanted = blocks.cover(region.cells(computed, level));
  }

  @Override
  public void run() {
    List<Block> some = List.of();
    for (int next = 0; next < wanted.size() || !some.isEmpty(); next += batch.size) {
      int from = Math.min(next, wanted.size());
      List<Block> done = some;
      some = wanted.subList(from, Math.min(from + batch.size, wanted.size()));
      move(done, some);
      if (!some.isEmpty()) {
        batch.steps.forEach(Step::run);
      }
    }
  }

  /** At once, since oneDNN's threads are slow to make room for those of Java. */
  private void move(List<Block> done, List<Block> next) {
    IntStream.range(0, done.size() + next.size())
        .parallel()
        .forEach(
            i -> {
              if (i < done.size()) {
                scatter(done.get(i), i);
              } else {
                gather(next.get(i - done.size()), i - done.size());
              }
            });
  }

  private void gather(Block block, int place) {
    int reach = batch.reach;
    int rows = blocks.height() + 2 * reach;
    int pixels = blocks.width() + 2 * reach;
    float[] row = new float[pixels * input.channels()];
    InputRows.Scratch scratch = new InputRows.Scratch();
    for (int y = 0; y < rows; y++) {
      int from = block.top() - reach + y;
      input.read(from, block.left() - reach, pixels, row, scratch);
      batch.seen.put(place * rows + y, 0, row, row.length);
    }
  }

  private void scatter(Block block, int place) {
    for (Output output : outputs) {
      int rows = blocks.height() / output.scale;
      byte[] row = new byte[blocks.width() / output.scale * output.pixelBytes];
      int left = block.left() / output.scale * output.pixelBytes;
      for (int y = 0; y < rows; y++) {
        output.blocks.get(place * rows + y, 0, row, row.length);
        output.whole.put(block.top() / output.scale + y, left, row, row.length);
      }
    }
  }

  @Override
  public double cost() {
    return costOfBlock * wanted.size();
  }
}
