package dev.deepmatting.dl4j.internal.weights.keras;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The filters of an array's chunks when they were written: bytes of equal significance grouped
 * together ("shuffle"), then deflated. Either can be missing.
 */
record Filters(boolean shuffled, boolean deflated) {
  static final Filters NONE = new Filters(false, false);
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FIRST_NAMED = 256;

  static Filters read(Hdf5Bytes file, String name, Fields fields) {
    int version = fields.expect("version", 1, 2);
    int count = fields.u8();
    fields.skip(version == 1 ? 6 : 0);
    Filters filters = NONE;
    for (int i = 0; i < count; i++) {
      filters = filters.then(file, name, nextFilter(fields, version));
    }
    return filters;
  }

  private static int nextFilter(Fields fields, int version) {
    int filter = fields.u16();
    int nameBytes = version == 1 || filter >= FIRST_NAMED ? fields.u16() : 0;
    int values = fields.skip(2).u16();
    boolean padded = version == 1 && values % 2 == 1;
    fields.skip(nameBytes + 4L * (values + (padded ? 1 : 0)));
    return filter;
  }

  private Filters then(Hdf5Bytes file, String name, int filter) {
    if (filter == SHUFFLE && !shuffled && !deflated) {
      return new Filters(true, false);
    }
    if (filter == DEFLATE && !deflated) {
      return new Filters(shuffled, true);
    }
    throw file.refused(
        name + " is stored through filter " + filter + ", wanted shuffle (2), then deflate (1)");
  }

  /** Decodes a stored chunk to its numbers, of which there must be exactly as many as declared. */
  ByteBuffer decode(Hdf5Bytes file, String name, ByteBuffer stored, int wanted, int numberBytes) {
    byte[] bytes = deflated ? inflate(file, name, stored, wanted) : stored.array();
    return ByteBuffer.wrap(shuffled ? unshuffle(bytes, numberBytes) : bytes);
  }

  private static byte[] inflate(Hdf5Bytes file, String name, ByteBuffer stored, int wanted) {
    byte[] bytes = new byte[wanted];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stored);
      int found = inflater.inflate(bytes);
      // Requests one more byte: a stream that has it, or lacks its end, is damaged.
      if (found < wanted || inflater.inflate(new byte[1]) > 0 || !inflater.finished()) {
        throw file.refused(name + " has a chunk that does not unpack to " + wanted + " bytes");
      }
      return bytes;
    } catch (DataFormatException e) {
      throw file.refused(name + " has a chunk that cannot be unpacked: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private static byte[] unshuffle(byte[] bytes, int numberBytes) {
    byte[] numbers = new byte[bytes.length];
    int count = bytes.length / numberBytes;
    for (int part = 0; part < numberBytes; part++) {
      for (int i = 0; i < count; i++) {
        numbers[i * numberBytes + part] = bytes[part * count + i];
      }
    }
    return numbers;
  }
}
