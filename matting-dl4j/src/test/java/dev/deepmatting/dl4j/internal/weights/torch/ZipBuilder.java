package dev.deepmatting.dl4j.internal.weights.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** Writes zip archives of stored entries, in which every number can be a lie. */
final class ZipBuilder {
  /** An entry; what is set here stands in the archive, whatever is true. */
  static final class Entry {
    final String name;
    final byte[] content;
    String localName;
    int flags = 0x800;
    int method;
    int localMethod;
    long size;
    long localSize;
    Long compressedSize;
    Long offset;
    byte[] extra = {};

    private Entry(String name, byte[] content) {
      this.name = name;
      this.localName = name;
      this.content = content;
      this.size = content.length;
      this.localSize = content.length;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  boolean zip64;
  int entryCount = -1;
  Long zip64EntryCount;
  long directoryShift;
  long zip64Shift;
  String before = "";
  String comment = "";

  /** An archive as torch.save writes it, of the sound pickle and its storage. */
  static ZipBuilder sound() {
    return of(PickleBuilder.sound());
  }

  static ZipBuilder of(byte[] pickle) {
    return new ZipBuilder().add("net/data.pkl", pickle).add("net/data/0", new byte[12]);
  }

  ZipBuilder add(String name, byte[] content) {
    entries.add(new Entry(name, content));
    return this;
  }

  ZipBuilder change(int index, Consumer<Entry> change) {
    change.accept(entries.get(index));
    return this;
  }

  ZipBuilder remove(int index) {
    entries.remove(index);
    return this;
  }

  ZipBuilder with(Consumer<ZipBuilder> change) {
    change.accept(this);
    return this;
  }

  byte[] build() {
    ByteBuffer out = ByteBuffer.allocate(1 << 23).order(ByteOrder.LITTLE_ENDIAN);
    out.put(before.getBytes(StandardCharsets.ISO_8859_1));
    List<Integer> offsets = new ArrayList<>();
    for (Entry entry : entries) {
      offsets.add(out.position());
      writeLocal(entry, out);
    }
    int directory = out.position();
    for (int i = 0; i < entries.size(); i++) {
      writeCentral(entries.get(i), offsets.get(i), out);
    }
    writeEnd(directory, out);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void writeLocal(Entry entry, ByteBuffer out) {
    byte[] name = entry.localName.getBytes(StandardCharsets.UTF_8);
    out.putInt(0x04034b50).putShort((short) 0).putShort((short) entry.flags);
    out.putShort((short) entry.localMethod).putInt(0).putInt(checksum(entry.content));
    out.putInt((int) entry.localSize).putInt((int) entry.localSize);
    out.putShort((short) name.length).putShort((short) 0).put(name).put(entry.content);
  }

  private static int checksum(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return (int) crc.getValue();
  }

  private static void writeCentral(Entry entry, int offset, ByteBuffer out) {
    byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
    long compressed = entry.compressedSize == null ? entry.size : entry.compressedSize;
    out.putInt(0x02014b50).putInt(0).putShort((short) entry.flags).putShort((short) entry.method);
    out.putInt(0).putInt(checksum(entry.content)).putInt((int) compressed).putInt((int) entry.size);
    out.putShort((short) name.length).putShort((short) entry.extra.length).putShort((short) 0);
    out.putInt(0).putInt(0).putInt((int) (entry.offset == null ? offset : entry.offset));
    out.put(name).put(entry.extra);
  }

  private void writeEnd(int directory, ByteBuffer out) {
    int size = out.position() - directory;
    int count = entryCount < 0 ? entries.size() : entryCount;
    int end = out.position();
    if (zip64) {
      long wide = zip64EntryCount == null ? entries.size() : zip64EntryCount;
      out.putInt(0x06064b50).putLong(44).putShort((short) 0).putShort((short) 45);
      out.putInt(0).putInt(0).putLong(wide).putLong(wide);
      out.putLong(size).putLong(directory + directoryShift);
      out.putInt(0x07064b50).putInt(0).putLong(end + zip64Shift).putInt(1);
    }
    out.putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count);
    out.putInt(size).putInt((int) (directory + directoryShift));
    out.putShort((short) comment.length()).put(comment.getBytes(StandardCharsets.ISO_8859_1));
  }
}
