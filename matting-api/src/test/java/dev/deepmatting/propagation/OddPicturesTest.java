package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures at the limits of what can be asked for. */
@Timeout(10)
class OddPicturesTest {
  static List<PropagationMethod> methods() {
    return PropagationMethod.all();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void needsKnownForeground(PropagationMethod method) {
    assertRefuses(
        method,
        DrawnPicture.of(6, 4, (x, y) -> x < 2 ? 0 : 128),
        "trimap of 6x4 has 0 foreground and 8 background pixels, wanted at least one of each:"
            + " builtin:%s spreads opacity from them (a network needs none)");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void needsKnownBackground(PropagationMethod method) {
    assertRefuses(
        method,
        DrawnPicture.of(6, 4, (x, y) -> x < 1 ? 255 : 128),
        "trimap of 6x4 has 4 foreground and 0 background pixels, wanted at least one of each:"
            + " builtin:%s spreads opacity from them (a network needs none)");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void needsSomethingKnown(PropagationMethod method) {
    assertRefuses(
        method,
        DrawnPicture.of(1, 1, (x, y) -> 128),
        "trimap of 1x1 has 0 foreground and 0 background pixels, wanted at least one of each:"
            + " builtin:%s spreads opacity from them (a network needs none)");
  }

  private static void assertRefuses(
      PropagationMethod method, DrawnPicture picture, String message) {
    assertThatThrownBy(() -> picture.matte(method))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message, method.name());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void refusesATrimapOfAnotherSize(PropagationMethod method) {
    RgbImage image = DrawnPicture.of(7, 5, (x, y) -> 0).image();
    Trimap trimap = DrawnPicture.trimap(5, 7, (x, y) -> 128);

    assertThatThrownBy(() -> Propagation.of(method).estimate(image, trimap))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("trimap is 5x7, wanted the image's size 7x5");
  }

  /** Sizes and a trimap of each: background on the left or above, foreground on the right. */
  static Stream<Arguments> pictures() {
    return PropagationMethod.all().stream()
        .flatMap(
            method ->
                Stream.of(
                    Arguments.of(method, "1x3", thirds(1, 3)),
                    Arguments.of(method, "1x5", thirds(1, 5)),
                    Arguments.of(method, "3x1", thirds(3, 1)),
                    Arguments.of(method, "70x1", thirds(70, 1)),
                    Arguments.of(method, "2x2", DrawnPicture.of(2, 2, OddPicturesTest::corner)),
                    Arguments.of(method, "2x40", thirds(2, 40)),
                    Arguments.of(method, "7x5", thirds(7, 5)),
                    Arguments.of(method, "33x65", thirds(33, 65)),
                    Arguments.of(
                        method,
                        "nothing unknown",
                        DrawnPicture.of(9, 6, (x, y) -> x > y ? 255 : 0)),
                    Arguments.of(
                        method, "nothing but foreground", DrawnPicture.of(1, 1, (x, y) -> 255)),
                    Arguments.of(
                        method, "nothing but background", DrawnPicture.of(4, 3, (x, y) -> 0)),
                    Arguments.of(
                        method,
                        "one unknown pixel in the corner",
                        DrawnPicture.of(9, 6, (x, y) -> x + y == 0 ? 128 : x > y ? 255 : 0)),
                    Arguments.of(
                        method,
                        "two unknown pixels",
                        DrawnPicture.of(
                            9,
                            6,
                            (x, y) -> x == 8 && y == 5 || x + y == 0 ? 128 : x > y ? 255 : 0)),
                    Arguments.of(
                        method,
                        "unknown at all borders",
                        DrawnPicture.of(
                            20, 16, (x, y) -> x == 9 && y == 8 ? 255 : x == 4 && y == 3 ? 0 : 128)),
                    Arguments.of(
                        method,
                        "known at the border only",
                        DrawnPicture.of(20, 16, (x, y) -> x == 0 ? 255 : x == 19 ? 0 : 128))));
  }

  /** Three quarters are known. */
  private static int corner(int x, int y) {
    return x + y == 0 ? 255 : x + y == 2 ? 128 : 0;
  }

  private static DrawnPicture thirds(int width, int height) {
    int length = Math.max(width, height);
    return DrawnPicture.of(
        width,
        height,
        (x, y) -> {
          int along = width > height ? x : y;
          return along < length / 3 ? 0 : along < length - length / 3 ? 128 : 255;
        });
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pictures")
  void givesAMatte(PropagationMethod method, String name, DrawnPicture picture) {
    picture.assertIsMatte(picture.matte(method));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pictures")
  void givesAMatteOfOneColour(PropagationMethod method, String name, DrawnPicture picture) {
    Trimap trimap = picture.trimap();
    byte[] samples = new byte[3 * trimap.width() * trimap.height()];
    Arrays.fill(samples, (byte) 77);
    RgbImage plain = RgbImage.of8(trimap.width(), trimap.height(), samples);

    picture.assertIsMatte(picture.with(plain).matte(method));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pictures")
  void sixteenBitsGiveTheSameMatte(PropagationMethod method, String name, DrawnPicture picture) {
    RgbImage image = picture.image();
    short[] samples = new short[3 * image.width() * image.height()];
    for (int i = 0; i < samples.length; i++) {
      int pixel = i / 3;
      int level = image.sample8(pixel % image.width(), pixel / image.width(), i % 3);
      samples[i] = (short) (257 * level);
    }
    RgbImage wide = RgbImage.of16(image.width(), image.height(), samples);

    AlphaMatte matte = picture.with(wide).matte(method);

    picture.assertIsMatte(matte);
    assertThat(Difference.of(matte, picture.matte(method), picture.trimap()).largest())
        .isLessThan(1e-3);
  }
}
