package dev.deepmatting.dl4j.internal.weights.keras;

import java.util.ArrayList;
import java.util.List;

/** The tree (B-tree, version 2) that lists a large group's members by the hash of the name. */
final class NameIndex {
  private static final String WHAT = "a large group's index";
  private static final int HEADER_BYTES = 38;
  private static final int NODE_OVERHEAD = 10;
  private static final int LINKS_BY_NAME = 5;
  private static final int HASH_BYTES = 4;
  private static final int RECORD_BYTES = 11;
  private static final int LARGEST_NODE = 1 << 16;

  private final Hdf5Bytes file;
  private final long nodeBytes;
  private final List<Fields> entries = new ArrayList<>();

  private NameIndex(Hdf5Bytes file, long nodeBytes) {
    this.file = file;
    this.nodeBytes = nodeBytes;
  }

  /** Returns for each member the position of its link in the heap. */
  static List<Fields> entries(Hdf5Bytes file, long address) {
    Fields header = file.checked(address, HEADER_BYTES, "BTHD", WHAT);
    header.expect("version", 0);
    header.expect("type", LINKS_BY_NAME);
    long nodeBytes = header.u32();
    int recordBytes = header.u16();
    int depth = header.u16();
    requireSound(file, nodeBytes, recordBytes, depth);
    long root = header.skip(2).u64();
    int rootCount = header.u16();
    long total = header.u64();
    NameIndex index = new NameIndex(file, nodeBytes);
    if (root != Hdf5Bytes.UNDEFINED && depth == 0) {
      index.readLeaf(root, rootCount);
    } else if (root != Hdf5Bytes.UNDEFINED) {
      index.readInner(root, rootCount);
    }
    int found = index.entries.size();
    if (found != total) {
      throw file.refused(
          WHAT + " has " + found + " entries, wanted " + Long.toUnsignedString(total));
    }
    return index.entries;
  }

  private static void requireSound(Hdf5Bytes file, long nodeBytes, int recordBytes, int depth) {
    if (nodeBytes > LARGEST_NODE || recordBytes != RECORD_BYTES || depth > 1) {
      throw file.refused(
          String.format(
              "%s has nodes of %d bytes, entries of %d bytes and depth %d, wanted at most %d, %d"
                  + " and at most 1",
              WHAT, nodeBytes, recordBytes, depth, LARGEST_NODE, RECORD_BYTES));
    }
  }

  private void readLeaf(long address, long count) {
    Fields leaf = node(address, "BTLF", count * RECORD_BYTES);
    for (long i = 0; i < count; i++) {
      addEntry(leaf);
    }
  }

  private void readInner(long address, int count) {
    long most = Math.max(1, (nodeBytes - NODE_OVERHEAD) / RECORD_BYTES);
    int countBytes = (63 - Long.numberOfLeadingZeros(most)) / 8 + 1;
    Fields node =
        node(address, "BTIN", (long) count * RECORD_BYTES + (count + 1L) * (8 + countBytes));
    for (int i = 0; i < count; i++) {
      addEntry(node);
    }
    for (int i = 0; i <= count; i++) {
      readLeaf(node.u64(), node.unsigned(countBytes));
    }
  }

  private Fields node(long address, String signature, long content) {
    if (content + NODE_OVERHEAD > nodeBytes) {
      throw file.refused(WHAT + " has a node of " + content + " bytes, wanted below " + nodeBytes);
    }
    Fields node = file.checked(address, content + NODE_OVERHEAD, signature, WHAT);
    node.expect("version", 0);
    node.expect("type", LINKS_BY_NAME);
    return node;
  }

  private void addEntry(Fields node) {
    entries.add(node.skip(HASH_BYTES).part(RECORD_BYTES - HASH_BYTES, WHAT));
  }
}
