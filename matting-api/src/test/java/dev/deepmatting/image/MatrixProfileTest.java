package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of curves and a matrix; {@link ProfilesTest} compares their colours. */
class MatrixProfileTest {
  private static final int TAGS = 128;

  private static byte[] linear() {
    return ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
  }

  /** Returns where a tag's entry is. */
  private static int entry(byte[] profile, String tag) {
    ByteBuffer bytes = ByteBuffer.wrap(profile);
    int wanted = ByteBuffer.wrap(tag.getBytes(StandardCharsets.US_ASCII)).getInt();
    int entry = TAGS + Integer.BYTES;
    while (bytes.getInt(entry) != wanted) {
      entry += 3 * Integer.BYTES;
    }
    return entry;
  }

  private static int data(byte[] profile, String tag) {
    return ByteBuffer.wrap(profile).getInt(entry(profile, tag) + Integer.BYTES);
  }

  @Test
  void linearLightBecomesSrgb() {
    MatrixProfile profile = MatrixProfile.of(linear());
    int[] converted = new int[3];

    profile.apply(new int[] {55, 128, 255}, 3, 1, 255, converted, 3);

    assertThat(converted).containsExactly(128, 188, 255);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x7fffffff, 0x40000005, -1, 70_000})
  void aCurveThatIsShorterThanItSaysIsRefused(int points) {
    byte[] profile = linear();
    ByteBuffer.wrap(profile).putInt(data(profile, "gTRC") + 2 * Integer.BYTES, points);

    assertThat(MatrixProfile.of(profile)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rXYZ", "bTRC"})
  void aMissingTagIsRefused(String tag) {
    byte[] profile = linear();
    ByteBuffer.wrap(profile).putInt(entry(profile, tag), 0);

    assertThat(MatrixProfile.of(profile)).isNull();
  }

  @Test
  void anUnknownCurveIsRefused() {
    byte[] profile = linear();
    ByteBuffer.wrap(profile).putInt(data(profile, "rTRC"), 0);

    assertThat(MatrixProfile.of(profile)).isNull();
  }

  @Test
  void aTableCountsInstead() {
    byte[] profile = linear();
    ByteBuffer.wrap(profile).putInt(entry(profile, "cprt"), 0x41324230);

    assertThat(MatrixProfile.of(profile)).isNull();
  }
}
