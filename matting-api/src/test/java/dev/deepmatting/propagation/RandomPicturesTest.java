package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the picture, there is a matte, or it is told why there is none. */
@Timeout(120)
class RandomPicturesTest {
  private static final int PICTURES = 200;
  private static final int LONGEST_SIDE = 12;

  static List<PropagationMethod> methods() {
    return PropagationMethod.all();
  }

  /** One parameter at an end of its range. */
  static Stream<PropagationMethod> extremes() {
    List<Double> none = List.of(0.0, 0.0, 0.0);
    List<Double> most = List.of(1e12, 1e12, 1e12);
    return Stream.of(
        ClosedForm.builder().epsilon(1e-12).build(),
        ClosedForm.builder().epsilon(1e12).build(),
        ClosedForm.builder().tolerance(1e-300).build(),
        Knn.builder().searches(List.of(new Knn.Search(2, 1e-12))).build(),
        Knn.builder().searches(List.of(new Knn.Search(64, 1e12))).build(),
        ThreeLayerGraph.builder().neighbours(List.of(1, 1, 1, 1)).build(),
        ThreeLayerGraph.builder().neighbours(List.of(64, 64, 64, 64)).sumDSteps(150).build(),
        ThreeLayerGraph.builder().layerWeights(none).build(),
        ThreeLayerGraph.builder().layerWeights(most).build(),
        ThreeLayerGraph.builder().firstLayerShare(1e-9).build(),
        ThreeLayerGraph.builder().closedFormWeight(1e-12).build(),
        ThreeLayerGraph.builder().closedFormWeight(1e12).epsilon(1e-12).build(),
        PyramidGraph.builder().neighbours(64).textureSteps(150).build(),
        PyramidGraph.builder().coordinateDivisor(1e-12).build(),
        PyramidGraph.builder().coordinateDivisor(1e12).build(),
        PyramidGraph.builder().selected(1e-9).build(),
        PyramidGraph.builder().textureWeight(0).margin(0.4).build(),
        PyramidGraph.builder().textureWeight(1e12).build(),
        PyramidGraph.builder().closedFormWeight(1e-12).epsilon(1e12).build(),
        PyramidGraph.builder().closedFormWeight(1e12).epsilon(1e-12).build());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void alphasOrAReason(PropagationMethod method) {
    IntStream.range(0, PICTURES).forEach(seed -> assertGivesAlphasOrAReason(method, seed));
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void alphasOrAReasonAtTheEndsOfRanges(PropagationMethod method) {
    IntStream.range(0, PICTURES / 5).forEach(seed -> assertGivesAlphasOrAReason(method, seed));
  }

  private static void assertGivesAlphasOrAReason(PropagationMethod method, int seed) {
    DrawnPicture picture = picture(new Random(seed));
    Trimap trimap = picture.trimap();
    boolean lacksAKind =
        trimap.unknownCount() > 0
            && (trimap.foregroundCount() == 0 || trimap.backgroundCount() == 0);
    try {
      picture.assertIsMatte(picture.matte(Propagation.builder(method).threads(1).build()));
      assertThat(lacksAKind).as("a kind lacks, seed %d", seed).isFalse();
    } catch (InvalidInputException e) {
      assertThat(lacksAKind).as("a kind lacks, seed %d", seed).isTrue();
      assertThat(e).hasMessageContaining("wanted at least one of each");
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static DrawnPicture picture(Random random) {
    int width = 1 + random.nextInt(LONGEST_SIDE);
    int height = 1 + random.nextInt(LONGEST_SIDE);
    return new DrawnPicture(image(random, width, height), trimap(random, width, height), null);
  }

  /** One colour, noise, black and white, an edge, or a ramp; 8 or 16 bits. */
  private static RgbImage image(Random random, int width, int height) {
    int kind = random.nextInt(5);
    int level = random.nextInt(256);
    int other = random.nextInt(256);
    boolean wide = random.nextBoolean();
    byte[] bytes = new byte[3 * width * height];
    short[] shorts = new short[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      int x = i / 3 % width;
      int gray = i % 3 == 0 ? 255 * random.nextInt(2) : bytes[i - 1];
      bytes[i] =
          (byte)
              switch (kind) {
                case 0 -> level;
                case 1 -> random.nextInt(256);
                case 2 -> gray;
                case 3 -> x < width / 2 ? level : other;
                default -> 10 * x + 5 * (i % 3) + random.nextInt(3);
              };
      shorts[i] = (short) (257 * (bytes[i] & 0xff));
    }
    return wide ? RgbImage.of16(width, height, shorts) : RgbImage.of8(width, height, bytes);
  }

  /** Labels without order, mostly unknown or hardly, or side by side. */
  private static Trimap trimap(Random random, int width, int height) {
    boolean ordered = random.nextInt(3) == 0;
    double unknown = random.nextDouble();
    return DrawnPicture.trimap(
        width,
        height,
        (x, y) -> {
          if (ordered) {
            int third = 3 * x / width;
            return third == 0 ? Trimap.BACKGROUND : third == 1 ? Trimap.UNKNOWN : 255;
          }
          return random.nextDouble() < unknown ? Trimap.UNKNOWN : random.nextBoolean() ? 255 : 0;
        });
  }
}
