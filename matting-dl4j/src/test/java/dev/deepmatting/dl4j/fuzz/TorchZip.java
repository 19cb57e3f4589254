package dev.deepmatting.dl4j.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A sound zip container around any pickle, whose length would otherwise have to be right in four
 * places: stored entries as {@code torch.save} writes them, with storages 0 to 7 of 64 bytes each.
 * Written by hand for speed.
 */
final class TorchZip {
  private static final int STORAGES = 8;
  private static final int STORAGE_BYTES = 64;
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int DIRECTORY_HEADER = 0x02014b50;
  private static final int DIRECTORY_END = 0x06054b50;

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int entries;

  private TorchZip() {}

  /** The file with such a pickle. */
  static byte[] around(byte[] pickle) {
    TorchZip zip = new TorchZip();
    zip.put("archive/data.pkl", pickle);
    for (int i = 0; i < STORAGES; i++) {
      zip.put("archive/data/" + i, new byte[STORAGE_BYTES]);
    }
    return zip.end();
  }

  private void put(String name, byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ByteBuffer common = buffer(26).putShort((short) 20).putLong(0);
    common.putInt((int) checksum.getValue()).putInt(bytes.length).putInt(bytes.length);
    common.putShort((short) name.length()).putShort((short) 0);
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    int offset = content.size();
    write(content, buffer(4).putInt(LOCAL_HEADER), common);
    content.writeBytes(text);
    content.writeBytes(bytes);
    write(directory, buffer(6).putInt(DIRECTORY_HEADER).putShort((short) 20), common);
    write(directory, buffer(14).putInt(10, offset).position(14));
    directory.writeBytes(text);
    entries++;
  }

  private byte[] end() {
    ByteBuffer end = buffer(22).putInt(DIRECTORY_END).putInt(0);
    end.putShort((short) entries).putShort((short) entries);
    end.putInt(directory.size()).putInt(content.size()).putShort((short) 0);
    content.writeBytes(directory.toByteArray());
    write(content, end);
    return content.toByteArray();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(ByteArrayOutputStream target, ByteBuffer... filled) {
    for (ByteBuffer buffer : filled) {
      target.write(buffer.array(), 0, buffer.position());
    }
  }
}
