package dev.deepmatting.dl4j.internal.tensor;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.network.TrimapEncoding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Converts an image, its trimap and guides to the network's input: float32, NCHW with N = 1, four
 * channels and one per guide: RGB in 0..1, normalised by ImageNet's mean and standard deviation,
 * the trimap, then each matte g as 2g - 1; sides padded to multiples of {@link Padding#STRIDE}.
 * Immutable and safe to share between threads.
 */
public final class TensorCodec {
  /** Channels of the input tensor without guides. */
  public static final int CHANNELS = 4;

  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;
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
   * Creates a codec.
   *
   * @param trimapEncoding how a trimap value becomes the fourth channel
   */
  public TensorCodec(TrimapEncoding trimapEncoding) {
    this.trimapEncoding = trimapEncoding;
  }

  /**
   * Encodes an image and its trimap as a whole.
   *
   * @param image the photograph
   * @param trimap its trimap, of the same size
   * @return a tensor of shape [1, 4, padded height, padded width]
   * @throws InvalidInputException if the padded tensor has more values than fit in an array
   */
  public FloatTensor encode(ImageRows image, TrimapRows trimap) {
    return encode(image, trimap, List.of(), Tile.whole(image.width(), image.height()));
  }

  /**
   * Encodes a part of an image and its trimap.
   *
   * @param image the photograph
   * @param trimap its trimap, of the same size
   * @param guides mattes of the image, of the same size
   * @param tile a part of the padded image
   * @return a tensor of shape [1, 4 + number of guides, tile height, tile width]
   * @throws InvalidInputException if the tensor has more values than fit in an array
   */
  public FloatTensor encode(
      ImageRows image, TrimapRows trimap, List<GuideMatte> guides, Tile tile) {
    int channels = CHANNELS + guides.size();
    if (channels * tile.area() > MOST_VALUES) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "image is %dx%d, too large to be computed as a whole, wanted at most %d pixels after"
                  + " padding to multiples of %d",
              image.width(),
              image.height(),
              MOST_VALUES / channels,
              Padding.STRIDE));
    }
    float[] values = new float[(int) (channels * tile.area())];
    write(image, trimap, tile, values, 0);
    for (int i = 0; i < guides.size(); i++) {
      write(guides.get(i)::readRow, image, tile, values, (int) ((CHANNELS + i) * tile.area()));
    }
    return new FloatTensor(values, 1, channels, tile.height(), tile.width());
  }

  /**
   * Encodes an image and its trimap as one sample of a batch, exactly as {@link #encode} does.
   *
   * @param image the photograph, its sides multiples of {@link Padding#STRIDE}: nothing is padded
   * @param trimap its trimap, of the same size
   * @param guides mattes of the image, of the same size
   * @param target receives (4 + number of guides) * height * width values
   * @param offset index of the first value
   * @throws InvalidInputException if a side is not such a multiple
   */
  public void encode(
      ImageRows image, TrimapRows trimap, List<AlphaMatte> guides, float[] target, int offset) {
    int height = image.height();
    int width = image.width();
    if (Padding.padded(height) != height || Padding.padded(width) != width) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "image is %dx%d, wanted sides that are multiples of %d",
              width,
              height,
              Padding.STRIDE));
    }
    Tile whole = Tile.whole(width, height);
    write(image, trimap, whole, target, offset);
    for (int i = 0; i < guides.size(); i++) {
      int plane = offset + (CHANNELS + i) * height * width;
      write(guides.get(i)::readRow, image, whole, target, plane);
    }
  }

  /** A guide's matte, row by row. */
  @FunctionalInterface
  private interface GuideRows {
    void readRow(int y, float[] target);
  }

  private void write(ImageRows image, TrimapRows trimap, Tile tile, float[] target, int offset) {
    int[] columns = columns(tile, image.width());
    int first = Arrays.stream(columns).min().orElseThrow();
    int count = Arrays.stream(columns).max().orElseThrow() + 1 - first;
    Arrays.setAll(columns, x -> columns[x] - first);
    float[] encoded = encodedTrimap();
    float[] colours = new float[3 * count];
    byte[] known = new byte[count];
    int plane = Math.toIntExact(tile.area());
    for (int y = 0; y < tile.height(); y++) {
      int sourceRow = Padding.source(tile.top() + y, image.height());
      image.readPart(first, sourceRow, count, colours);
      trimap.readPart(first, sourceRow, count, known);
      int at = offset + y * tile.width();
      for (int channel = 0; channel < 3; channel++) {
        writeColour(colours, channel, columns, target, at + channel * plane);
      }
      for (int x = 0; x < columns.length; x++) {
        target[at + 3 * plane + x] = encoded[known[columns[x]] & 0xff];
      }
    }
  }

  private static void write(
      GuideRows guide, ImageRows image, Tile tile, float[] target, int offset) {
    int[] columns = columns(tile, image.width());
    float[] row = new float[image.width()];
    for (int y = 0; y < tile.height(); y++) {
      guide.readRow(Padding.source(tile.top() + y, image.height()), row);
      for (int x = 0; x < columns.length; x++) {
        target[offset + y * columns.length + x] = 2 * row[columns[x]] - 1;
      }
    }
  }

  private static int[] columns(Tile tile, int width) {
    int[] columns = new int[tile.width()];
    Arrays.setAll(columns, x -> Padding.source(tile.left() + x, width));
    return columns;
  }

  private static void writeColour(
      float[] row, int channel, int[] columns, float[] target, int offset) {
    for (int x = 0; x < columns.length; x++) {
      float sample = row[3 * columns[x] + channel];
      target[offset + x] = (sample - MEAN[channel]) / STANDARD_DEVIATION[channel];
    }
  }

  private float[] encodedTrimap() {
    float[] encoded = new float[256];
    for (int value = 0; value < encoded.length; value++) {
      encoded[value] = trimapEncoding.encode(value);
    }
    return encoded;
  }
}
