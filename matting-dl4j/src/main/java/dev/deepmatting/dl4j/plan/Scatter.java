package dev.deepmatting.dl4j.plan;

import dev.deepmatting.dl4j.onednn.ChannelBlocks;
import dev.deepmatting.dl4j.onednn.NumberType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;

/**
 * Max unpooling onto the feature that was pooled: each value is added where its window's maximum
 * was, and the rest stays. oneDNN would write the unpooled values to memory of their own, and read
 * them again to add them. The workspace of its poolings holds a byte for each window, the maximum's
 * place in row-major order, in the layout of the output.
 */
final class Scatter implements Step {
  private static final int TASKS_PER_THREAD = 4;

  private final NumberType type;
  private final Value feature;
  private final Value workspace;
  private final Value source;
  private final ChannelBlocks pooled;
  private BytePointer memory;

  Scatter(Value feature, Value workspace, Value source) {
    this.type = feature.layout().type();
    this.feature = feature;
    this.workspace = workspace;
    this.source = source;
    this.pooled = source.layout().channelBlocks().orElseThrow();
  }

  /** Whether feature, output and workspace lie in blocks of the same channels. */
  static boolean knows(PlanCompiler.Pooled pooled) {
    Optional<ChannelBlocks> feature = pooled.featureLayout().channelBlocks();
    Optional<ChannelBlocks> output = pooled.pooledLayout().channelBlocks();
    if (feature.isEmpty() || output.isEmpty()) {
      return false;
    }
    ChannelBlocks small = output.get();
    ChannelBlocks doubled =
        new ChannelBlocks(small.blocks(), small.channels(), 2 * small.height(), 2 * small.width());
    return feature.get().equals(doubled)
        && pooled.workspace().layout().channelBlocks().equals(output)
        && pooled.workspace().bytes() == small.start(small.blocks(), 0);
  }

  @Override
  public void bind(BytePointer start) {
    memory = start;
  }

  @Override
  public void run() {
    int rows = pooled.blocks() * pooled.height();
    int tasks = Math.min(rows, TASKS_PER_THREAD * Runtime.getRuntime().availableProcessors());
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task -> {
              int from = (int) ((long) rows * task / tasks);
              int to = (int) ((long) rows * (task + 1) / tasks);
              if (type == NumberType.FLOAT) {
                addFloats(from, to);
              } else {
                addBrainFloats(from, to);
              }
            });
  }

  /** Rows of all blocks, one block after the other; the feature's rows come in twos. */
  private void addFloats(int from, int to) {
    float[] values = new float[pooled.row()];
    float[] twoRows = new float[4 * pooled.row()];
    byte[] places = new byte[pooled.row()];
    for (int row = from; row < to; row++) {
      bytes(workspace, row, 1).get(places);
      bytes(source, row, Float.BYTES).asFloatBuffer().get(values);
      ByteBuffer target = bytes(feature, row, Float.BYTES);
      target.asFloatBuffer().get(twoRows);
      for (int i = 0; i < values.length; i++) {
        twoRows[place(i, places[i])] += values[i];
      }
      target.asFloatBuffer().put(twoRows);
    }
  }

  private void addBrainFloats(int from, int to) {
    short[] values = new short[pooled.row()];
    short[] twoRows = new short[4 * pooled.row()];
    byte[] places = new byte[pooled.row()];
    for (int row = from; row < to; row++) {
      bytes(workspace, row, 1).get(places);
      bytes(source, row, Short.BYTES).asShortBuffer().get(values);
      ByteBuffer target = bytes(feature, row, Short.BYTES);
      target.asShortBuffer().get(twoRows);
      for (int i = 0; i < values.length; i++) {
        int place = place(i, places[i]);
        twoRows[place] = sum(twoRows[place], values[i]);
      }
      target.asShortBuffer().put(twoRows);
    }
  }

  /** Where in two rows of the feature a value belongs; whatever the byte says, inside them. */
  private int place(int i, byte place) {
    int channels = pooled.channels();
    int x = i / channels;
    int below = (place >> 1 & 1) * 2 * pooled.row();
    return below + i + (x + (place & 1)) * channels;
  }

  private static short sum(short one, short other) {
    int bits =
        Float.floatToRawIntBits(
            Float.intBitsToFloat(one << 16) + Float.intBitsToFloat(other << 16));
    return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
  }

  /** A row of what was pooled, or the two rows of the feature that it comes from. */
  private ByteBuffer bytes(Value value, int row, int size) {
    long length = (value == feature ? 4L : 1L) * pooled.row() * size;
    BytePointer start = memory.getPointer(BytePointer.class, value.offset() + row * length);
    return start.capacity(length).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  public double cost() {
    return 4.0 * pooled.blocks() * pooled.height() * pooled.row();
  }
}
