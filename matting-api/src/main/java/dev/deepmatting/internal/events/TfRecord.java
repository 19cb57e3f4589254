package dev.deepmatting.internal.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame that TensorFlow puts around each record of a file: length (8 bytes), its checksum (4),
 * the record, its checksum (4), all little-endian. A reader stops at the first incomplete frame.
 */
final class TfRecord {
  private static final int MASK = 0xa282ead8;
  private static final int MASK_ROTATION = 15;

  private TfRecord() {}

  static byte[] frame(byte[] record) {
    int length = Long.BYTES + Integer.BYTES + record.length + Integer.BYTES;
    ByteBuffer frame = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(record.length);
    frame.putInt(maskedChecksum(frame.array(), Long.BYTES));
    frame.put(record).putInt(maskedChecksum(record, record.length));
    return frame.array();
  }

  /**
   * Returns a masked checksum, because the plain checksum of data that contains its own checksum is
   * poor.
   */
  private static int maskedChecksum(byte[] bytes, int count) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, count);
    return Integer.rotateRight((int) checksum.getValue(), MASK_ROTATION) + MASK;
  }
}
