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
  private static final int LINK_BYTES = 3 + NAME.length() + Long.BYTES;
  private static final int LAYOUT_BYTES = 2 + 2 * Long.BYTES;

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
    byte[] space = buffer(12).put(new byte[] {2, 1, 0, 1}).putLong(numbers.length).array();
    int array = SUPERBLOCK_BYTES + headerBytes(LINK_INFO.length, LINK_BYTES);
    int data =
        array + headerBytes(space.length, FLOAT32.length, NO_FILL_VALUE.length, LAYOUT_BYTES);
    ByteBuffer file = buffer(Math.toIntExact(data + dataBytes));
    putSuperblock(file);
    putHeader(file, new int[] {ObjectHeader.LINK_INFO, ObjectHeader.LINK}, LINK_INFO, link(array));
    putHeader(
        file,
        new int[] {ObjectHeader.DATASPACE, ObjectHeader.DATATYPE, 5, ObjectHeader.LAYOUT},
        space,
        FLOAT32,
        NO_FILL_VALUE,
        buffer(LAYOUT_BYTES).put(new byte[] {3, 1}).putLong(data).putLong(dataBytes).array());
    file.asFloatBuffer().put(numbers);
    return file.rewind();
  }

  private static void putSuperblock(ByteBuffer file) {
    file.put(Superblock.SIGNATURE).put(new byte[] {VERSION, 8, 8, 0});
    file.putLong(0).putLong(Hdf5Bytes.UNDEFINED);
    file.putLong(file.capacity()).putLong(SUPERBLOCK_BYTES);
    putChecksum(file, 0);
  }

  private static ByteBuffer buffer(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A hard link to the array. */
  private static byte[] link(long array) {
    return buffer(LINK_BYTES)
        .put(new byte[] {1, 0, (byte) NAME.length()})
        .put(NAME.getBytes(StandardCharsets.US_ASCII))
        .putLong(array)
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
