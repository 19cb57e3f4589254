package dev.deepmatting.dl4j.weights.keras;

import dev.deepmatting.dl4j.weights.TensorInfo;

/** Reads where and how the numbers of an array are stored. */
final class ArrayLayout {
  private static final int COMPACT = 0;
  private static final int CONTIGUOUS = 1;
  private static final int CHUNKED = 2;
  private static final int VERSION_OF_NEW_CHUNKS = 4;
  private static final int SINGLE_CHUNK = 1;
  private static final int CHUNKS_IN_ORDER = 2;
  private static final int LIST_OF_CHUNKS = 3;

  /** Weights hardly shrink; a bomb is made of equal bytes. */
  private static final long LARGEST_RATIO = 16;

  /** Biases of zeros shrink much, so this many bytes are allowed in any case. */
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

  static StoredArray read(Hdf5Bytes file, TensorInfo info, Filters filters, Fields fields) {
    return new ArrayLayout(file, info, filters, fields).read();
  }

  private StoredArray read() {
    int version = fields.expect("version", 3, VERSION_OF_NEW_CHUNKS);
    int kind = fields.u8();
    return switch (kind) {
      case COMPACT -> compact();
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

  private StoredArray contiguous() {
    long address = fields.u64();
    requireWhole(fields.u64());
    if (address == Hdf5Bytes.UNDEFINED) {
      throw file.refused(info.name() + " has a shape but no numbers");
    }
    return StoredArray.contiguous(file, info, address);
  }

  private void requireWhole(long length) {
    if (length != info.byteLength()) {
      throw file.refused(
          String.format(
              "%s of shape %s takes %d bytes, the file has %s",
              info.name(), info.shape(), info.byteLength(), Long.toUnsignedString(length)));
    }
  }

  private StoredArray oldChunks() {
    int sides = fields.u8();
    long address = fields.u64();
    ChunkGrid grid = grid(sides, 4);
    ChunkIndex index = index(grid);
    index.readTree(address, -1);
    return chunked(grid, index);
  }

  private StoredArray newChunks() {
    int flags = fields.u8();
    int sides = fields.u8();
    ChunkGrid grid = grid(sides, fields.u8());
    ChunkIndex index = index(grid);
    int kind = fields.u8();
    switch (kind) {
      case SINGLE_CHUNK -> readSingle(index, grid, (flags & 2) != 0);
      case CHUNKS_IN_ORDER -> index.addAll(fields.u64());
      case LIST_OF_CHUNKS -> index.readList(fields.skip(1).u64());
      default ->
          throw file.refused(
              info.name() + " has an index of chunks of kind " + kind + ", wanted 1 to 3");
    }
    return chunked(grid, index);
  }

  private void readSingle(ChunkIndex index, ChunkGrid grid, boolean filtered) {
    long length = filtered ? fields.u64() : grid.chunkBytes();
    long mask = filtered ? fields.u32() : 0;
    index.add(grid.chunks() == 1 ? 0 : -1, fields.u64(), length, mask);
  }

  /** The message counts the bytes of a number as a last side. */
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
}
