package dev.deepmatting.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/**
 * Converts samples from an ICC profile to sRGB, with perceptual intent: 8 bits to 8, 16 to 16.
 * Three curves and a matrix are computed here, everything else by Java's colour management
 * (LittleCMS). For one thread at a time.
 */
final class SrgbConversion {
  private static final int COLOURS = 3;
  private static final int INKS = 4;
  private static final int MAX_8 = 255;
  private static final int MAX_16 = 65_535;
  private static final int VERSION = 8;
  private static final int DEVICE_CLASS = 12;

  private final Kernel kernel;

  private SrgbConversion(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Converts pixels, see {@link SrgbConversion#apply(int[], int, int, int, int[], int)}. */
  interface Kernel {
    void apply(int[] samples, int stride, int count, int maximum, int[] converted, int step);
  }

  /** Returns an sRGB profile of version 4, for which LittleCMS maps the darkest ink to black. */
  private static ICC_Profile srgb() {
    byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    srgb[VERSION] = 4;
    return ICC_Profile.getInstance(srgb);
  }

  /**
   * Creates the conversion of pixels.
   *
   * @param profile from an untrusted file, or null
   * @param bands 1 for gray, 3 for red, green and blue, 4 for inks
   * @return null if there is nothing to convert: no profile, a damaged one, one for other pixels,
   *     or one that means sRGB
   */
  static @Nullable SrgbConversion of(byte @Nullable [] profile, int bands) {
    byte[] perceptual = profile == null ? null : IccProfile.whole(profile);
    if (perceptual == null
        || IccProfile.bands(perceptual) != bands
        || IccProfile.meansSrgb(perceptual)) {
      return null;
    }
    try {
      // Java uses a printer profile's colorimetric table, but any other profile's perceptual one.
      System.arraycopy(IccProfile.DISPLAY, 0, perceptual, DEVICE_CLASS, IccProfile.DISPLAY.length);
      MatrixProfile matrix = bands == COLOURS ? MatrixProfile.of(perceptual) : null;
      SrgbConversion conversion =
          new SrgbConversion(
              matrix == null ? new LittleCms(ICC_Profile.getInstance(perceptual), bands) : matrix);
      int[] probe = new int[INKS];
      conversion.apply(probe, bands, 1, MAX_8, probe.clone(), COLOURS);
      return conversion;
    } catch (RuntimeException e) {
      // Java's colour management throws this for what it cannot read; such a profile counts as
      // none.
      return null;
    }
  }

  /** Returns an image in sRGB or gray: the image itself if there is nothing to convert. */
  static BufferedImage apply(BufferedImage image, byte @Nullable [] declared) {
    ColorSpace space = image.getColorModel().getColorSpace();
    byte[] profile = declared;
    if (space instanceof ICC_ColorSpace icc && !space.isCS_sRGB() && !isJavasGray(space)) {
      profile = icc.getProfile().getData();
    }
    boolean gray = space.getType() == ColorSpace.TYPE_GRAY;
    SrgbConversion conversion = of(profile, gray ? 1 : COLOURS);
    return conversion == null ? image : conversion.apply(image);
  }

  /** Returns an image whose samples count as sRGB or gray, whatever its colour space. */
  static BufferedImage none(BufferedImage image) {
    ColorSpace space = image.getColorModel().getColorSpace();
    boolean plain = space.isCS_sRGB() || space.getType() != ColorSpace.TYPE_RGB;
    return plain ? image : PlainImage.samplesOf(image);
  }

  /**
   * Returns whether this is the space that readers assign to plain gray samples; it says nothing
   * about them.
   */
  private static boolean isJavasGray(ColorSpace space) {
    return space.equals(ColorSpace.getInstance(ColorSpace.CS_GRAY));
  }

  private BufferedImage apply(BufferedImage image) {
    PixelRows rows = PixelRows.samplesOf(image);
    boolean alpha = image.getColorModel().hasAlpha();
    BufferedImage result =
        PlainImage.blank(image.getWidth(), image.getHeight(), false, alpha, rows.maximum());
    int channels = COLOURS + (alpha ? 1 : 0);
    int[] samples = new int[channels * Math.min(image.getWidth(), PixelRows.PIECE)];
    rows.forEachPiece(
        (x, y, count, rgba) -> {
          apply(rgba, PixelRows.CHANNELS, count, rows.maximum(), samples, channels);
          for (int i = 0; alpha && i < count; i++) {
            samples[i * channels + COLOURS] = rgba[i * PixelRows.CHANNELS + COLOURS];
          }
          result.getRaster().setPixels(x, y, count, 1, samples);
        });
    return result;
  }

  /**
   * Converts some pixels.
   *
   * @param samples only the first ones of each pixel count; may be the target
   * @param stride samples from one pixel to the next
   * @param maximum the value of full intensity: 255 or 65535
   * @param converted receives red, green and blue of each pixel
   * @param step samples from one pixel to the next there
   */
  void apply(int[] samples, int stride, int count, int maximum, int[] converted, int step) {
    kernel.apply(samples, stride, count, maximum, converted, step);
  }

  /** Java's colour management. */
  private static final class LittleCms implements Kernel {
    private final ColorConvertOp operation;
    private final int bands;
    private int[] from = {};
    private int[] to = {};
    private @Nullable WritableRaster source;
    private @Nullable WritableRaster target;

    LittleCms(ICC_Profile profile, int bands) {
      operation = new ColorConvertOp(new ICC_Profile[] {profile, srgb()}, null);
      this.bands = bands;
    }

    @Override
    public void apply(
        int[] samples, int stride, int count, int maximum, int[] converted, int step) {
      reserve(count);
      // Converts with 16 bits: LittleCMS's 8-bit path rounds more than once.
      int scale = MAX_16 / maximum;
      for (int i = 0; i < count; i++) {
        for (int band = 0; band < bands; band++) {
          from[i * bands + band] = samples[i * stride + band] * scale;
        }
      }
      WritableRaster in = part(source, count);
      WritableRaster out = part(target, count);
      in.setPixels(0, 0, count, 1, from);
      operation.filter(in, out);
      out.getPixels(0, 0, count, 1, to);
      for (int i = 0; i < count; i++) {
        for (int band = 0; band < COLOURS; band++) {
          converted[i * step + band] = (to[i * COLOURS + band] + scale / 2) / scale;
        }
      }
    }

    private void reserve(int count) {
      if (source != null && source.getWidth() >= count) {
        return;
      }
      source = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, count, 1, bands, null);
      target = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, count, 1, COLOURS, null);
      from = new int[count * bands];
      to = new int[count * COLOURS];
    }

    private static WritableRaster part(@Nullable WritableRaster raster, int count) {
      if (raster == null) {
        throw new IllegalStateException("no room was made");
      }
      return raster.getWidth() == count
          ? raster
          : raster.createWritableChild(0, 0, count, 1, 0, 0, null);
    }
  }
}
