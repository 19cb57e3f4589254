package dev.deepmatting.dl4j.internal.weights.keras;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** The heap of a large group's links: blocks that double in size row by row. */
final class FractalHeap {
  private static final String WHAT = "a large group's heap";
  private static final int HEADER_BYTES = 146;
  private static final int CHECKSUM_BYTES = 4;
  private static final int LARGEST_BLOCK = 1 << 24;
  private static final int MOST_ROWS = 32;

  private final Hdf5Bytes file;
  private final TreeMap<Long, ByteBuffer> blocks = new TreeMap<>();
  private final boolean guarded;
  private final int width;
  private final long firstBytes;
  private final long largestBytes;
  private final int offsetBytes;
  private final int lengthBytes;
  private final long root;
  private final int rows;

  private FractalHeap(Hdf5Bytes file, Fields header) {
    this.file = file;
    header.expect("version", 0);
    if (header.skip(2).u16() != 0) {
      throw file.refused(WHAT + " is filtered, which weights do not need");
    }
    guarded = (header.u8() & 2) != 0;
    long largestObject = header.u32();
    width = header.skip(12L * Long.BYTES).u16();
    firstBytes = header.u64();
    largestBytes = header.u64();
    int bits = header.u16();
    offsetBytes = (bits + 7) / 8;
    root = header.skip(2).u64();
    rows = header.u16();
    requireSound(bits);
    lengthBytes = Math.min(size(largestBytes), size(Math.max(1, largestObject)));
  }

  private void requireSound(int bits) {
    if (!sound(firstBytes) || !sound(largestBytes) || width > 256 || bits > 63 || bits == 0) {
      throw file.refused(
          String.format(
              "%s has rows of %d blocks, the first of %s and the largest of %s bytes, for %d bits",
              WHAT,
              width,
              Long.toUnsignedString(firstBytes),
              Long.toUnsignedString(largestBytes),
              bits));
    }
  }

  private static boolean sound(long bytes) {
    return bytes > 0 && bytes <= LARGEST_BLOCK && Long.bitCount(bytes) == 1;
  }

  private static int size(long limit) {
    return (63 - Long.numberOfLeadingZeros(limit) + 7) / 8;
  }

  static FractalHeap read(Hdf5Bytes file, long address) {
    FractalHeap heap = new FractalHeap(file, file.checked(address, HEADER_BYTES, "FRHP", WHAT));
    if (heap.rows == 0) {
      heap.readBlock(heap.root, 0, heap.firstBytes);
    } else {
      heap.readRows();
    }
    return heap;
  }

  private void readRows() {
    if (rows > MOST_ROWS || rowBytes(rows - 1) > largestBytes) {
      throw file.refused(WHAT + " has " + rows + " rows of blocks, more than weights need");
    }
    long count = (long) rows * width;
    long length = 4 + 1 + Long.BYTES + offsetBytes + count * Long.BYTES + CHECKSUM_BYTES;
    Fields table = file.checked(root, length, "FHIB", WHAT);
    table.expect("version", 0);
    table.skip((long) Long.BYTES + offsetBytes);
    long offset = 0;
    for (int i = 0; i < count; i++) {
      long bytes = rowBytes(i / width);
      long address = table.u64();
      if (address != Hdf5Bytes.UNDEFINED) {
        readBlock(address, offset, bytes);
      }
      offset += bytes;
    }
  }

  private long rowBytes(int row) {
    return row == 0 ? firstBytes : firstBytes << row - 1;
  }

  private void readBlock(long address, long offset, long length) {
    Fields block = file.signed(address, length, "FHDB", WHAT);
    block.expect("version", 0);
    long declared = block.skip(Long.BYTES).unsigned(offsetBytes);
    if (declared != offset) {
      throw file.refused(WHAT + " has a block for offset " + declared + ", wanted " + offset);
    }
    if (guarded) {
      // The block's checksum treats its own field as zero.
      int at = block.position();
      int found = (int) block.u32();
      ByteBuffer bytes = block.all();
      if (Hdf5Bytes.Checksum.of(bytes.putInt(at, 0), bytes.limit()) != found) {
        throw file.refused(WHAT + " at byte " + address + " has a wrong checksum");
      }
    }
    blocks.put(offset, block.all());
  }

  /** Returns the object that an index entry points at. */
  Fields object(Fields entry) {
    entry.expect("kind of entry", 0);
    long offset = entry.unsigned(offsetBytes);
    long length = entry.unsigned(lengthBytes);
    Map.Entry<Long, ByteBuffer> block = blocks.floorEntry(offset);
    if (block == null
        || length < 0
        || offset - block.getKey() > block.getValue().limit() - length) {
      throw file.refused(
          WHAT + " has no " + length + " bytes at offset " + Long.toUnsignedString(offset));
    }
    int at = (int) (offset - block.getKey());
    return new Fields(file, "a link", block.getValue().slice(at, (int) length));
  }
}
