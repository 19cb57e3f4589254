package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;

/**
 * What stands at the end of a zip archive, in 32 or 64 bits: where its directory is.
 *
 * @param entries how many entries there are
 * @param directoryOffset the directory's first byte
 * @param directorySize its length in bytes
 */
record ZipEnd(int entries, long directoryOffset, int directorySize) {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int ZIP64_END = 0x06064b50;
  private static final int ZIP64_END_BYTES = 56;
  private static final int ZIP64_UNCOUNTED = 12;
  private static final int MOST_ENTRIES = 1 << 16;
  private static final int MOST_BYTES = 16 << 20;

  /** Finds the end, which must be that of the file, and checks the directory's place. */
  static ZipEnd read(FileBytes source) {
    long place = source.length() - END_BYTES;
    if (place < 0) {
      throw damaged(source, "it has " + source.length() + " bytes, wanted " + END_BYTES);
    }
    ByteBuffer end = source.read(place, END_BYTES);
    if (end.getInt(0) != END || end.getShort(20) != 0) {
      throw damaged(source, "it does not end with the record that closes an archive");
    }
    long[] found = {end.getShort(10) & 0xffff, unsigned(end, 16), unsigned(end, 12)};
    boolean oneDisk =
        end.getShort(4) == 0 && end.getShort(6) == 0 && end.getShort(8) == end.getShort(10);
    if (place >= LOCATOR_BYTES
        && source.read(place - LOCATOR_BYTES, Integer.BYTES).getInt() == LOCATOR) {
      long wide = wideEnd(source, place - LOCATOR_BYTES);
      oneDisk &= takeWide(source.read(wide, ZIP64_END_BYTES), found);
      place = wide;
    }
    return checked(source, found, oneDisk, place);
  }

  private static long wideEnd(FileBytes source, long place) {
    ByteBuffer locator = source.read(place, LOCATOR_BYTES);
    long wide = place - ZIP64_END_BYTES;
    if (wide < 0 || locator.getLong(8) != wide || locator.getInt(4) != 0) {
      throw damaged(
          source,
          "its 64-bit end is said to be at byte " + locator.getLong(8) + ", wanted " + wide);
    }
    ByteBuffer end = source.read(wide, ZIP64_END_BYTES);
    if (end.getInt(0) != ZIP64_END || end.getLong(4) != ZIP64_END_BYTES - ZIP64_UNCOUNTED) {
      throw damaged(source, "its 64-bit end is not one");
    }
    return wide;
  }

  /** The 64-bit numbers, which must be the 32-bit ones where those are given. */
  private static boolean takeWide(ByteBuffer end, long[] found) {
    long[] wide = {end.getLong(32), end.getLong(48), end.getLong(40)};
    long[] absent = {0xffff, 0xffffffffL, 0xffffffffL};
    boolean same = end.getInt(16) == 0 && end.getInt(20) == 0 && end.getLong(24) == wide[0];
    for (int i = 0; i < wide.length; i++) {
      same &= found[i] == absent[i] || found[i] == wide[i];
      found[i] = wide[i];
    }
    return same;
  }

  private static ZipEnd checked(FileBytes source, long[] found, boolean same, long place) {
    if (!same) {
      throw damaged(source, "its end counts parts and entries in two ways");
    }
    if (found[0] < 1 || found[0] > MOST_ENTRIES || found[2] < 0 || found[2] > MOST_BYTES) {
      throw damaged(source, "its directory has " + found[0] + " entries in " + found[2] + " bytes");
    }
    if (found[1] != place - found[2]) {
      throw damaged(
          source,
          ("its directory of %d bytes begins at byte %d, wanted %d")
              .formatted(found[2], found[1], place - found[2]));
    }
    return new ZipEnd((int) found[0], found[1], (int) found[2]);
  }

  private static long unsigned(ByteBuffer bytes, int index) {
    return bytes.getInt(index) & 0xffffffffL;
  }

  private static ModelFormatException damaged(FileBytes source, String what) {
    return new ModelFormatException(source.origin() + " is no zip archive of torch.save: " + what);
  }
}
