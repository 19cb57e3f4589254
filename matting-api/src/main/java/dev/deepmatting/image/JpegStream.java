package dev.deepmatting.image;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/**
 * A JPEG file without the segments that describe its colours and other things, but with one that
 * says what libjpeg makes of them (default_decompress_parms in jdapimin.c): Java's readers decide
 * differently if markers contradict each other. Orientation and profile are read elsewhere.
 */
final class JpegStream {
  private static final int START = 0xd8;
  private static final int COMMENT = 0xfe;
  private static final int APP0 = 0xe0;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;

  private static final int JFIF_BYTES = 14;
  private static final int ADOBE_BYTES = 12;
  private static final int TRANSFORM = 11;
  private static final byte[] JFIF = {
    (byte) 0xff, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };
  private static final byte[] ADOBE = {
    (byte) 0xff, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0
  };

  private final ImageInputStream file;
  private final SplicedStream.Builder kept = new SplicedStream.Builder();
  private boolean jfif;
  private boolean adobe;
  private int transform;
  private byte[] components = {};
  private long scan = -1;

  private JpegStream(ImageInputStream file) {
    this.file = file;
  }

  /**
   * Reads the segments before the pixels.
   *
   * @param file its position is the same afterwards
   */
  static JpegStream of(ImageInputStream file) throws IOException {
    long start = file.getStreamPosition();
    JpegStream stream = new JpegStream(file);
    try {
      if (file.read() == 0xff && file.read() == START) {
        stream.scan = stream.walk();
      }
      return stream;
    } finally {
      file.seek(start);
    }
  }

  /**
   * Returns the stream for a decoder; the file itself if it is not a JPEG file or is damaged before
   * its pixels.
   */
  ImageInputStream stream() {
    return scan < 0 ? file : spliced();
  }

  /** Returns whether pixels are cyan, magenta, yellow and black. */
  boolean hasInks() {
    return scan >= 0 && components.length == JpegInks.BANDS;
  }

  /** Returns whether inks are stored as luma and chroma. */
  boolean hasLumaOfInks() {
    return adobe && transform != 0;
  }

  /** Walks through the segments; returns the position of the scan, or -1. */
  private long walk() throws IOException {
    int kind = nextMarker();
    while (kind >= 0 && kind != JpegMarkers.START_OF_SCAN && kind != JpegMarkers.END) {
      long at = file.getStreamPosition();
      int high = file.read();
      int low = file.read();
      int length = high << Byte.SIZE | low;
      if (low < 0 || length < Short.BYTES) {
        return -1;
      }
      take(kind, length - Short.BYTES);
      boolean aside = kind >= APP0 && kind <= APP15 || kind == COMMENT;
      if (!aside) {
        kept.own((byte) 0xff, (byte) kind).file(at, at + length);
      }
      file.seek(at + length);
      kind = nextMarker();
    }
    return kind == JpegMarkers.START_OF_SCAN ? file.getStreamPosition() - 2 : -1;
  }

  /** Skips bytes between segments, as libjpeg does. */
  private int nextMarker() throws IOException {
    int next = file.read();
    while (next >= 0) {
      while (next >= 0 && next != 0xff) {
        next = file.read();
      }
      while (next == 0xff) {
        next = file.read();
      }
      if (next != 0) {
        return next;
      }
    }
    return -1;
  }

  private void take(int kind, int length) throws IOException {
    boolean frame = JpegMarkers.isFrame(kind);
    if (kind == APP0 && length >= JFIF_BYTES) {
      jfif |= startsWith("JFIF\0");
    } else if (kind == APP14 && length >= ADOBE_BYTES && startsWith("Adobe")) {
      adobe = true;
      file.skipBytes(TRANSFORM - "Adobe".length());
      transform = file.read();
    } else if (frame && components.length == 0) {
      file.skipBytes(5);
      components = new byte[Math.max(0, file.read())];
      for (int i = 0; i < components.length; i++) {
        components[i] = (byte) file.read();
        file.skipBytes(2);
      }
    }
  }

  private boolean startsWith(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      if (file.read() != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private ImageInputStream spliced() {
    SplicedStream.Builder whole = new SplicedStream.Builder().own((byte) 0xff, (byte) START);
    byte[] colours = colours();
    if (colours.length > 0) {
      whole.own(colours);
    }
    return whole.all(kept).rest(scan).build(file);
  }

  /** Returns the segment that states libjpeg's decision. */
  private byte[] colours() {
    return switch (components.length) {
      case 3 -> isRgb() ? adobe(0) : JFIF;
      case JpegInks.BANDS -> adobe ? adobe(hasLumaOfInks() ? 2 : 0) : new byte[0];
      default -> new byte[0];
    };
  }

  private boolean isRgb() {
    boolean letters = components[0] == 'R' && components[1] == 'G' && components[2] == 'B';
    return !jfif && (adobe ? transform == 0 : letters);
  }

  private static byte[] adobe(int transform) {
    byte[] segment = Arrays.copyOf(ADOBE, ADOBE.length + 1);
    segment[ADOBE.length] = (byte) transform;
    return segment;
  }
}
