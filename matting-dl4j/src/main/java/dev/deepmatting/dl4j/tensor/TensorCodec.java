package dev.deepmatting.dl4j.tensor;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.TrimapEncoding;
import java.util.List;
import java.util.Locale;

/**
 * Image and trimap to the network's input: float32, NCHW with N = 1 and four channels, RGB
 * normalised by ImageNet's mean and standard deviation of values in 0..1, then the trimap; sides
 * padded to multiples of {@link Padding#STRIDE}. Immutable and safe to share between threads.
 */
public final class TensorCodec {
  /** Channels of the input tensor. */
  public static final int CHANNELS = 4;

  private static final float[] MEAN = floats(ImageNet.MEAN);
  private static final float[] STANDARD_DEVIATION = floats(ImageNet.STANDARD_DEVIATION);

  private final TrimapEncoding trimapEncoding;

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }

  /**
   * A codec.
   *
   * @param trimapEncoding how a trimap value becomes the fourth channel
   */
  public TensorCodec(TrimapEncoding trimapEncoding) {
    this.trimapEncoding = trimapEncoding;
  }

  /**
   * Encodes an image and its trimap.
   *
   * @param image the photograph
   * @param trimap its trimap, of the same size
   * @return a tensor of shape [1, 4, padded height, padded width]
   * @throws InvalidInputException if the padded tensor has more values than an array holds
   */
  public FloatTensor encode(RgbImage image, Trimap trimap) {
    int height = Padding.padded(image.height());
    int width = Padding.padded(image.width());
    long length = (long) CHANNELS * height * width;
    if (length > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "image is %dx%d, too large to be computed as a whole, wanted at most %d pixels after"
                  + " padding to multiples of %d",
              image.width(),
              image.height(),
              (Integer.MAX_VALUE - 8) / CHANNELS,
              Padding.STRIDE));
    }
    float[] values = new float[(int) length];
    float[] row = new float[3 * image.width()];
    for (int y = 0; y < height; y++) {
      int sourceRow = Padding.source(y, image.height());
      image.readRow(sourceRow, row);
      encodeColours(row, values, y, height, width);
      encodeTrimap(trimap, sourceRow, values, y, height, width);
    }
    return new FloatTensor(values, 1, CHANNELS, height, width);
  }

  private static void encodeColours(float[] row, float[] values, int y, int height, int width) {
    int side = row.length / 3;
    for (int channel = 0; channel < 3; channel++) {
      int target = (channel * height + y) * width;
      for (int x = 0; x < width; x++) {
        float sample = row[3 * Padding.source(x, side) + channel];
        values[target + x] = (sample - MEAN[channel]) / STANDARD_DEVIATION[channel];
      }
    }
  }

  private void encodeTrimap(
      Trimap trimap, int sourceRow, float[] values, int y, int height, int width) {
    int target = (3 * height + y) * width;
    for (int x = 0; x < width; x++) {
      int value = trimap.valueAt(Padding.source(x, trimap.width()), sourceRow);
      values[target + x] = trimapEncoding.encode(value);
    }
  }
}
