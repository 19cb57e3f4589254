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
 * A convolution of 5x5 with bias and ReLU, tile by tile, by {@link Winograd}'s transforms in Java
 * and oneDNN's multiplication of matrices between them. oneDNN has no such convolution for x86_64.
 */
final class TiledConvolution implements Step {
  /** Values of a transform's array: all arrays of one stay in the first cache together. */
  private static final int ARRAY_VALUES = 1024;

  /**
   * The least channels of input and output, as their product by their sum: with fewer the
   * transforms take longer than the multiplications that they save.
   */
  private static final int LEAST_CHANNELS = 24;

  /** Of transformed tiles and their products. */
  private static final long MOST_BYTES = 48 << 20;

  /** Transformed they take four times as much memory as before. */
  private static final int SHARES_OF_PICTURE = 8;

  /** Matrices with fewer rows are multiplied slowly. */
  private static final int LEAST_TILES = 128;

  /** With fewer oneDNN wants kernels in another layout. */
  private static final int LEAST_ROWS = 16;

  /** Pixels that a tile sees before its own. */
  private static final int BEFORE = Winograd.KERNEL / 2;

  /**
   * A result may lie over the input, if it lies at least so many rows before it: a part writes rows
   * up to the end of its last tiles, and the next one sees rows from {@link #BEFORE} before them.
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
   * The multiplication of some tiles.
   *
   * @param multiply matrices of [tiles, input channels] and [input channels, output channels], one
   *     for each of {@link Winograd#PRODUCTS} places
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
   * @param output pixels whose channels lie together
   * @param bias asked for before the first run
   * @param products multiplications of ever fewer tiles; the first one's are a part
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
   * A value that the result of a convolution to as many channels, or fewer, may be written over.
   *
   * @param layout of a picture; if not pixels whose channels lie together, it is a value like
   *     others
   */
  static Value overwritable(PlanCompiler compiler, Layout layout) {
    int[] shape = layout.shape();
    if (!layout.isSameAs(compiler.layouts().channelsLast(layout.type(), shape))) {
      return compiler.value(layout);
    }
    Value taller = compiler.value(compiler.layouts().dense(layout, shape[2] + LEAD_ROWS, shape[3]));
    return taller.part(layout, taller.bytes() - layout.bytes());
  }

  /** A result's value, over the input if that is {@link #overwritable}. */
  static Value result(PlanCompiler compiler, InputRows input, Layout layout) {
    Value read = input.values()[0];
    long lead = read.bytes() / read.layout().shape()[2] * LEAD_ROWS;
    return read.lead(layout, lead).orElseGet(() -> compiler.value(layout));
  }

  /** Whether a layer takes less time by tiles than by itself. */
  static boolean suits(ConvolutionLayer layer) {
    double in = layer.inputChannels();
    double out = layer.outputChannels();
    return layer.kernel() == Winograd.KERNEL && in * out / (in + out) >= LEAST_CHANNELS;
  }

  /**
   * How many tiles are computed together, so that what lies between the transforms is not large.
   */
  static int mostTiles(int height, int width, int in, int out) {
    int all = Math.multiplyExact(tiles(height), tiles(width));
    long bytesOfTile = (long) Float.BYTES * Winograd.PRODUCTS * (in + out);
    long most = Math.min(MOST_BYTES / bytesOfTile, all / SHARES_OF_PICTURE);
    return (int) Math.max(LEAST_ROWS, Math.min(all, Math.max(LEAST_TILES, most)));
  }

  /** The numbers of tiles for which there are multiplications, the largest first. */
  static List<Integer> sizes(int most) {
    return IntStream.of(most, most / 4, most / 16)
        .filter(size -> size >= LEAST_ROWS)
        .boxed()
        .toList();
  }

  /** How many tiles cover so many pixels. */
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

  /** From what a run of tiles sees to its factors of the products. */
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

  /** From a run's products to the output. */
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

  /** Puts one column of each tile into a row of pixels. */
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
