package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.MemorySize;
import java.awt.image.DataBuffer;
import java.awt.image.MultiPixelPackedSampleModel;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;

/**
 * How large a picture may be that is decoded as a whole; checked before any of it is. Immutable.
 *
 * @param maxPixels the most pixels, as width times height
 * @param memoryBudget the most memory; null for no limit
 */
record DecodingLimits(long maxPixels, @Nullable MemorySize memoryBudget) {
  /** Bytes per pixel where a reader does not tell: red, green, blue and alpha, or four inks. */
  static final int USUAL_BYTES = 4;

  private static final int COLOURS = 3;

  /** Refuses a picture with more pixels than the limit. */
  void requireFew(ImageInput input, int width, int height) {
    long pixels = (long) width * height;
    if (width < 1 || height < 1 || pixels > maxPixels) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "%s declares %dx%d pixels, wanted 1 to %d in all",
              input,
              width,
              height,
              maxPixels));
    }
  }

  /**
   * Refuses a picture that takes more memory than the budget while it is decoded: its stored
   * samples, their copy if they are converted or turned, and the result.
   *
   * @param use decides what the samples become
   * @param storedBytes bytes per pixel of the samples
   * @param wide whether samples have more than 8 bits
   * @param copied whether the samples are converted or turned
   */
  void requireRoom(
      ImageInput input,
      int width,
      int height,
      ImageLoader.Use use,
      int storedBytes,
      boolean wide,
      boolean copied) {
    if (memoryBudget == null) {
      return;
    }
    int result = use == ImageLoader.Use.COLOURS ? COLOURS * (wide ? Short.BYTES : 1) : Float.BYTES;
    long needed = (long) width * height * (storedBytes * (copied ? 2L : 1L) + result);
    if (needed > memoryBudget.bytes()) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "memoryBudget leaves %s, wanted at least %s to decode %s of %dx%d pixels",
              memoryBudget,
              new MemorySize(needed),
              input,
              width,
              height));
    }
  }

  /**
   * Refuses a picture for what a reader says of its samples; asks the reader only if there is a
   * budget.
   */
  void requireRoom(
      ImageInput input,
      ImageReader reader,
      int width,
      int height,
      ImageLoader.Use use,
      boolean copied)
      throws IOException {
    if (memoryBudget == null) {
      return;
    }
    SampleModel samples = samples(reader);
    int stored = samples == null ? USUAL_BYTES : bytes(samples);
    boolean wide = samples != null && samples.getDataType() != DataBuffer.TYPE_BYTE;
    requireRoom(input, width, height, use, stored, wide, copied);
  }

  private static @Nullable SampleModel samples(ImageReader reader) throws IOException {
    try {
      Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
      return types.hasNext() ? types.next().getSampleModel() : null;
    } catch (RuntimeException e) {
      // Readers throw all sorts of these for damaged files, which decoding then reports.
      return null;
    }
  }

  private static int bytes(SampleModel samples) {
    return samples instanceof MultiPixelPackedSampleModel
        ? 1
        : samples.getNumDataElements()
            * DataBuffer.getDataTypeSize(samples.getDataType())
            / Byte.SIZE;
  }
}
