package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An array whose place in the file is known and checked. */
interface StoredArray {
  /** Its numbers in row-major order, little endian, in a new buffer. */
  ByteBuffer read();

  /** All numbers in one piece. */
  static StoredArray contiguous(Hdf5Bytes file, TensorInfo info, long address) {
    int length = (int) info.byteLength();
    file.reserve(address, length, info.name());
    return () -> file.read(address, length);
  }

  /** Numbers in the object header itself. */
  static StoredArray compact(byte[] bytes) {
    return () -> ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Numbers in chunks. */
  static StoredArray chunked(
      Hdf5Bytes file, TensorInfo info, Filters filters, ChunkGrid grid, ChunkIndex index) {
    return () -> {
      byte[] numbers = new byte[(int) info.byteLength()];
      for (int i = 0; i < index.count(); i++) {
        ByteBuffer stored = file.read(index.address(i), index.length(i));
        ByteBuffer chunk =
            filters.decode(file, info.name(), stored, grid.chunkBytes(), info.dataType().bytes());
        grid.copy(i, chunk, numbers);
      }
      return ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
    };
  }
}
