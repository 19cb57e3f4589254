package dev.deepmatting.dl4j.internal.plan;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * A convolution's input, row by row: a feature, values that are unpooled during reading, or their
 * sum. Unpooled values are never stored as a whole. Threads can share it.
 */
final class InputRows {
  private final int channels;
  private final int height;
  private final int width;
  private final @Nullable NativeRows feature;
  private final @Nullable Pooled pooled;
  private final Value[] values;
  private @Nullable Grid known;
  private int cell;

  /** A pooling's values, and the positions of its maxima. */
  private record Pooled(NativeRows values, NativeRows workspace) {}

  /** Rows read from a pooling's values and its workspace. */
  static final class Scratch {
    private float[] pooled = new float[0];
    private byte[] places = new byte[0];

    private void reserve(int length) {
      if (pooled.length < length) {
        pooled = new float[length];
        places = new byte[length];
      }
    }
  }

  private InputRows(
      @Nullable Value feature,
      @Nullable Value pooled,
      @Nullable Value workspace,
      int channels,
      int height,
      int width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.feature = feature == null ? null : NativeRows.of(feature);
    this.pooled =
        pooled == null || workspace == null
            ? null
            : new Pooled(NativeRows.of(pooled), NativeRows.of(workspace));
    this.values =
        Arrays.stream(new Value[] {feature, pooled, workspace})
            .filter(value -> value != null)
            .toArray(Value[]::new);
  }

  /** Reads a feature unchanged. */
  static InputRows of(Value feature) {
    int[] shape = feature.layout().shape();
    return new InputRows(feature, null, null, shape[1], shape[2], shape[3]);
  }

  /**
   * Reads values where a pooling's maxima were.
   *
   * @param feature the feature that they are added to, or null
   * @param pooled the values
   * @param workspace a byte for each, its maximum's position in row-major order
   */
  static InputRows unpooled(@Nullable Value feature, Value pooled, Value workspace) {
    int[] shape = pooled.layout().shape();
    return new InputRows(feature, pooled, workspace, shape[1], 2 * shape[2], 2 * shape[3]);
  }

  int channels() {
    return channels;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** Returns the values that it reads. */
  Value[] values() {
    return values;
  }

  void bind(BytePointer memory) {
    if (feature != null) {
      feature.bind(memory);
    }
    if (pooled != null) {
      pooled.values.bind(memory);
      pooled.workspace.bind(memory);
    }
  }

  /**
   * Sets which cells are known; the rest is read as zeros.
   *
   * @param cells the known cells
   * @param side pixels of a cell's side
   */
  void focus(Grid cells, int side) {
    known = cells;
    cell = side;
  }

  /**
   * Reads a part of a row; there are zeros around the picture.
   *
   * @param y the row, possibly outside
   * @param left the first pixel, possibly outside; even if values are unpooled
   * @param count how many pixels; even if values are unpooled
   * @param target receives the channels of each
   */
  void read(int y, int left, int count, float[] target, Scratch scratch) {
    int from = Math.max(0, left);
    int to = Math.min(width, left + count);
    if (y < 0 || y >= height || from >= to) {
      Arrays.fill(target, 0, count * channels, 0);
      return;
    }
    int start = (from - left) * channels;
    int length = (to - from) * channels;
    Arrays.fill(target, 0, start, 0);
    Arrays.fill(target, start + length, count * channels, 0);
    if (feature == null) {
      Arrays.fill(target, start, start + length, 0);
    } else {
      feature.get(y, from * channels, target, start, length);
    }
    if (pooled != null) {
      unpool(pooled, y, from, length / 2, target, start, scratch);
    }
    if (known != null) {
      clear(known, y, left, from, to, target);
    }
  }

  private void clear(Grid cells, int y, int left, int from, int to, float[] target) {
    for (int x = from; x < to; ) {
      int end = Math.min(to, (x / cell + 1) * cell);
      if (!cells.at(y / cell, x / cell)) {
        Arrays.fill(target, (x - left) * channels, (end - left) * channels, 0);
      }
      x = end;
    }
  }

  private void unpool(
      Pooled pooling, int y, int from, int length, float[] target, int start, Scratch scratch) {
    scratch.reserve(length);
    int below = y & 1;
    pooling.values.get(y / 2, from / 2 * channels, scratch.pooled, 0, length);
    pooling.workspace.get(y / 2, from / 2 * channels, scratch.places, length);
    for (int pixel = 0; pixel < length; pixel += channels) {
      int at = start + 2 * pixel;
      for (int i = 0; i < channels; i++) {
        // Stays inside the two pixels whatever the byte is; without a branch, which would be
        // unpredictable.
        int place = scratch.places[pixel + i];
        int here = ((place >> 1 ^ below) & 1) - 1;
        int bits = Float.floatToRawIntBits(scratch.pooled[pixel + i]) & here;
        target[at + (place & 1) * channels + i] += Float.intBitsToFloat(bits);
      }
    }
  }
}
