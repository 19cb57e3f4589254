package dev.deepmatting.dl4j.internal.weights.keras;

import java.util.Arrays;

/** The addresses of an array's chunks. */
final class ChunkIndex {
  /** The least bytes of a chunk's entry in any index. */
  private static final int SMALLEST_ENTRY = 8;

  /**
   * Limits the chunks, each of which takes memory beyond its index entry; weights have a few
   * hundred.
   */
  private static final int MOST_CHUNKS = 1 << 16;

  private static final int NODE_PREFIX = 24;
  private static final int DEEPEST = 8;
  private static final int ARRAY_HEADER = 28;
  private static final int CHECKSUM_BYTES = 4;

  private final Hdf5Bytes file;
  private final String name;
  private final String chunkName;
  private final ChunkGrid grid;
  private final Filters filters;
  private final boolean filtered;
  private final long[] addresses;
  private final int[] lengths;

  ChunkIndex(Hdf5Bytes file, String name, ChunkGrid grid, Filters filters) {
    this.file = file;
    this.name = name;
    chunkName = name + "'s chunk";
    this.grid = grid;
    this.filters = filters;
    filtered = !filters.equals(Filters.NONE);
    int count = grid.chunks();
    if (count > MOST_CHUNKS) {
      throw file.refused(name + " has " + count + " chunks, wanted at most " + MOST_CHUNKS);
    }
    if (count > 1 && count > file.length() / SMALLEST_ENTRY) {
      throw file.refused(name + " has " + count + " chunks, more than the file has room for");
    }
    addresses = new long[count];
    Arrays.fill(addresses, Hdf5Bytes.UNDEFINED);
    lengths = new int[count];
  }

  int count() {
    return addresses.length;
  }

  long address(int chunk) {
    return addresses[chunk];
  }

  int length(int chunk) {
    return lengths[chunk];
  }

  /** Returns the stored bytes of all chunks, every one of which must have been found. */
  long storedBytes() {
    for (int i = 0; i < addresses.length; i++) {
      if (addresses[i] == Hdf5Bytes.UNDEFINED) {
        throw file.refused(name + " lacks chunk " + i + " of " + addresses.length);
      }
    }
    return Arrays.stream(lengths).asLongStream().sum();
  }

  void add(int chunk, long address, long length, long filterMask) {
    if (chunk < 0 || addresses[chunk] != Hdf5Bytes.UNDEFINED) {
      throw file.refused(name + " has a chunk outside of the array or a chunk twice");
    }
    if (filterMask != 0 || !filters.deflated() && length != grid.chunkBytes()) {
      throw file.refused(
          String.format(
              "%s has a chunk of %s bytes with filters %d left out, wanted %d bytes and none",
              name, Long.toUnsignedString(length), filterMask, grid.chunkBytes()));
    }
    file.reserve(address, length, chunkName);
    addresses[chunk] = address;
    lengths[chunk] = (int) length;
  }

  /** Adds consecutive, unfiltered chunks. */
  void addAll(long address) {
    if (filtered) {
      throw file.refused(name + " has chunks with filters but in order, wanted a list of them");
    }
    int length = grid.chunkBytes();
    file.reserve(address, (long) length * addresses.length, name + "'s chunks");
    Arrays.fill(lengths, length);
    Arrays.setAll(addresses, chunk -> address + (long) chunk * length);
  }

  /** Reads the tree (B-tree, version 1) of older files. */
  void readTree(long address, int wantedLevel) {
    String what = name + "'s tree of chunks";
    Fields prefix = file.signed(address, NODE_PREFIX, "TREE", what);
    prefix.expect("type", 1);
    int level = prefix.u8();
    if (level > DEEPEST || wantedLevel >= 0 && level != wantedLevel) {
      throw file.refused(what + " has a node of level " + level + " at byte " + address);
    }
    int count = prefix.u16();
    int keyBytes = 8 + Long.BYTES * (grid.rank() + 1);
    long length = (long) count * (keyBytes + Long.BYTES) + keyBytes;
    Fields entries = file.claim(address + NODE_PREFIX, length, what);
    for (int i = 0; i < count; i++) {
      long stored = entries.u32();
      long mask = entries.u32();
      long[] corner = new long[grid.rank()];
      Arrays.setAll(corner, side -> entries.u64());
      long child = entries.skip(Long.BYTES).u64();
      if (level == 0) {
        add(grid.indexOf(corner), child, stored, mask);
      } else {
        readTree(child, level - 1);
      }
    }
  }

  /** Reads the list ("fixed array") of newer files, without the pages of very long ones. */
  void readList(long address) {
    String what = name + "'s list of chunks";
    Fields header = file.checked(address, ARRAY_HEADER, "FAHD", what);
    header.expect("version", 0);
    header.expect("kind", filtered ? 1 : 0);
    int entryBytes = header.u8();
    int pageBits = header.u8();
    requireEntries(what, header.u64(), entryBytes);
    if (pageBits < 31 && addresses.length > 1L << pageBits) {
      throw file.refused(
          what + " is paged: " + addresses.length + " chunks are more than weights need");
    }
    long length = 4 + 2 + Long.BYTES + (long) addresses.length * entryBytes + CHECKSUM_BYTES;
    Fields entries = file.checked(header.u64(), length, "FADB", what);
    entries.skip(2 + Long.BYTES);
    for (int i = 0; i < addresses.length; i++) {
      long chunk = entries.u64();
      long stored = filtered ? entries.unsigned(lengthBytes(entryBytes)) : grid.chunkBytes();
      add(i, chunk, stored, filtered ? entries.u32() : 0);
    }
  }

  private void requireEntries(String what, long count, int entryBytes) {
    int lengthBytes = lengthBytes(entryBytes);
    if (count != addresses.length
        || filtered && (lengthBytes < 1 || lengthBytes > Long.BYTES)
        || !filtered && entryBytes != Long.BYTES) {
      throw file.refused(
          String.format(
              "%s has %s entries of %d bytes, wanted %d entries",
              what, Long.toUnsignedString(count), entryBytes, addresses.length));
    }
  }

  /**
   * Returns the bytes of the length in a filtered chunk's entry: address, length, and four bytes of
   * skipped filters.
   */
  private static int lengthBytes(int entryBytes) {
    return entryBytes - Long.BYTES - 4;
  }
}
