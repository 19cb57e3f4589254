package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads how and at which address an array's numbers are stored. */
final class ArrayLayout {
  private static final int COMPACT = 0;
  private static final int CONTIGUOUS = 1;
  private static final int CHUNKED = 2;
  private static final int VERSION_OF_NEW_CHUNKS = 4;
  private static final int SINGLE_IS_FILTERED = 2;
  private static final int SINGLE_CHUNK = 1;
  private static final int CHUNKS_IN_ORDER = 2;
  private static final int LIST_OF_CHUNKS = 3;

  /**
   * The largest accepted ratio of compression: weights hardly shrink, whereas a bomb consists of
   * equal bytes.
   */
  private static final long LARGEST_RATIO = 16;

  /** Biases of zeros shrink a lot, so this many bytes are always allowed. */
  private static final long ALWAYS_ALLOWED = 1 << 20;

  private final Hdf5Bytes file;
  private final TensorInfo info;
  private final Filters filters;
  private final Fields fields;

  private ArrayLayout(Hdf5Bytes file, TensorInfo info, Filters filters, Fields fields) {
    this.file = file;
    this.info = info;
    this.filters = filters;
    this.fields = fields;
  }

  /**
   * Locates the numbers; returns empty if none were ever written.
   *
   * @param info the array's description; its name is only for messages
   */
  static Optional<StoredArray> read(
      Hdf5Bytes file, TensorInfo info, Filters filters, Fields fields) {
    return new ArrayLayout(file, info, filters, fields).read();
  }

  private Optional<StoredArray> read() {
    int version = fields.expect("version", 3, VERSION_OF_NEW_CHUNKS);
    int kind = fields.u8();
    return switch (kind) {
      case COMPACT -> Optional.of(compact());
      case CONTIGUOUS -> contiguous();
      case CHUNKED -> version == VERSION_OF_NEW_CHUNKS ? newChunks() : oldChunks();
      default ->
          throw file.refused(
              info.name()
                  + " is stored in way "
                  + kind
                  + (kind == 3 ? ", a virtual dataset" : "")
                  + ", wanted 0 to 2");
    };
  }

  private StoredArray compact() {
    int length = fields.u16();
    requireWhole(length);
    return StoredArray.compact(fields.bytes(length));
  }

  private Optional<StoredArray> contiguous() {
    long address = fields.u64();
    requireWhole(fields.u64());
    return address == Hdf5Bytes.UNDEFINED
        ? Optional.empty()
        : Optional.of(StoredArray.contiguous(file, info, address));
  }

  private void requireWhole(long length) {
    if (length != info.byteLength()) {
      throw file.refused(
          String.format(
              "%s of shape %s takes %d bytes, the file has %s",
              info.name(), info.shape(), info.byteLength(), Long.toUnsignedString(length)));
    }
  }

  private Optional<StoredArray> oldChunks() {
    int sides = fields.u8();
    long address = fields.u64();
    ChunkGrid grid = grid(sides, 4);
    if (address == Hdf5Bytes.UNDEFINED) {
      return Optional.empty();
    }
    ChunkIndex index = index(grid);
    index.readTree(address, -1);
    return Optional.of(chunked(grid, index));
  }

  private Optional<StoredArray> newChunks() {
    int flags = chunkFlags();
    int sides = fields.u8();
    ChunkGrid grid = grid(sides, fields.u8());
    int kind = indexKind();
    boolean filtered = kind == SINGLE_CHUNK && flags == SINGLE_IS_FILTERED;
    long length = filtered ? fields.u64() : grid.chunkBytes();
    long mask = filtered ? fields.u32() : 0;
    long address = fields.skip(kind == LIST_OF_CHUNKS ? 1 : 0).u64();
    if (address == Hdf5Bytes.UNDEFINED) {
      return Optional.empty();
    }
    ChunkIndex index = index(grid);
    switch (kind) {
      case SINGLE_CHUNK -> index.add(grid.chunks() == 1 ? 0 : -1, address, length, mask);
      case CHUNKS_IN_ORDER -> index.addAll(address);
      default -> index.readList(address);
    }
    return Optional.of(chunked(grid, index));
  }

  /**
   * Reads the flags; the other flag skips filters at the array's edges, which weights do not need.
   */
  private int chunkFlags() {
    int flags = fields.u8();
    if ((flags & ~SINGLE_IS_FILTERED) != 0) {
      throw file.refused(
          info.name() + " has chunks with flags " + flags + ", wanted 0 or " + SINGLE_IS_FILTERED);
    }
    return flags;
  }

  private int indexKind() {
    int kind = fields.u8();
    if (kind < SINGLE_CHUNK || kind > LIST_OF_CHUNKS) {
      throw file.refused(
          info.name() + " has an index of chunks of kind " + kind + ", wanted 1 to 3");
    }
    return kind;
  }

  /** Reads the grid; the message has the bytes of a number as a last side. */
  private ChunkGrid grid(int sides, int sideBytes) {
    int[] array = info.sizes();
    if (sides != array.length + 1 || array.length == 0) {
      throw file.refused(
          info.name() + " has chunks of " + (sides - 1) + " sides, wanted " + array.length);
    }
    int[] chunk = new int[array.length];
    for (int i = 0; i < chunk.length; i++) {
      long side = fields.unsigned(sideBytes);
      if (side < 1 || side > array[i]) {
        throw file.refused(
            info.name() + " of shape " + info.shape() + " has chunks with a side of " + side);
      }
      chunk[i] = (int) side;
    }
    long numberBytes = fields.unsigned(sideBytes);
    if (numberBytes != info.dataType().bytes()) {
      throw file.refused(info.name() + " has chunks of numbers of " + numberBytes + " bytes");
    }
    return new ChunkGrid(array, chunk, info.dataType().bytes());
  }

  private ChunkIndex index(ChunkGrid grid) {
    return new ChunkIndex(file, info.name(), grid, filters);
  }

  private StoredArray chunked(ChunkGrid grid, ChunkIndex index) {
    long stored = index.storedBytes();
    if (info.byteLength() > LARGEST_RATIO * stored + ALWAYS_ALLOWED) {
      throw file.refused(
          String.format(
              "%s unpacks from %d to %d bytes, more than weights ever do",
              info.name(), stored, info.byteLength()));
    }
    return StoredArray.chunked(file, info, filters, grid, index);
  }

  /** An array whose position in the file is known and checked. */
  interface StoredArray {
    /** Returns its numbers in row-major order, little-endian, in a new buffer. */
    ByteBuffer read();

    /** Returns an array stored in one piece. */
    static StoredArray contiguous(Hdf5Bytes file, TensorInfo info, long address) {
      int length = (int) info.byteLength();
      file.reserve(address, length, info.name());
      return () -> file.read(address, length);
    }

    /** Returns an array stored in the object header itself. */
    static StoredArray compact(byte[] bytes) {
      return () -> ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns an array stored in chunks. */
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
}
