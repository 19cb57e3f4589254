package dev.deepmatting.dl4j.internal.image;

import dev.deepmatting.dl4j.internal.natives.NativeCalls;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Writes lossless WebP files, except for the colours of fully transparent pixels, which the
 * format's library may change.
 *
 * <p>Safe to share between threads. Releases native memory before a call returns; after an
 * interrupt, which ends the call at once, as soon as OpenCV has finished.
 */
public final class OpenCvImageEncoder implements ImageEncoder {
  private static final String ENDING = "webp";

  /** The format has 14 bits per side; its library does not use the highest value. */
  private static final int LONGEST_SIDE = 16_383;

  /** To OpenCV, a quality above 100 means lossless. */
  private static final int LOSSLESS = 101;

  /** The indices of red, green, blue and alpha in OpenCV's pixels. */
  private static final int[] PLACES = {2, 1, 0, 3};

  /** Creates the encoder for {@link java.util.ServiceLoader}. */
  public OpenCvImageEncoder() {}

  @Override
  public List<String> endings() {
    return List.of(ENDING);
  }

  @Override
  public boolean holdsTransparency() {
    return true;
  }

  @Override
  public byte[] encode(BufferedImage image) {
    if (image.getWidth() > LONGEST_SIDE || image.getHeight() > LONGEST_SIDE) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "image is %dx%d, wanted at most %d pixels a side for WebP",
              image.getWidth(),
              image.getHeight(),
              LONGEST_SIDE));
    }
    return NativeCalls.call("encoding an image", () -> encode(image.getRaster()));
  }

  private static byte[] encode(Raster raster) {
    int type = opencv_core.CV_8UC(raster.getNumBands());
    try (Mat pixels = new Mat(raster.getHeight(), raster.getWidth(), type);
        IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, LOSSLESS);
        BytePointer encoded = new BytePointer()) {
      copy(raster, pixels);
      if (!opencv_imgcodecs.imencode("." + ENDING, pixels, encoded, parameters)) {
        throw new MattingException("image could not be encoded as WebP by OpenCV");
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }

  private static void copy(Raster raster, Mat pixels) {
    int bands = raster.getNumBands();
    int count = raster.getWidth() * bands;
    int[] samples = new int[count];
    byte[] row = new byte[count];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, samples);
      for (int at = 0; at < count; at += bands) {
        for (int band = 0; band < bands; band++) {
          row[at + PLACES[band]] = (byte) samples[at + band];
        }
      }
      try (BytePointer target = pixels.ptr(y)) {
        target.put(row);
      }
    }
  }
}
