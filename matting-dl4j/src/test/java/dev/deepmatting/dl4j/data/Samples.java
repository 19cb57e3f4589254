package dev.deepmatting.dl4j.data;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.SampleRandom;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.function.LongPredicate;

/** Samples of noise: every picture has values of its own. */
final class Samples {
  private static final int EPOCH = 10;

  private Samples() {}

  static MattingSample sample(long place, int width, int height) {
    SampleRandom random = SampleRandom.of(3, place);
    return new MattingSample(
        Long.toString(place),
        colours(random, width, height),
        trimap(random, width, height),
        colours(random, width, height),
        colours(random, width, height),
        alpha(random, width, height),
        colours(random, width, height));
  }

  private static RgbImage colours(SampleRandom random, int width, int height) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) random.between(0, 255);
    }
    return RgbImage.of8(width, height, samples);
  }

  private static Trimap trimap(SampleRandom random, int width, int height) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (random.between(0, 2) * 255 / 2);
    }
    return Trimap.of(width, height, values);
  }

  private static AlphaMatte alpha(SampleRandom random, int width, int height) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.between(0, 255) / 255f;
    }
    return AlphaMatte.of(width, height, values);
  }

  /** Samples of 32x32 pixels, ten of them in an epoch. */
  static SampleSource source() {
    return damagedAt(place -> false);
  }

  static SampleSource damagedAt(LongPredicate damaged) {
    return new SampleSource() {
      @Override
      public int samplesPerEpoch() {
        return EPOCH;
      }

      @Override
      public MattingSample sample(long place) {
        if (damaged.test(place)) {
          throw new InvalidInputException("file-" + place + ".jpg is no image");
        }
        return Samples.sample(place, 32, 32);
      }
    };
  }
}
