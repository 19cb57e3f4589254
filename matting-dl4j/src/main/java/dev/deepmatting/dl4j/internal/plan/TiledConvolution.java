package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A 5x5 convolution with bias and ReLU, tile by tile: {@link Winograd}'s transforms in Java, and
 * oneDNN's matrix multiplication between them. oneDNN has no such convolution for x86_64.
 */
final class TiledConvolution implements Step {
  /** Length of a transform's arrays, chosen so that all of them fit into the first-level cache. */
  private static final int ARRAY_VALUES = 1024;

  /**
   * The least number of channels, as the product of input and output channels divided by their sum:
   * with fewer, the transforms take longer than the multiplications that they save.
   */
  private static final int LEAST_CHANNELS = 24;

  /** Most bytes of transformed tiles and their products. */
  private static final long MOST_BYTES = 48 << 20;

  /** Transformed tiles take four times as much memory as before. */
  private static final int SHARES_OF_PICTURE = 8;

  /** Multiplying matrices with fewer rows is slow. */
  private static final int LEAST_TILES = 128;

  /** With fewer rows, oneDNN needs kernels in another layout. */
  private static final int LEAST_ROWS = 16;

  /** Pixels that a tile sees before its own. */
  private static final int BEFORE = Winograd.KERNEL / 2;

  /**
   * A result can overwrite the input if it starts at least this many rows before it: a part writes
   * rows up to the end of its last tiles, and the next one reads from {@link #BEFORE} rows before
   * them.
   */
  private static final int LEAD_ROWS = BEFORE + Winograd.OUTPUT;

  private final int level;
  private final InputRows input;
  private final Supplier<Pointer> biasSource;
  private final List<Products> products;
  private final int outputChannels;
  private final int longestRun;
  private final int rows;
  private final int columns;
  private final NativeRows outputRows;
  private final Queue<Scratch> scratches = new ConcurrentLinkedQueue<>();
  private List<List<TileRun>> parts;
  private float[] bias = {};

  /**
   * The multiplication for some tiles.
   *
   * @param multiply matrices of [tiles, input channels] and [input channels, output channels], one
   *     for each of {@link Winograd#PRODUCTS} positions
   * @param tiles how many
   * @param transformed the first matrices
   * @param multiplied the results
   */
  record Products(
      OperationStep multiply, int tiles, NativeRows transformed, NativeRows multiplied) {}

  /** Arrays of one thread. */
  private final class Scratch {
    private final InputRows.Scratch source = new InputRows.Scratch();
    private final float[][] seen = new float[Winograd.INPUT][seenValues()];
    private final float[][] upright = new float[Winograd.INPUT][seenValues()];
    private final float[][] side = new float[Winograd.INPUT][sideValues()];
    private final float[][] flat = new float[Winograd.INPUT][sideValues()];
    private final float[][][] columns =
        new float[Winograd.OUTPUT][Winograd.INPUT][longestRun * outputChannels];
    private final float[][] helpers = new float[6][seenValues()];

    private int seenValues() {
      return Math.max(
          seenPixels(longestRun) * input.channels(), longestRun * Winograd.OUTPUT * outputChannels);
    }

    private int sideValues() {
      return longestRun * Math.max(input.channels(), outputChannels);
    }
  }

  /**
   * Prepares a convolution.
   *
   * @param level of the decoder, 1 for the full resolution
   * @param output pixels whose channels are together
   * @param bias queried before the first run
   * @param products multiplications for fewer and fewer tiles; the first one's tiles form a part
   */
  TiledConvolution(
      int level, InputRows input, Value output, Supplier<Pointer> bias, List<Products> products) {
    this.level = level;
    this.input = input;
    this.biasSource = bias;
    this.products = products;
    outputRows = NativeRows.of(output);
    outputChannels = output.layout().shape()[1];
    longestRun = Math.max(1, ARRAY_VALUES / Math.max(input.channels(), outputChannels));
    rows = tiles(input.height());
    columns = tiles(input.width());
    parts = list((row, column) -> true);
  }

  /**
   * Returns a value that the result of a convolution to the same number of channels, or fewer, can
   * overwrite.
   *
   * @param layout of a picture; without each pixel's channels together, the value is an ordinary
   *     one
   */
  static Value overwritable(PlanCompiler compiler, Layout layout) {
    int[] shape = layout.shape();
    if (!layout.isSameAs(compiler.layouts().channelsLast(layout.type(), shape))) {
      return compiler.value(layout);
    }
    Value taller = compiler.value(compiler.layouts().dense(layout, shape[2] + LEAD_ROWS, shape[3]));
    return taller.part(layout, taller.bytes() - layout.bytes());
  }

  /** Returns a result's value, over the input if that is {@link #overwritable}. */
  static Value result(PlanCompiler compiler, InputRows input, Layout layout) {
    Value read = input.values()[0];
    long lead = read.bytes() / read.layout().shape()[2] * LEAD_ROWS;
    return read.lead(layout, lead).orElseGet(() -> compiler.value(layout));
  }

  /** Returns whether a layer is faster with tiles. */
  static boolean suits(ConvolutionLayer layer) {
    double in = layer.inputChannels();
    double out = layer.outputChannels();
    return layer.kernel() == Winograd.KERNEL && in * out / (in + out) >= LEAST_CHANNELS;
  }

  /** Returns how many tiles are computed together; limits the memory between the transforms. */
  static int mostTiles(int height, int width, int in, int out) {
    int all = Math.multiplyExact(tiles(height), tiles(width));
    long bytesOfTile = (long) Float.BYTES * Winograd.PRODUCTS * (in + out);
    long most = Math.min(MOST_BYTES / bytesOfTile, all / SHARES_OF_PICTURE);
    return (int) Math.max(LEAST_ROWS, Math.min(all, Math.max(LEAST_TILES, most)));
  }

  /** Returns the numbers of tiles for which there are multiplications, the largest first. */
  static List<Integer> sizes(int most) {
    return IntStream.of(most, most / 4, most / 16)
        .filter(size -> size >= LEAST_ROWS)
        .boxed()
        .toList();
  }

  /** Returns how many tiles cover a number of pixels. */
  static int tiles(int pixels) {
    return (pixels + Winograd.OUTPUT - 1) / Winograd.OUTPUT;
  }

  private static int seenPixels(int tiles) {
    return Winograd.OUTPUT * tiles + Winograd.KERNEL - 1;
  }

  private List<List<TileRun>> list(TileRun.Wanted wanted) {
    List<Integer> sizes = products.stream().map(Products::tiles).toList();
    return TileRun.parts(rows, columns, wanted, longestRun, sizes);
  }

  @Override
  public void bind(BytePointer memory) {
    input.bind(memory);
    outputRows.bind(memory);
    for (Products size : products) {
      size.multiply.bind(memory);
      size.transformed.bind(memory);
      size.multiplied.bind(memory);
    }
    bias = new float[longestRun * outputChannels];
    FloatPointer source = new FloatPointer(biasSource.get());
    for (int tile = 0; tile < longestRun; tile++) {
      source.get(bias, tile * outputChannels, outputChannels);
    }
  }

  @Override
  public void focus(Region region) {
    input.focus(region.cells(Region.Part.ENCODER, level), Region.CELL >> level - 1);
    Grid wanted = region.tiles(level);
    parts = list(wanted::at);
  }

  @Override
  public void run() {
    for (List<TileRun> part : parts) {
      Products size = smallest(TileRun.tiles(part));
      inParallel(part, (run, scratch) -> transform(run, size, scratch));
      size.multiply.run();
      inParallel(part, (run, scratch) -> collect(run, size, scratch));
    }
    scratches.clear();
  }

  private Products smallest(int tiles) {
    Products best = products.get(0);
    for (Products size : products) {
      best = size.tiles >= tiles ? size : best;
    }
    return best;
  }

  private interface Work {
    void accept(TileRun run, Scratch scratch);
  }

  private void inParallel(List<TileRun> part, Work work) {
    part.parallelStream()
        .forEach(
            run -> {
              Scratch free = scratches.poll();
              Scratch scratch = free == null ? new Scratch() : free;
              work.accept(run, scratch);
              scratches.add(scratch);
            });
  }

  /** Transforms the input of a run of tiles to its factors of the products. */
  private void transform(TileRun run, Products size, Scratch scratch) {
    int channels = input.channels();
    int left = Winograd.OUTPUT * run.left() - BEFORE;
    int top = Winograd.OUTPUT * run.row() - BEFORE;
    int pixels = seenPixels(run.count());
    for (int y = 0; y < Winograd.INPUT; y++) {
      input.read(top + y, left, pixels, scratch.seen[y], scratch.source);
    }
    float[] even = scratch.helpers[0];
    float[] odd = scratch.helpers[1];
    Winograd.input(scratch.seen, scratch.upright, pixels * channels, even, odd);
    int count = run.count() * channels;
    for (int y = 0; y < Winograd.INPUT; y++) {
      for (int tile = 0; tile < run.count(); tile++) {
        for (int x = 0; x < Winograd.INPUT; x++) {
          int from = (Winograd.OUTPUT * tile + x) * channels;
          System.arraycopy(scratch.upright[y], from, scratch.side[x], tile * channels, channels);
        }
      }
      Winograd.input(scratch.side, scratch.flat, count, even, odd);
      for (int x = 0; x < Winograd.INPUT; x++) {
        size.transformed.put(
            y * Winograd.INPUT + x, run.place() * channels, scratch.flat[x], count);
      }
    }
  }

  /** Transforms a run's products to the output. */
  private void collect(TileRun run, Products size, Scratch scratch) {
    int count = run.count() * outputChannels;
    float[][] line = new float[Winograd.OUTPUT][];
    for (int y = 0; y < Winograd.INPUT; y++) {
      for (int x = 0; x < Winograd.INPUT; x++) {
        size.multiplied.get(
            y * Winograd.INPUT + x, run.place() * outputChannels, scratch.side[x], 0, count);
      }
      for (int x = 0; x < Winograd.OUTPUT; x++) {
        line[x] = scratch.columns[x][y];
      }
      Winograd.output(scratch.side, line, count, scratch.helpers);
    }
    for (int x = 0; x < Winograd.OUTPUT; x++) {
      Winograd.output(scratch.columns[x], scratch.flat, count, scratch.helpers);
      for (int y = 0; y < Winograd.OUTPUT; y++) {
        Winograd.rectify(scratch.flat[y], bias, count);
        spread(scratch.flat[y], x, run.count(), scratch.upright[y]);
      }
    }
    write(run, scratch.upright);
  }

  /** Writes one column of each tile to a row of pixels. */
  private void spread(float[] column, int x, int tiles, float[] row) {
    for (int tile = 0; tile < tiles; tile++) {
      int to = (Winograd.OUTPUT * tile + x) * outputChannels;
      System.arraycopy(column, tile * outputChannels, row, to, outputChannels);
    }
  }

  private void write(TileRun run, float[][] pixelRows) {
    int top = Winograd.OUTPUT * run.row();
    int left = Winograd.OUTPUT * run.left();
    int pixels = Math.min(Winograd.OUTPUT * run.count(), input.width() - left);
    for (int y = 0; y < Math.min(Winograd.OUTPUT, input.height() - top); y++) {
      outputRows.put(top + y, left * outputChannels, pixelRows[y], pixels * outputChannels);
    }
  }

  @Override
  public double cost() {
    double tiles = parts.stream().mapToInt(TileRun::tiles).sum();
    return tiles * Winograd.PRODUCTS * input.channels() * outputChannels;
  }
}
