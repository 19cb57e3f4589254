package dev.deepmatting.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks ICC profiles from untrusted files, as ISO 15076-1 lays them out. */
final class IccProfile {
  private static final int HEADER_BYTES = 128;
  private static final int COLOUR_SPACE = 16;
  private static final int SIGNATURE = 36;

  /** The class of display profiles. */
  static final byte[] DISPLAY = "mntr".getBytes(StandardCharsets.ISO_8859_1);

  /** The letters acsp. */
  private static final int ACSP = 0x61637370;

  /** The letters RGB and a space. */
  private static final int RGB = 0x52474220;

  /** The letters GRAY. */
  private static final int GRAY = 0x47524159;

  /** The letters CMYK. */
  private static final int CMYK = 0x434d594b;

  private static final int ENTRY_BYTES = 12;

  /** Colours that distinguish spaces of three primaries, and their curves. */
  private static final float[][] PROBES = {
    {1, 0, 0},
    {0, 1, 0},
    {0, 0, 1},
    {0.1f, 0.1f, 0.1f},
    {0.25f, 0.25f, 0.25f},
    {0.5f, 0.5f, 0.5f},
    {0.8f, 0.8f, 0.8f},
    {1, 1, 1},
    {0.7f, 0.4f, 0.2f},
  };

  private static final float STEP = 1 / 255f;

  private IccProfile() {}

  /** Says what is wrong with a profile for images in memory, or returns null. */
  static @Nullable String fault(byte[] profile) {
    if (!hasLength(profile)) {
      return "has "
          + profile.length
          + " bytes, wanted "
          + (HEADER_BYTES + 1)
          + " to "
          + ImageProperties.MAX_PROFILE_BYTES;
    }
    ByteBuffer bytes = ByteBuffer.wrap(profile);
    int space = bytes.getInt(COLOUR_SPACE);
    if (bytes.getInt(SIGNATURE) != ACSP || bytes.getInt(0) != profile.length) {
      return "is damaged, wanted an ICC profile with its own length";
    }
    if (space != RGB && space != GRAY) {
      return "is of another kind of colours, wanted RGB or gray";
    }
    return hasWholeTags(bytes) ? null : "is damaged, wanted tags that lie inside it";
  }

  /**
   * Returns a profile of any colours whose tags all end inside it.
   *
   * @param found as stored in a file, possibly with bytes after its own length
   * @return null if it is damaged
   */
  static byte @Nullable [] whole(byte[] found) {
    if (!hasLength(found)) {
      return null;
    }
    long length = Integer.toUnsignedLong(ByteBuffer.wrap(found).getInt(0));
    if (length <= HEADER_BYTES || length > found.length) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(found, 0, (int) length).slice();
    return bytes.getInt(SIGNATURE) == ACSP && hasWholeTags(bytes)
        ? Arrays.copyOf(found, (int) length)
        : null;
  }

  private static boolean hasLength(byte[] profile) {
    return profile.length > HEADER_BYTES && profile.length <= ImageProperties.MAX_PROFILE_BYTES;
  }

  /** Samples per pixel in the colours of a complete profile: 1, 3 or 4; 0 for other colours. */
  static int bands(byte[] profile) {
    return switch (ByteBuffer.wrap(profile).getInt(COLOUR_SPACE)) {
      case GRAY -> 1;
      case RGB -> 3;
      case CMYK -> 4;
      default -> 0;
    };
  }

  private static boolean hasWholeTags(ByteBuffer bytes) {
    int room = bytes.limit() - HEADER_BYTES - Integer.BYTES;
    if (room < 0) {
      return false;
    }
    long count = Integer.toUnsignedLong(bytes.getInt(HEADER_BYTES));
    if (count * ENTRY_BYTES > room) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int entry = HEADER_BYTES + Integer.BYTES + i * ENTRY_BYTES;
      long from = Integer.toUnsignedLong(bytes.getInt(entry + Integer.BYTES));
      long length = Integer.toUnsignedLong(bytes.getInt(entry + 2 * Integer.BYTES));
      if (from + length > bytes.limit()) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a faultless profile suits gray pixels, or coloured ones. */
  static boolean suits(byte[] profile, boolean gray) {
    return ByteBuffer.wrap(profile).getInt(COLOUR_SPACE) == (gray ? GRAY : RGB);
  }

  /** Returns whether a faultless profile means sRGB, so that converting to it changes nothing. */
  static boolean meansSrgb(byte[] profile) {
    if (ByteBuffer.wrap(profile).getInt(COLOUR_SPACE) != RGB) {
      return false;
    }
    try {
      ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
      for (float[] probe : PROBES) {
        float[] colour = space.toRGB(probe);
        for (int channel = 0; channel < probe.length; channel++) {
          if (!(Math.abs(colour[channel] - probe[channel]) <= STEP)) {
            return false;
          }
        }
      }
      return true;
    } catch (RuntimeException e) {
      // Java's colour management throws this for what it cannot read.
      return false;
    }
  }
}
