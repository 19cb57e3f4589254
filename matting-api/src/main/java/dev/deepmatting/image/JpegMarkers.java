package dev.deepmatting.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The markers of a JPEG stream, found as libjpeg finds them: bytes that are not a marker are
 * skipped, and any number of 0xff can precede one (ITU T.81, annex B). For one thread.
 */
final class JpegMarkers {
  static final int START_OF_SCAN = 0xda;
  static final int END = 0xd9;

  private static final int BLOCK = 1 << 13;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_RESTART = 0xd0;
  private static final int FIRST_FRAME = 0xc0;
  private static final int LAST_FRAME = 0xcf;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int RESERVED = 0xc8;
  private static final int ARITHMETIC_TABLES = 0xcc;
  private static final int PROGRESSIVE = 0xc2;

  private final ImageInputStream stream;
  private final long end;
  private final byte[] block = new byte[BLOCK];
  private int at;
  private int limit;

  /**
   * What a frame's header declares.
   *
   * @param width samples of a row
   * @param height rows
   * @param components number of planes
   * @param progressive whether a block's coefficients come in several scans
   */
  record Frame(int width, int height, int components, boolean progressive) {}

  /** Reads markers between two positions of a stream, whose position changes. */
  JpegMarkers(ImageInputStream stream, long start, long end) throws IOException {
    this.stream = stream;
    this.end = end;
    stream.seek(start);
  }

  /** Returns the frame if its header precedes the first scan, or null. */
  @Nullable Frame frame() throws IOException {
    int marker = next();
    while (marker >= 0 && marker != START_OF_SCAN && !isFrame(marker)) {
      skipSegment(marker);
      marker = next();
    }
    return isFrame(marker) ? frame(marker) : null;
  }

  /** Returns the next marker, or a negative number at the end. */
  int next() throws IOException {
    while (true) {
      int value = read();
      while (value >= 0 && value != 0xff) {
        value = read();
      }
      while (value == 0xff) {
        value = read();
      }
      if (value != 0) {
        return value;
      }
    }
  }

  static boolean isFrame(int marker) {
    return marker >= FIRST_FRAME
        && marker <= LAST_FRAME
        && marker != HUFFMAN_TABLES
        && marker != RESERVED
        && marker != ARITHMETIC_TABLES;
  }

  /** Reads the header of the frame whose marker was just read. */
  Frame frame(int marker) throws IOException {
    int length = readTwo();
    read();
    int height = readTwo();
    int width = readTwo();
    int components = Math.max(0, read());
    skip(length - 8L);
    return new Frame(width, height, components, marker == PROGRESSIVE);
  }

  /** Reads the header of the scan whose marker was just read: how many components it has. */
  int scan() throws IOException {
    int length = readTwo();
    int components = read();
    skip(length - 3L);
    return components;
  }

  /** Skips the segment of the marker that was just read. */
  void skipSegment(int marker) throws IOException {
    if (marker != TEMPORARY && (marker < FIRST_RESTART || marker > END)) {
      skip(readTwo() - 2L);
    }
  }

  /** Returns the position of the next byte in the stream. */
  long position() throws IOException {
    return stream.getStreamPosition() - (limit - at);
  }

  private int readTwo() throws IOException {
    int high = Math.max(0, read());
    return high << Byte.SIZE | Math.max(0, read());
  }

  private void skip(long bytes) throws IOException {
    if (bytes <= limit - at) {
      at += (int) Math.max(0, bytes);
      return;
    }
    stream.seek(Math.min(end, position() + bytes));
    at = 0;
    limit = 0;
  }

  private int read() throws IOException {
    if (at == limit) {
      int wanted = (int) Math.min(BLOCK, Math.max(0, end - stream.getStreamPosition()));
      at = 0;
      limit = wanted == 0 ? 0 : Math.max(0, stream.read(block, 0, wanted));
      if (limit == 0) {
        return -1;
      }
    }
    return block[at++] & 0xff;
  }
}
