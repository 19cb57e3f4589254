package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.Workers;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.internal.weights.GuideLogits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;

/**
 * Adds the guides' contribution to the decoder's part of the raw alpha's logit: their part of its
 * convolution, and each guide's logit times its gate. In plain Java, over rows, by cells of pixels.
 */
final class GuidedLogits implements Step {
  private static final int REACH = GuidedOutput.KERNEL / 2;

  private final int guides;
  private final int inputHeight;
  private final int inputWidth;
  private final Window window;
  private final NativeRows input;
  private final List<NativeRows> outputs = new ArrayList<>();
  private final Supplier<float[]> kernels;
  private final Workers workers;
  private Grid cells;

  /**
   * Prepares it.
   *
   * @param input plain floats, [1, 4 + guides, height, width]
   * @param window the part of the input that is computed
   * @param outputs the decoder's parts, plain floats, [1, 1, height, width] of the window: of the
   *     raw alpha's logit, which becomes the result, and of each gate
   * @param kernels supplies {@link GuidedOutput#guideKernels}
   */
  GuidedLogits(
      Value input, Window window, List<Value> outputs, Supplier<float[]> kernels, Workers workers) {
    int[] shape = input.layout().shape();
    guides = outputs.size() - 1;
    inputHeight = shape[2];
    inputWidth = shape[3];
    this.window = window;
    this.input = NativeRows.split(input, shape[1] * inputHeight);
    outputs.forEach(output -> this.outputs.add(NativeRows.split(output, window.height())));
    this.kernels = kernels;
    this.workers = workers;
    cells = Grid.all(cells(window.height()), cells(window.width()));
  }

  /** Returns how many cells cover the pixels; a window can end inside a cell. */
  private static int cells(int pixels) {
    return (pixels + Region.CELL - 1) / Region.CELL;
  }

  @Override
  public void bind(BytePointer memory) {
    input.bind(memory);
    outputs.forEach(output -> output.bind(memory));
  }

  @Override
  public void focus(Region region) {
    cells = region.cells(Region.Part.OUTPUT, 1);
  }

  @Override
  public void run() {
    float[] weights = kernels.get();
    workers.run(cells.rows(), (worker, row) -> compute(row, weights));
  }

  /** Computes the pixels of a row of cells, from the first wanted one to the last. */
  private void compute(int row, float[] weights) {
    int first = 0;
    int last = cells.columns() - 1;
    while (first <= last && !cells.at(row, first)) {
      first++;
    }
    while (last > first && !cells.at(row, last)) {
      last--;
    }
    if (first <= last) {
      int left = first * Region.CELL;
      int width = Math.min(window.width(), (last + 1) * Region.CELL) - left;
      int top = row * Region.CELL;
      new Band(top, left, width).add(Math.min(window.height(), top + Region.CELL), weights);
    }
  }

  @Override
  public double cost() {
    double[] wanted = new double[1];
    cells.forEach((row, column) -> wanted[0]++);
    int each = guides * (1 + guides) * GuidedOutput.KERNEL * GuidedOutput.KERNEL;
    return wanted[0] * Region.CELL * Region.CELL * each;
  }

  /** Rows of the window, with the guides' surrounding logits. */
  private final class Band {
    private final int top;
    private final int left;
    private final int width;

    /** By guide and row from {@link #REACH} rows above the first one on. */
    private final float[][][] logits;

    private final float[][] sums;

    Band(int top, int left, int width) {
      this.top = top;
      this.left = left;
      this.width = width;
      logits = new float[guides][Region.CELL + 2 * REACH][];
      sums = new float[1 + guides][width];
    }

    void add(int bottom, float[] weights) {
      for (int guide = 0; guide < guides; guide++) {
        for (int i = 0; i < bottom - top + 2 * REACH; i++) {
          logits[guide][i] = logits(guide, window.top() + top + i - REACH);
        }
      }
      for (int y = top; y < bottom; y++) {
        addRow(y, weights);
      }
    }

    /** Returns a row's logits and their margin; zeros beyond the input. */
    private float[] logits(int guide, int y) {
      float[] row = new float[width + 2 * REACH];
      if (y < 0 || y >= inputHeight) {
        return row;
      }
      int start = window.left() + left - REACH;
      int from = Math.max(0, start);
      int to = Math.min(inputWidth, start + row.length);
      int channel = input.count() / inputHeight - guides + guide;
      input.get(channel * inputHeight + y, from, row, from - start, to - from);
      for (int x = from - start; x < to - start; x++) {
        row[x] = GuideLogits.of(row[x]);
      }
      return row;
    }

    private void addRow(int y, float[] weights) {
      for (int output = 0; output <= guides; output++) {
        outputs.get(output).get(y, left, sums[output], 0, width);
        convolve(y - top, output, weights);
      }
      for (int guide = 0; guide < guides; guide++) {
        float[] logit = logits[guide][y - top + REACH];
        float[] gate = sums[1 + guide];
        for (int x = 0; x < width; x++) {
          sums[0][x] += gate[x] * logit[x + REACH];
        }
      }
      outputs.get(0).put(y, left, sums[0], width);
    }

    private void convolve(int row, int output, float[] weights) {
      int side = GuidedOutput.KERNEL;
      for (int guide = 0; guide < guides; guide++) {
        int kernel = (output * guides + guide) * side * side;
        for (int i = 0; i < side * side; i++) {
          float weight = weights[kernel + i];
          if (weight != 0) {
            addShifted(sums[output], logits[guide][row + i / side], i % side, weight);
          }
        }
      }
    }

    private void addShifted(float[] sum, float[] values, int shift, float weight) {
      for (int x = 0; x < width; x++) {
        sum[x] += weight * values[x + shift];
      }
    }
  }
}
