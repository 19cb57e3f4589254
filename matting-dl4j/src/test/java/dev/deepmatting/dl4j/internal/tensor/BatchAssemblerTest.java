package dev.deepmatting.dl4j.internal.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.dl4j.fixture.Samples;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.TrimapEncoding;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchAssemblerTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 32;
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] STANDARD_DEVIATION = {0.229, 0.224, 0.225};

  private final List<MattingSample> samples =
      List.of(Samples.sample(1, WIDTH, HEIGHT), Samples.sample(2, WIDTH, HEIGHT));
  private final Batch batch = new BatchAssembler(TrimapEncoding.SIGNED).assemble(samples);

  @Test
  void hasTheShapesThatNetworkAndLossesWant() {
    assertThat(batch.input().shape()).containsExactly(2, 4, HEIGHT, WIDTH);
    assertThat(batch.label().shape()).containsExactly(2, 11, HEIGHT, WIDTH);
  }

  @Test
  void inputIsTheNormalisedImageAndTheEncodedTrimap() {
    for (int n = 0; n < samples.size(); n++) {
      MattingSample sample = samples.get(n);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          for (int c = 0; c < 3; c++) {
            double unit = sample.image().sample8(x, y, c) / 255.0;
            assertThat((double) at(batch.input(), n, c, y, x))
                .isEqualTo((unit - MEAN[c]) / STANDARD_DEVIATION[c], within(1e-6));
          }
          double trimap = sample.trimap().valueAt(x, y) / 127.5 - 1;
          assertThat((double) at(batch.input(), n, 3, y, x)).isEqualTo(trimap, within(1e-6));
        }
      }
    }
  }

  @Test
  void labelHasBackgroundForegroundMergedAlphaAndMask() {
    for (int n = 0; n < samples.size(); n++) {
      MattingSample sample = samples.get(n);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          float[] wanted = new float[11];
          for (int c = 0; c < 3; c++) {
            wanted[c] = sample.background().sample8(x, y, c);
            wanted[3 + c] = sample.foreground().sample8(x, y, c);
            wanted[6 + c] = sample.merged().sample8(x, y, c);
          }
          wanted[9] = sample.alpha().alphaAt(x, y);
          wanted[10] = sample.trimap().isUnknown(x, y) ? 1 : 0;
          float[] label = new float[11];
          for (int c = 0; c < label.length; c++) {
            label[c] = at(batch.label(), n, c, y, x);
          }
          assertThat(label).isEqualTo(wanted);
        }
      }
    }
  }

  @Test
  void labelOfOneColourEachIsWhatOneReadsInTheTable() {
    MattingSample flat =
        new MattingSample(
            "flat",
            flat(1, 2, 3),
            Trimap.of(32, 32, filled(128)),
            flat(40, 50, 60),
            flat(10, 20, 30),
            AlphaMatte.of(32, 32, constant(0.4f)),
            flat(22, 32, 42));
    Batch one = new BatchAssembler(TrimapEncoding.UNIT).assemble(List.of(flat));
    float[] wanted = {10, 20, 30, 40, 50, 60, 22, 32, 42, 0.4f, 1};
    for (int c = 0; c < wanted.length; c++) {
      assertThat(at(one.label(), 0, c, 0, 0)).isEqualTo(wanted[c]);
      assertThat(at(one.label(), 0, c, 31, 31)).isEqualTo(wanted[c]);
    }
    assertThat(at(one.input(), 0, 0, 31, 31))
        .isEqualTo((1 / 255f - 0.485f) / 0.229f, within(1e-6f));
    assertThat(at(one.input(), 0, 3, 31, 31)).isEqualTo(128 / 255f);
  }

  @Test
  void roundsColoursOf16BitsLikeEverywhereElse() {
    short[] wide = new short[3 * 256 * 96];
    for (int i = 0; i < 65536; i++) {
      wide[i] = (short) i;
    }
    RgbImage image = RgbImage.of16(256, 96, wide);
    MattingSample sample =
        new MattingSample(
            "wide",
            image,
            Trimap.of(256, 96, new byte[256 * 96]),
            image,
            image,
            AlphaMatte.of(256, 96, new float[256 * 96]),
            image);
    FloatTensor label = new BatchAssembler(TrimapEncoding.UNIT).assemble(List.of(sample)).label();
    for (int y = 0; y < 96; y++) {
      for (int x = 0; x < 256; x++) {
        for (int c = 0; c < 3; c++) {
          assertThat(at(label, 0, c, y, x)).isEqualTo(image.sample8(x, y, c));
        }
      }
    }
  }

  @Test
  void refusesSizesThatDoNotFitTogether() {
    refused(
        List.of(Samples.sample(1, 32, 32), Samples.sample(2, 64, 32)),
        "sample 2 is 64x32, wanted the batch's size 32x32");
    refused(
        List.of(Samples.sample(7, 32, 48)),
        "sample 7: image is 32x48, wanted sides that are multiples of 32");
    refused(
        Collections.nCopies(200_000, Samples.sample(1, 32, 32)),
        "a batch is 200000 samples of 32x32, wanted at most 195225785 pixels together");
  }

  private static void refused(List<MattingSample> samples, String message) {
    BatchAssembler assembler = new BatchAssembler(TrimapEncoding.UNIT);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> assembler.assemble(samples))
        .withMessage(message);
  }

  private static float at(FloatTensor tensor, int n, int c, int y, int x) {
    return tensor.values()[((n * tensor.size(1) + c) * tensor.size(2) + y) * tensor.size(3) + x];
  }

  private static RgbImage flat(int red, int green, int blue) {
    byte[] samples = new byte[3 * 32 * 32];
    for (int i = 0; i < samples.length; i += 3) {
      samples[i] = (byte) red;
      samples[i + 1] = (byte) green;
      samples[i + 2] = (byte) blue;
    }
    return RgbImage.of8(32, 32, samples);
  }

  private static byte[] filled(int value) {
    byte[] values = new byte[32 * 32];
    Arrays.fill(values, (byte) value);
    return values;
  }

  private static float[] constant(float value) {
    float[] values = new float[32 * 32];
    Arrays.fill(values, value);
    return values;
  }
}
