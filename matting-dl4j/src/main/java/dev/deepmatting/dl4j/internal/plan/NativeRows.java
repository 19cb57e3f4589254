package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.ChannelBlocks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;

/**
 * Rows of pixels whose channels are together, as Java buffers. Threads can share it if they write
 * to different places.
 */
final class NativeRows {
  private static final long MOST_BYTES = 1 << 30;
  private static final byte[] ZEROS = new byte[4096];

  private final Value value;
  private final int count;
  private final long rowBytes;
  private final int pixelBytes;
  private final int rowsOfBuffer;
  private final ByteBuffer[] bytes;
  private final FloatBuffer[] floats;

  private NativeRows(Value value, int count, int rowPixels) {
    this.value = value;
    this.count = count;
    rowBytes = value.bytes() / count;
    pixelBytes = (int) (rowBytes / rowPixels);
    rowsOfBuffer = (int) Math.min(count, Math.max(1, MOST_BYTES / rowBytes));
    bytes = new ByteBuffer[(count + rowsOfBuffer - 1) / rowsOfBuffer];
    floats = new FloatBuffer[bytes.length];
  }

  /** Returns the rows of a picture, or of stacked pictures, that {@link #fits}. */
  static NativeRows of(Value value) {
    int[] shape = value.layout().shape();
    return new NativeRows(value, Math.multiplyExact(shape[0], shape[2]), shape[3]);
  }

  /** Returns all of a value as rows of equal length. */
  static NativeRows split(Value value, int count) {
    return new NativeRows(value, count, 1);
  }

  /** Returns whether a value is one picture of pixels whose channels are together. */
  static boolean fits(Value value) {
    return value
        .layout()
        .channelBlocks()
        .map(ChannelBlocks::blocks)
        .filter(n -> n == 1)
        .isPresent();
  }

  void bind(BytePointer memory) {
    for (int i = 0; i < bytes.length; i++) {
      int rows = Math.min(rowsOfBuffer, count - i * rowsOfBuffer);
      long start = value.offset() + (long) i * rowsOfBuffer * rowBytes;
      bytes[i] =
          memory
              .getPointer(BytePointer.class, start)
              .capacity(rows * rowBytes)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
      floats[i] = bytes[i].asFloatBuffer();
    }
  }

  int count() {
    return count;
  }

  /** Returns the bytes per pixel; per row if the rows do not consist of pixels. */
  int pixelBytes() {
    return pixelBytes;
  }

  private int start(int y) {
    return (int) (y % rowsOfBuffer * rowBytes);
  }

  /** Copies some bytes of a row. */
  void get(int y, int from, byte[] target, int length) {
    bytes[y / rowsOfBuffer].get(start(y) + from, target, 0, length);
  }

  /** Copies some floats of a row. */
  void get(int y, int from, float[] target, int at, int length) {
    floats[y / rowsOfBuffer].get(start(y) / Float.BYTES + from, target, at, length);
  }

  /** Writes some floats of a row. */
  void put(int y, int from, float[] source, int length) {
    floats[y / rowsOfBuffer].put(start(y) / Float.BYTES + from, source, 0, length);
  }

  /** Copies some bytes of a row to a row of another instance. */
  void copy(int y, int from, NativeRows target, int row, int to, int length) {
    target.bytes[row / target.rowsOfBuffer].put(
        target.start(row) + to, bytes[y / rowsOfBuffer], start(y) + from, length);
  }

  /** Writes zeros over some bytes of a row. */
  void clear(int y, int from, int length) {
    ByteBuffer buffer = bytes[y / rowsOfBuffer];
    int start = start(y) + from;
    for (int done = 0; done < length; done += ZEROS.length) {
      buffer.put(start + done, ZEROS, 0, Math.min(ZEROS.length, length - done));
    }
  }
}
