package dev.deepmatting.dl4j.internal.tensor;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.network.TrimapEncoding;
import java.util.List;
import java.util.Locale;

/**
 * Converts samples to tensors. The input has the channels of {@link TensorCodec}, from a sample's
 * image, trimap and guides. The label has eleven:
 *
 * <pre>
 *  0-2  background  red, green, blue in 0..255
 *  3-5  foreground  the same
 *  6-8  merged      the same; the exact composite, without photometric steps
 *  9    alpha       0..1
 * 10    mask        1 where the trimap is unknown, else 0
 * </pre>
 *
 * <p>Immutable and safe to share between threads.
 */
public final class BatchAssembler {
  /** Channels of the label. */
  public static final int LABEL_CHANNELS = 11;

  private static final int COLOURS = 3;
  private static final float MAX_8 = 255f;

  private final TensorCodec codec;

  /**
   * Creates an assembler.
   *
   * @param trimapEncoding how a trimap value becomes the input's fourth channel
   */
  public BatchAssembler(TrimapEncoding trimapEncoding) {
    codec = new TensorCodec(trimapEncoding);
  }

  /**
   * Assembles samples.
   *
   * @param samples at least one, all of the same size and with the same number of guides
   * @return the batch, in the same order
   * @throws InvalidInputException if the sizes or the numbers of guides differ, a side is not a
   *     multiple of 32, or the batch has more values than fit in an array
   */
  public Batch assemble(List<MattingSample> samples) {
    int height = samples.get(0).height();
    int width = samples.get(0).width();
    int guides = samples.get(0).guides().size();
    int channels = TensorCodec.CHANNELS + guides;
    requireRoom(samples.size(), width, height, Math.max(channels, LABEL_CHANNELS));
    float[] input = new float[samples.size() * channels * height * width];
    float[] label = new float[samples.size() * LABEL_CHANNELS * height * width];
    for (int i = 0; i < samples.size(); i++) {
      MattingSample sample = samples.get(i);
      Sizes.requireSame(
          "sample " + sample.name(), sample.width(), sample.height(), "batch", width, height);
      requireGuides(sample, guides);
      encode(sample, input, i * channels * height * width);
      writeLabel(sample, label, i * LABEL_CHANNELS * height * width);
    }
    return new Batch(
        new FloatTensor(input, samples.size(), channels, height, width),
        new FloatTensor(label, samples.size(), LABEL_CHANNELS, height, width));
  }

  private static void requireGuides(MattingSample sample, int wanted) {
    int guides = sample.guides().size();
    if (guides != wanted) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "sample %s has %d guides, wanted %d as the batch's first has",
              sample.name(),
              guides,
              wanted));
    }
  }

  private static void requireRoom(int count, int width, int height, int channels) {
    long pixels = (long) width * height;
    long most = (Integer.MAX_VALUE - 8L) / channels;
    if (pixels > most / count) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "a batch is %d samples of %dx%d, wanted at most %d pixels together",
              count,
              width,
              height,
              most));
    }
  }

  private void encode(MattingSample sample, float[] target, int offset) {
    try {
      codec.encode(sample.image(), sample.trimap(), sample.guides(), target, offset);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("sample " + sample.name() + ": " + e.getMessage(), e);
    }
  }

  private static void writeLabel(MattingSample sample, float[] target, int offset) {
    int plane = sample.height() * sample.width();
    writeColours(sample.background(), target, offset);
    writeColours(sample.foreground(), target, offset + COLOURS * plane);
    writeColours(sample.merged(), target, offset + 2 * COLOURS * plane);
    writeAlpha(sample.alpha(), target, offset + 3 * COLOURS * plane);
    writeMask(sample.trimap(), target, offset + (3 * COLOURS + 1) * plane);
  }

  private static void writeColours(RgbImage image, float[] target, int offset) {
    int width = image.width();
    int plane = image.height() * width;
    float[] row = new float[COLOURS * width];
    for (int y = 0; y < image.height(); y++) {
      image.readRow(y, row);
      int at = offset + y * width;
      for (int channel = 0; channel < COLOURS; channel++, at += plane) {
        for (int x = 0; x < width; x++) {
          target[at + x] = (int) (MAX_8 * row[COLOURS * x + channel] + 0.5f);
        }
      }
    }
  }

  private static void writeAlpha(AlphaMatte alpha, float[] target, int offset) {
    float[] row = new float[alpha.width()];
    for (int y = 0; y < alpha.height(); y++) {
      alpha.readRow(y, row);
      System.arraycopy(row, 0, target, offset + y * row.length, row.length);
    }
  }

  private static void writeMask(Trimap trimap, float[] target, int offset) {
    byte[] row = new byte[trimap.width()];
    for (int y = 0, at = offset; y < trimap.height(); y++) {
      trimap.readRow(y, row);
      for (byte value : row) {
        target[at++] = (value & 0xff) == Trimap.UNKNOWN ? 1 : 0;
      }
    }
  }
}
