package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePropertiesTest {
  private static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

  @Test
  void holdWhatTheyAreGiven() {
    byte[] profile = SRGB.clone();
    ImageProperties properties =
        ImageProperties.none().withIccProfile(profile).withResolution(new Resolution(300, 150));
    profile[200]++;
    properties.iccProfile().orElseThrow()[201]++;

    assertThat(properties.iccProfile().orElseThrow()).isEqualTo(SRGB);
    assertThat(properties.resolution()).contains(new Resolution(300, 150));
    assertThat(properties.withoutIccProfile())
        .isEqualTo(ImageProperties.none().withResolution(new Resolution(300, 150)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 99, 'profile is damaged, wanted an ICC profile with its own length'",
    "36, 0, 'profile is damaged, wanted an ICC profile with its own length'",
    "16, 67, 'profile is of another kind of colours, wanted RGB or gray'",
    "128, 127, 'profile is damaged, wanted tags that lie inside it'",
    "136, 127, 'profile is damaged, wanted tags that lie inside it'",
  })
  void refuseDamagedProfiles(int at, int value, String message) {
    byte[] damaged = SRGB.clone();
    damaged[at] = (byte) value;

    assertThatThrownBy(() -> ImageProperties.none().withIccProfile(damaged))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 128, ImageProperties.MAX_PROFILE_BYTES + 1})
  void refuseProfilesOfOddLengths(int length) {
    assertThatThrownBy(() -> ImageProperties.none().withIccProfile(new byte[length]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("profile has " + length + " bytes, wanted 129 to 4194304");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.9, 70_000, Double.NaN})
  void refuseImpossibleResolutions(double value) {
    assertThatThrownBy(() -> Resolution.of(value))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("horizontal is " + value + ", wanted 1 to 65535");
  }
}
