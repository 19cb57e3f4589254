package dev.deepmatting.dl4j.internal.weights.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages that describe a group or an array, from all blocks of its object header. */
final class ObjectHeader {
  static final int DATASPACE = 1;
  static final int LINK_INFO = 2;
  static final int DATATYPE = 3;
  static final int LINK = 6;
  static final int LAYOUT = 8;
  static final int FILTERS = 11;
  static final int ATTRIBUTE = 12;
  static final int SYMBOL_TABLE = 17;
  private static final int EXTERNAL_FILES = 7;
  private static final int SHARED_TABLE = 15;
  private static final int CONTINUATION = 16;
  private static final int LAST_TYPE = 22;
  private static final int SHARED = 2;

  private static final String WHAT = "the object header";
  private static final int OLD_PREFIX = 16;
  private static final int OLD_MESSAGE = 8;
  private static final int CHECKSUM_BYTES = 4;
  private static final int LONGEST_PREFIX = 34;

  /** What the older form can count. A message takes much more memory than its bytes. */
  private static final int MOST_MESSAGES = 65_535;

  /** One message: its type and content. */
  record Message(int type, Fields content) {}

  private final Hdf5Bytes file;
  private final List<Message> messages = new ArrayList<>();
  private final List<long[]> continuations = new ArrayList<>();

  private ObjectHeader(Hdf5Bytes file) {
    this.file = file;
  }

  static ObjectHeader read(Hdf5Bytes file, long address) {
    ObjectHeader header = new ObjectHeader(file);
    int first = file.peek(address, 1, WHAT).u8();
    if (first == 'O') {
      header.readRecent(address);
    } else {
      header.readOld(address);
    }
    return header;
  }

  /** Returns the only message of a type; its fields are read once. */
  Optional<Fields> single(int type) {
    List<Fields> found = all(type);
    if (found.size() > 1) {
      throw file.refused(WHAT + " has " + found.size() + " messages of type " + type);
    }
    return found.stream().findFirst();
  }

  List<Fields> all(int type) {
    return messages.stream().filter(message -> message.type == type).map(Message::content).toList();
  }

  private void readOld(long address) {
    Fields prefix = file.claim(address, OLD_PREFIX, WHAT);
    prefix.expect("version", 1);
    int count = prefix.skip(1).u16();
    long length = prefix.skip(4).u32();
    oldMessages(file.claim(address + OLD_PREFIX, length, WHAT));
    for (int i = 0; i < continuations.size(); i++) {
      long[] block = continuations.get(i);
      oldMessages(file.claim(block[0], block[1], WHAT + "'s continuation"));
    }
    if (messages.size() != count) {
      throw file.refused(
          WHAT + " at byte " + address + " has " + messages.size() + " messages, wanted " + count);
    }
  }

  private void oldMessages(Fields block) {
    while (block.remaining() >= OLD_MESSAGE) {
      int type = block.u16();
      int length = block.u16();
      int flags = block.u8();
      add(type, flags, block.skip(3).part(length, "message " + type));
    }
  }

  private void readRecent(long address) {
    int available = (int) Math.min(LONGEST_PREFIX, file.length() - address);
    Fields prefix = file.peek(address, available, WHAT);
    prefix.skip(4).expect("version", 2);
    int flags = prefix.u8();
    prefix.skip(((flags & 0x20) == 0 ? 0 : 16) + ((flags & 0x10) == 0 ? 0 : 4));
    long length = prefix.unsigned(1 << (flags & 3));
    int start = prefix.position();
    if (length < 0 || length > file.length()) {
      throw file.refused(WHAT + " declares " + Long.toUnsignedString(length) + " bytes");
    }
    recentMessages(
        file.checked(address, start + length + CHECKSUM_BYTES, "OHDR", WHAT), start, flags);
    for (int i = 0; i < continuations.size(); i++) {
      long[] block = continuations.get(i);
      if (block[1] < 2 * CHECKSUM_BYTES) {
        throw file.refused(WHAT + "'s continuation declares " + block[1] + " bytes");
      }
      recentMessages(file.checked(block[0], block[1], "OCHK", WHAT + "'s continuation"), 4, flags);
    }
  }

  private void recentMessages(Fields block, int start, int headerFlags) {
    block.skip(start - block.position());
    boolean ordered = (headerFlags & 4) != 0;
    int head = ordered ? 6 : 4;
    while (block.remaining() - CHECKSUM_BYTES >= head) {
      int type = block.u8();
      int length = block.u16();
      int flags = block.u8();
      block.skip(head - 4);
      add(type, flags, block.part(length, "message " + type));
    }
  }

  private void add(int type, int flags, Fields content) {
    if (type > LAST_TYPE || type == SHARED_TABLE) {
      throw file.refused(WHAT + " has a message of type " + type + ", which weights do not need");
    }
    if (type == EXTERNAL_FILES) {
      throw file.refused("an array keeps its numbers in other files, which is not allowed");
    }
    if ((flags & SHARED) != 0) {
      throw file.refused(
          WHAT + " shares message " + type + " with other objects, which weights do not need");
    }
    if (messages.size() == MOST_MESSAGES) {
      throw file.refused(WHAT + " has more than " + MOST_MESSAGES + " messages");
    }
    messages.add(new Message(type, content));
    if (type == CONTINUATION) {
      continuations.add(new long[] {content.u64(), content.u64()});
    }
  }
}
