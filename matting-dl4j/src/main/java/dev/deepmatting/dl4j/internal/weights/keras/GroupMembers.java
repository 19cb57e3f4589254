package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.Shown;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The members of a group, which HDF5 stores in three ways. */
final class GroupMembers {
  private static final int HEAP_BYTES = 32;
  private static final int NODE_PREFIX = 24;
  private static final int LEAF_PREFIX = 8;
  private static final int ENTRY_BYTES = 40;
  private static final int SOFT_LINK = 2;
  private static final int DEEPEST = 8;

  private final Hdf5Bytes file;
  private final List<Link> links = new ArrayList<>();

  private GroupMembers(Hdf5Bytes file) {
    this.file = file;
  }

  /** Reads the members in the file's order; returns empty if the header is not that of a group. */
  static Optional<List<Link>> of(Hdf5Bytes file, ObjectHeader header) {
    Optional<Fields> table = header.single(ObjectHeader.SYMBOL_TABLE);
    Optional<Fields> info = header.single(ObjectHeader.LINK_INFO);
    if (table.isEmpty() && info.isEmpty()) {
      return Optional.empty();
    }
    GroupMembers members = new GroupMembers(file);
    table.ifPresent(members::readTable);
    header.all(ObjectHeader.LINK).forEach(link -> members.links.add(Link.read(file, link)));
    info.ifPresent(members::readDense);
    members.requireDistinctNames();
    return Optional.of(members.links);
  }

  private void requireDistinctNames() {
    Set<String> names = new HashSet<>();
    for (Link link : links) {
      if (!names.add(link.name())) {
        throw file.refused("a group has two members named " + Shown.text(link.name()));
      }
    }
  }

  private void readTable(Fields message) {
    long tree = message.u64();
    Fields heap = file.signed(message.u64(), HEAP_BYTES, "HEAP", "a group's heap");
    heap.expect("version", 0);
    long length = heap.skip(3).u64();
    long address = heap.skip(Long.BYTES).u64();
    Fields names = file.claim(address, length, "a group's names");
    readNode(tree, -1, names.all());
  }

  private void readNode(long address, int wantedLevel, ByteBuffer names) {
    String what = "a group's tree";
    Fields prefix = file.signed(address, NODE_PREFIX, "TREE", what);
    prefix.expect("type", 0);
    int level = prefix.u8();
    if (level > DEEPEST || wantedLevel >= 0 && level != wantedLevel) {
      throw file.refused(what + " has a node of level " + level + " at byte " + address);
    }
    int count = prefix.u16();
    // A key precedes and follows each child; keys only speed up the search for names.
    Fields children =
        file.claim(address + NODE_PREFIX, Long.BYTES * (2L * count + 1), what + "'s children");
    for (int i = 0; i < count; i++) {
      long child = children.skip(Long.BYTES).u64();
      if (level == 0) {
        readLeaf(child, names);
      } else {
        readNode(child, level - 1, names);
      }
    }
  }

  private void readLeaf(long address, ByteBuffer names) {
    Fields prefix = file.signed(address, LEAF_PREFIX, "SNOD", "a group's table");
    prefix.expect("version", 1);
    int count = prefix.skip(1).u16();
    Fields entries =
        file.claim(address + LEAF_PREFIX, (long) count * ENTRY_BYTES, "a group's table");
    for (int i = 0; i < count; i++) {
      String name = name(names, entries.u64());
      long header = entries.u64();
      if (entries.u32() == SOFT_LINK) {
        throw Link.soft(file, name, "a soft");
      }
      entries.skip(4 + 16);
      links.add(Link.of(file, name, header));
    }
  }

  private String name(ByteBuffer names, long offset) {
    if (offset < 0 || offset >= names.limit()) {
      throw file.refused(
          "a group has a name at byte "
              + Long.toUnsignedString(offset)
              + " of "
              + names.limit()
              + " bytes of names");
    }
    int start = (int) offset;
    int most = Math.min(names.limit() - start, Link.LONGEST_NAME + 1);
    int length = 0;
    while (length < most && names.get(start + length) != 0) {
      length++;
    }
    Link.requireShort(file, length);
    return new Fields(file, "a name", names.slice(start, length)).text(length);
  }

  private void readDense(Fields info) {
    info.expect("version", 0);
    info.skip((info.u8() & 1) == 0 ? 0 : Long.BYTES);
    long heapAddress = info.u64();
    long indexAddress = info.u64();
    if (heapAddress == Hdf5Bytes.UNDEFINED) {
      return;
    }
    FractalHeap heap = FractalHeap.read(file, heapAddress);
    for (Fields entry : NameIndex.entries(file, indexAddress)) {
      links.add(Link.read(file, heap.object(entry)));
    }
  }

  /** A name in a group, and the address of its object header. */
  record Link(String name, long address) {
    /** Keras's names have a few dozen bytes; many links can share the bytes of one name. */
    static final int LONGEST_NAME = 255;

    private static final int SOFT = 1;
    private static final int EXTERNAL = 64;

    static Link of(Hdf5Bytes file, String name, long address) {
      if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
        throw file.refused("a group has a member named '" + Shown.text(name) + "'");
      }
      return new Link(name, address);
    }

    /** Reads a link message; a large group's heap has the same format. */
    static Link read(Hdf5Bytes file, Fields fields) {
      fields.expect("version", 1);
      int flags = fields.u8();
      int type = (flags & 8) == 0 ? 0 : fields.u8();
      fields.skip(((flags & 4) == 0 ? 0 : Long.BYTES) + ((flags & 16) == 0 ? 0 : 1));
      long length = fields.unsigned(1 << (flags & 3));
      requireShort(file, length);
      String name = fields.text((int) length);
      if (type == SOFT || type == EXTERNAL) {
        throw soft(file, name, type == SOFT ? "a soft" : "an external");
      }
      if (type != 0) {
        throw file.refused("the link " + Shown.text(name) + " has type " + type + ", wanted 0");
      }
      return of(file, name, fields.u64());
    }

    /** Refuses a name before it becomes text. */
    static void requireShort(Hdf5Bytes file, long length) {
      if (length < 0 || length > LONGEST_NAME) {
        throw file.refused(
            "a group has a member with a name of more than " + LONGEST_NAME + " bytes");
      }
    }

    static RuntimeException soft(Hdf5Bytes file, String name, String kind) {
      return file.refused(
          "'" + Shown.text(name) + "' is " + kind + " link, only hard links are allowed");
    }
  }
}
