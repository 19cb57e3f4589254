package dev.deepmatting.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The chunks iCCP and pHYs, which precede a PNG file's pixels, and eXIf, which can also follow
 * them.
 */
final class PngProperties {
  static final int ICCP = 0x69434350;
  static final int PHYS = 0x70485973;

  private static final int EXIF = 0x65584966;

  /** No camera or image editor writes a longer block. */
  private static final int MAX_EXIF_BYTES = 1 << 20;

  static final String PROFILE_NAME = "ICC profile";

  /** Centimetres per metre. */
  private static final double METRE = 100;

  private static final int PHYS_BYTES = 9;

  /** The bytes of length and type. */
  private static final int CHUNK_HEADER = 2 * Integer.BYTES;

  private static final int CHECKSUM_BYTES = Integer.BYTES;

  private byte @Nullable [] profile;
  private @Nullable Resolution resolution;
  private @Nullable TiffDirectory exif;
  private boolean pixelsSeen;

  private PngProperties() {}

  static Declared read(PropertiesReader.FileBytes bytes) throws IOException {
    PngProperties found = new PngProperties();
    long at = PngHeader.SIGNATURE_BYTES;
    ByteBuffer header = bytes.at(at, CHUNK_HEADER);
    while (header != null && header.getInt(Integer.BYTES) != PngHeader.IEND) {
      long length = Integer.toUnsignedLong(header.getInt(0));
      found.take(header.getInt(Integer.BYTES), bytes, at + CHUNK_HEADER, length);
      at += CHUNK_HEADER + length + CHECKSUM_BYTES;
      header = bytes.at(at, CHUNK_HEADER);
    }
    return found.declared();
  }

  private Declared declared() throws IOException {
    if (exif == null) {
      return new Declared(profile, Orientation.UPRIGHT, resolution);
    }
    return new Declared(
        profile, exif.orientation(), resolution != null ? resolution : exif.resolution());
  }

  private void take(int type, PropertiesReader.FileBytes bytes, long at, long length)
      throws IOException {
    switch (type) {
      case PngHeader.IDAT -> pixelsSeen = true;
      case EXIF -> {
        if (exif == null && length <= MAX_EXIF_BYTES) {
          ByteBuffer body = bytes.at(at, (int) length);
          exif = body == null ? null : TiffDirectory.of(body);
        }
      }
      default -> {
        if (!pixelsSeen) {
          takeBeforePixels(type, bytes, at, length);
        }
      }
    }
  }

  private void takeBeforePixels(int type, PropertiesReader.FileBytes bytes, long at, long length)
      throws IOException {
    if (type == ICCP && profile == null && length <= ImageProperties.MAX_PROFILE_BYTES) {
      ByteBuffer body = bytes.at(at, (int) length);
      profile = body == null ? null : inflated(body.array());
    } else if (type == PHYS && length == PHYS_BYTES) {
      ByteBuffer body = bytes.at(at, PHYS_BYTES);
      resolution = body == null ? null : resolution(body);
    }
  }

  /**
   * Inflates a profile that follows a name, a zero and the method zero; null if the chunk differs.
   */
  private static byte @Nullable [] inflated(byte[] body) {
    int name = 0;
    while (name < body.length && body[name] != 0) {
      name++;
    }
    int start = name + 2;
    if (start >= body.length || body[name + 1] != 0) {
      return null;
    }
    try (InflaterInputStream stream =
        new InflaterInputStream(
            new ByteArrayInputStream(Arrays.copyOfRange(body, start, body.length)))) {
      // Reads one byte more than allowed, so that a longer profile is noticed.
      return stream.readNBytes(ImageProperties.MAX_PROFILE_BYTES + 1);
    } catch (IOException e) {
      return null;
    }
  }

  /** A profile as the chunk stores it after its name. */
  static byte[] deflated(byte[] profile) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
      deflater.write(profile);
    }
    return compressed.toByteArray();
  }

  /** The body of a chunk with a profile. */
  static byte[] iccp(byte[] profile) throws IOException {
    byte[] name = PROFILE_NAME.getBytes(StandardCharsets.ISO_8859_1);
    byte[] compressed = deflated(profile);
    // A zero ends the name, and the method is zero.
    return ByteBuffer.allocate(name.length + 2 + compressed.length)
        .put(name)
        .putShort((short) 0)
        .put(compressed)
        .array();
  }

  /** The body of a chunk with a resolution. */
  static byte[] phys(Resolution resolution) {
    return ByteBuffer.allocate(PHYS_BYTES)
        .putInt(perMetre(resolution.horizontal()))
        .putInt(perMetre(resolution.vertical()))
        .put((byte) 1)
        .array();
  }

  static int perMetre(double dotsPerInch) {
    return (int) Math.round(dotsPerInch * METRE / Resolution.CENTIMETRES);
  }

  private static @Nullable Resolution resolution(ByteBuffer body) {
    if (body.get(PHYS_BYTES - 1) != 1) {
      return null;
    }
    double inch = Resolution.CENTIMETRES / METRE;
    return Resolution.orNull(
        nearWhole(Integer.toUnsignedLong(body.getInt(0)) * inch),
        nearWhole(Integer.toUnsignedLong(body.getInt(Integer.BYTES)) * inch));
  }

  /** Whole dots per metre cannot express 300 dots per inch; round to what was meant. */
  private static double nearWhole(double dotsPerInch) {
    double whole = Math.rint(dotsPerInch);
    return Math.abs(dotsPerInch - whole) <= 0.5 * Resolution.CENTIMETRES / METRE
        ? whole
        : dotsPerInch;
  }
}
