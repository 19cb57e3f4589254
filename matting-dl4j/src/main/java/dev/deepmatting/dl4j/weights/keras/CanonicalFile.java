package dev.deepmatting.dl4j.weights.keras;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the simplest HDF5 file there is: one row of float32 numbers in the root group. It is all
 * that native code gets to see.
 */
final class CanonicalFile {
  /** The name of the array. */
  static final String NAME = "numbers";

  private static final int SUPERBLOCK_BYTES = 48;
  private static final int CHECKSUM_BYTES = 4;
  private static final int HEADER_PREFIX = 7;
  private static final int MESSAGE_PREFIX = 4;
  private static final int VERSION = 2;

  /** IEEE 754, 32 bits, little endian: class, bits, sign's place, size, and the fields' places. */
  private static final byte[] FLOAT32 = {
    0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0
  };

  /** A small group: no heap, no index. */
  private static final byte[] LINK_INFO =
      buffer(18).put(new byte[2]).putLong(-1).putLong(-1).array();

  private static final byte[] NO_FILL_VALUE = {3, 0x0a};

  private CanonicalFile() {}

  /** The bytes of the file; the numbers stand at its end. */
  static ByteBuffer of(float[] numbers) {
    long dataBytes = (long) numbers.length * Float.BYTES;
    byte[] link = link();
    int rootBytes = headerBytes(LINK_INFO.length, link.length);
    byte[] space = buffer(12).put(new byte[] {2, 1, 0, 1}).putLong(numbers.length).array();
    int layoutBytes = 18;
    int arrayBytes = headerBytes(space.length, FLOAT32.length, NO_FILL_VALUE.length, layoutBytes);
    int root = SUPERBLOCK_BYTES;
    int array = root + rootBytes;
    int data = array + arrayBytes;
    ByteBuffer.wrap(link).order(ByteOrder.LITTLE_ENDIAN).putLong(link.length - Long.BYTES, array);
    byte[] layout =
        buffer(layoutBytes).put(new byte[] {3, 1}).putLong(data).putLong(dataBytes).array();

    ByteBuffer file = buffer(Math.toIntExact(data + dataBytes));
    file.put(Superblock.SIGNATURE).put(new byte[] {VERSION, 8, 8, 0});
    file.putLong(0).putLong(Hdf5Bytes.UNDEFINED).putLong(file.capacity()).putLong(root);
    putChecksum(file, 0);
    putHeader(file, new int[] {ObjectHeader.LINK_INFO, ObjectHeader.LINK}, LINK_INFO, link);
    putHeader(
        file,
        new int[] {ObjectHeader.DATASPACE, ObjectHeader.DATATYPE, 5, ObjectHeader.LAYOUT},
        space,
        FLOAT32,
        NO_FILL_VALUE,
        layout);
    file.asFloatBuffer().put(numbers);
    return file.rewind();
  }

  private static ByteBuffer buffer(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A hard link; the address at its end is filled in later. */
  private static byte[] link() {
    byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
    return buffer(3 + name.length + Long.BYTES)
        .put(new byte[] {1, 0, (byte) name.length})
        .put(name)
        .array();
  }

  private static int headerBytes(int... messages) {
    int bytes = HEADER_PREFIX + CHECKSUM_BYTES;
    for (int message : messages) {
      bytes += MESSAGE_PREFIX + message;
    }
    return bytes;
  }

  private static void putHeader(ByteBuffer file, int[] types, byte[]... messages) {
    int start = file.position();
    int length = 0;
    for (byte[] message : messages) {
      length += MESSAGE_PREFIX + message.length;
    }
    file.put("OHDR".getBytes(StandardCharsets.US_ASCII));
    file.put(new byte[] {VERSION, 0, (byte) length});
    for (int i = 0; i < types.length; i++) {
      file.put((byte) types[i]).putShort((short) messages[i].length).put((byte) 0);
      file.put(messages[i]);
    }
    putChecksum(file, start);
  }

  private static void putChecksum(ByteBuffer file, int start) {
    int count = file.position() - start;
    file.putInt(Checksum.of(file.slice(start, count), count));
  }
}
