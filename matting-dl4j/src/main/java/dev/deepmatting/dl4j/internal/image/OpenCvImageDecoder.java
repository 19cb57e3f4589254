package dev.deepmatting.dl4j.internal.image;

import dev.deepmatting.dl4j.internal.natives.NativeCalls;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageDecoder;
import dev.deepmatting.image.ImageInput;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads still WebP files, lossy and lossless, with and without transparency.
 *
 * <p>Safe to share between threads. Returns pixels as stored: the API applies orientation and
 * profile, as for every format. Refuses animations. Releases native memory before a call returns;
 * after an interrupt, which ends the call at once, as soon as OpenCV has finished.
 */
public final class OpenCvImageDecoder implements ImageDecoder {
  private static final long MAX_FILE_BYTES = 1L << 30;

  /** The indices of red, green, blue and alpha in OpenCV's pixels. */
  private static final int[] BAND_OFFSETS = {2, 1, 0, 3};

  /** Creates the decoder for {@link java.util.ServiceLoader}. */
  public OpenCvImageDecoder() {}

  @Override
  public boolean accepts(byte[] header) {
    return WebpHeader.matches(header);
  }

  @Override
  public ImageSize size(ImageInput input) throws IOException {
    WebpHeader header = header(input);
    long bytes = input.size();
    if (header.animated()) {
      throw new InvalidInputException(input + " is an animation, wanted a still image");
    }
    if (bytes < header.fileBytes() || bytes > MAX_FILE_BYTES) {
      throw new InvalidInputException(
          "%s is cut short or too large: it has %d bytes, wanted %d to %d"
              .formatted(input, bytes, header.fileBytes(), MAX_FILE_BYTES));
    }
    return new ImageSize(header.width(), header.height());
  }

  @Override
  public BufferedImage decode(ImageInput input) throws IOException {
    byte[] encoded;
    try (InputStream bytes = input.open()) {
      encoded = bytes.readAllBytes();
    }
    return NativeCalls.call("reading " + input.name(), () -> decode(input, encoded));
  }

  private static BufferedImage decode(ImageInput input, byte[] encoded) {
    try (BytePointer bytes = new BytePointer(encoded);
        Mat row = new Mat(1, encoded.length, opencv_core.CV_8UC1, bytes);
        Mat pixels = opencv_imgcodecs.imdecode(row, opencv_imgcodecs.IMREAD_UNCHANGED)) {
      boolean usable = !pixels.empty() && pixels.depth() == opencv_core.CV_8U;
      if (!usable || pixels.channels() < 3 || !pixels.isContinuous()) {
        throw new InvalidInputException(input + " is damaged: OpenCV cannot decode it");
      }
      return toImage(pixels);
    }
  }

  private static WebpHeader header(ImageInput input) throws IOException {
    try (InputStream bytes = input.open()) {
      return WebpHeader.parse(bytes.readNBytes(HEADER_BYTES));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(input + ": " + e.getMessage(), e);
    }
  }

  private static BufferedImage toImage(Mat pixels) {
    int width = pixels.cols();
    int channels = pixels.channels();
    int[] offsets = Arrays.copyOf(BAND_OFFSETS, channels);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, width, pixels.rows(), width * channels, channels, offsets, null);
    pixels.data().get(((DataBufferByte) raster.getDataBuffer()).getData());
    boolean alpha = channels == BAND_OFFSETS.length;
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, raster, false, null);
  }
}
