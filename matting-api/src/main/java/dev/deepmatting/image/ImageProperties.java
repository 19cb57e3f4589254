package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an image file says about its pixels: the colour profile and the resolution. Immutable and
 * safe to share between threads.
 *
 * <p>There is no orientation: it is applied when a file is read, so that images are always upright.
 *
 * @since 0.1
 */
public final class ImageProperties {
  /** The longest profile that is kept, in bytes: 4 MiB. */
  public static final int MAX_PROFILE_BYTES = 1 << 22;

  private static final ImageProperties NONE = new ImageProperties(null, null);

  private final byte @Nullable [] profile;
  private final @Nullable Resolution resolution;

  private ImageProperties(byte @Nullable [] profile, @Nullable Resolution resolution) {
    this.profile = profile;
    this.resolution = resolution;
  }

  /**
   * Properties without content: samples count as sRGB.
   *
   * @return the shared instance
   */
  public static ImageProperties none() {
    return NONE;
  }

  /**
   * The colour profile of the pixels that {@link ImageFiles#readImage} returns.
   *
   * @return a copy of the ICC profile's bytes; empty for sRGB without a profile
   */
  public Optional<byte[]> iccProfile() {
    return Optional.ofNullable(profile).map(byte[]::clone);
  }

  /**
   * The resolution.
   *
   * @return dots per inch; empty if unknown
   */
  public Optional<Resolution> resolution() {
    return Optional.ofNullable(resolution);
  }

  /**
   * These properties with another profile.
   *
   * @param profile an ICC profile for RGB or gray; copied
   * @return the properties
   * @throws InvalidInputException if it is longer than {@link #MAX_PROFILE_BYTES}, damaged, or of
   *     another kind
   */
  public ImageProperties withIccProfile(byte[] profile) {
    Objects.requireNonNull(profile, "profile");
    String fault = IccProfile.fault(profile);
    if (fault != null) {
      throw new InvalidInputException("profile " + fault);
    }
    return new ImageProperties(profile.clone(), resolution);
  }

  /**
   * These properties without a profile.
   *
   * @return the properties
   */
  public ImageProperties withoutIccProfile() {
    return new ImageProperties(null, resolution);
  }

  /**
   * These properties with another resolution.
   *
   * @param resolution dots per inch
   * @return the properties
   */
  public ImageProperties withResolution(Resolution resolution) {
    return new ImageProperties(profile, Objects.requireNonNull(resolution, "resolution"));
  }

  /** Properties from what a file declares; each can be null or damaged. */
  static ImageProperties found(byte @Nullable [] profile, @Nullable Resolution resolution) {
    boolean usable = profile != null && IccProfile.fault(profile) == null;
    return new ImageProperties(usable ? profile : null, resolution);
  }

  /** These properties after pixels were converted from the profile, if any, to sRGB. */
  ImageProperties ofConvertedPixels() {
    return profile == null || IccProfile.meansSrgb(profile) ? this : withoutIccProfile();
  }

  /** The profile, or null if it does not suit the image's kind of pixels; not to be changed. */
  byte @Nullable [] profileFor(BufferedImage image) {
    return profileFor(image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY);
  }

  byte @Nullable [] profileFor(boolean gray) {
    return profile != null && IccProfile.suits(profile, gray) ? profile : null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageProperties that
        && Arrays.equals(profile, that.profile)
        && Objects.equals(resolution, that.resolution);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(profile), resolution);
  }

  @Override
  public String toString() {
    return "ImageProperties[profile of "
        + (profile == null ? 0 : profile.length)
        + " bytes, "
        + resolution
        + "]";
  }
}
