package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.torch.StridedTensor.Dimension;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Gathers a tensor's numbers into row-major order. It reads the storage once, forwards, whatever
 * the order of the dimensions, and keeps no more of it than a window.
 */
final class StridedReader {
  private static final int WINDOW_BYTES = 1 << 18;

  private final FileBytes source;
  private final StridedTensor tensor;
  private final long start;
  private final int size;
  private final ByteBuffer target;

  private StridedReader(FileBytes source, StridedTensor tensor, long storageOffset, int length) {
    this.source = source;
    this.tensor = tensor;
    this.size = tensor.dataType().bytes();
    this.start = storageOffset + tensor.offset() * size;
    this.target = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a tensor.
   *
   * @param source the file
   * @param tensor the tensor's position in its storage
   * @param storageOffset the storage's first byte in the file
   * @return its numbers, in row-major order
   */
  static ByteBuffer read(FileBytes source, StridedTensor tensor, long storageOffset) {
    int length = (int) tensor.byteLength();
    if (length == 0 || tensor.isContiguous()) {
      return source.read(storageOffset + tensor.offset() * tensor.dataType().bytes(), length);
    }
    StridedReader reader = new StridedReader(source, tensor, storageOffset, length);
    reader.gather(0, 0, 0);
    return reader.target;
  }

  /** Reads the elements of the dimensions from one on, as many at once as fit into a window. */
  private void gather(int depth, long from, long to) {
    Dimension dimension = tensor.dimensions().get(depth);
    long inner = tensor.span(depth + 1);
    long room = WINDOW_BYTES / size - inner;
    int atOnce = 1 + (int) Math.min(dimension.size() - 1, Math.max(0, room) / dimension.stride());
    for (long done = 0; done < dimension.size(); done += atOnce) {
      int count = (int) Math.min(atOnce, dimension.size() - done);
      long next = from + done * dimension.stride();
      long place = to + done * dimension.packedStride();
      if (room < 0) {
        gather(depth + 1, next, place);
      } else {
        ByteBuffer window = window(next, inner + (count - 1) * dimension.stride());
        scatter(depth, count, window, 0, place);
      }
    }
  }

  private ByteBuffer window(long from, long elements) {
    return source.read(start + from * size, (int) (elements * size));
  }

  private void scatter(int depth, int count, ByteBuffer window, long from, long to) {
    if (depth == tensor.dimensions().size()) {
      copy(window, (int) from * size, (int) to * size);
      return;
    }
    Dimension dimension = tensor.dimensions().get(depth);
    boolean last = depth == tensor.dimensions().size() - 1;
    int inner = last ? 1 : tensor.dimensions().get(depth + 1).size();
    for (int i = 0; i < count; i++) {
      scatter(
          depth + 1,
          inner,
          window,
          from + i * dimension.stride(),
          to + i * dimension.packedStride());
    }
  }

  private void copy(ByteBuffer window, int from, int to) {
    switch (size) {
      case 1 -> target.put(to, window.get(from));
      case 2 -> target.putShort(to, window.getShort(from));
      case 4 -> target.putInt(to, window.getInt(from));
      default -> target.putLong(to, window.getLong(from));
    }
  }
}
