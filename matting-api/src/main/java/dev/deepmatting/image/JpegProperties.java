package dev.deepmatting.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segments before a JPEG file's pixels: the resolution from JFIF, else from EXIF, the
 * orientation from EXIF, and the profile.
 */
final class JpegProperties {
  static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int START_OF_SCAN = 0xda;
  private static final int END = 0xd9;

  /** 0xff and the kind, then a length that counts itself. */
  private static final int MARKER_BYTES = 2;

  private final Map<Integer, byte[]> pieces = new TreeMap<>();
  private int pieceCount;
  private @Nullable Resolution jfif;
  private @Nullable Resolution exif;
  private int orientation;

  private JpegProperties() {}

  static Declared read(PropertiesReader.FileBytes bytes) throws IOException {
    JpegProperties found = new JpegProperties();
    long at = MARKER_BYTES;
    ByteBuffer marker = bytes.at(at, 2 * MARKER_BYTES);
    while (marker != null && (marker.get(0) & 0xff) == 0xff) {
      int kind = marker.get(1) & 0xff;
      if (kind == 0xff) {
        // Any number of these can precede a marker.
        at++;
      } else {
        int length = Short.toUnsignedInt(marker.getShort(MARKER_BYTES));
        if (kind == START_OF_SCAN || kind == END || length < MARKER_BYTES) {
          break;
        }
        found.take(kind, bytes.at(at + 2 * MARKER_BYTES, length - MARKER_BYTES));
        at += MARKER_BYTES + length;
      }
      marker = bytes.at(at, 2 * MARKER_BYTES);
    }
    return found.declared();
  }

  private void take(int kind, @Nullable ByteBuffer body) throws IOException {
    if (body == null) {
      return;
    }
    if (kind == APP0 && startsWith(body, JFIF)) {
      takeJfif(body);
    } else if (kind == APP1 && startsWith(body, EXIF)) {
      takeExif(body.slice(EXIF.length, body.limit() - EXIF.length));
    } else if (kind == APP2 && startsWith(body, ICC) && body.limit() > ICC.length + 2) {
      takePiece(body);
    }
  }

  private void takeJfif(ByteBuffer body) {
    // A version of two bytes, the unit, and two densities.
    int at = JFIF.length + 2;
    if (body.limit() < at + 5) {
      return;
    }
    double inch =
        switch (body.get(at)) {
          case 1 -> 1;
          case 2 -> Resolution.CENTIMETRES;
          default -> 0;
        };
    jfif =
        Resolution.orNull(
            inch * Short.toUnsignedInt(body.getShort(at + 1)),
            inch * Short.toUnsignedInt(body.getShort(at + 3)));
  }

  private void takeExif(ByteBuffer block) throws IOException {
    TiffDirectory directory = TiffDirectory.of(block);
    if (orientation == 0) {
      exif = directory.resolution();
      orientation = directory.orientation();
    }
  }

  private void takePiece(ByteBuffer body) {
    int number = body.get(ICC.length) & 0xff;
    pieceCount = body.get(ICC.length + 1) & 0xff;
    byte[] piece = new byte[body.limit() - ICC.length - 2];
    body.get(ICC.length + 2, piece);
    pieces.putIfAbsent(number, piece);
  }

  private Declared declared() {
    return new Declared(
        profile(), Math.max(Orientation.UPRIGHT, orientation), jfif != null ? jfif : exif);
  }

  /** Joins the pieces; returns null if there are none or one is missing. */
  private byte @Nullable [] profile() {
    long length = pieces.values().stream().mapToLong(piece -> piece.length).sum();
    boolean complete = !pieces.isEmpty() && pieces.size() == pieceCount && pieces.containsKey(1);
    if (!complete || length > ImageProperties.MAX_PROFILE_BYTES) {
      return null;
    }
    ByteBuffer joined = ByteBuffer.allocate((int) length);
    pieces.values().forEach(joined::put);
    return joined.array();
  }

  private static boolean startsWith(ByteBuffer body, byte[] start) {
    return body.limit() >= start.length
        && body.slice(0, start.length).equals(ByteBuffer.wrap(start));
  }
}
