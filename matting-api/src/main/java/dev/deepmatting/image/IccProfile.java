package dev.deepmatting.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Checks ICC profiles of strangers, as ISO 15076-1 lays them out. */
final class IccProfile {
  private static final int HEADER_BYTES = 128;
  private static final int COLOUR_SPACE = 16;
  private static final int SIGNATURE = 36;

  /** The letters acsp. */
  private static final int ACSP = 0x61637370;

  /** The letters RGB and a blank. */
  private static final int RGB = 0x52474220;

  /** The letters GRAY. */
  private static final int GRAY = 0x47524159;

  private static final int ENTRY_BYTES = 12;

  /** Colours that tell one space with three primaries from another, and curves from each other. */
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

  /** Says what is wrong with a profile, or null. */
  static @Nullable String fault(byte[] profile) {
    if (profile.length <= HEADER_BYTES || profile.length > ImageProperties.MAX_PROFILE_BYTES) {
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

  /** Whether a profile without faults is for gray pixels, or for coloured ones. */
  static boolean suits(byte[] profile, boolean gray) {
    return ByteBuffer.wrap(profile).getInt(COLOUR_SPACE) == (gray ? GRAY : RGB);
  }

  /** Whether a profile without faults means sRGB, so that converting to it changes nothing. */
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
      // So Java's colour management answers what it cannot read.
      return false;
    }
  }
}
