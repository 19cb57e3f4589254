package dev.deepmatting.dl4j.internal.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against OpenCV from Python; {@code make_masks.py} made the files. */
class GrabCutSegmenterTest {
  /** OpenCV 4.6 made the files, and its releases need not round alike. */
  private static final double TOLERANCE = 0.002;

  private final ImageFiles files = ImageFiles.standard();
  private final RgbImage scene = files.readImage(path("scene.png"));
  private final Trimap scribbles =
      files.readTrimap(path("scribbles.png"), TrimapThresholds.standard());

  @Test
  void agreesWithPythonOnARectangle() {
    AlphaMatte mask = new GrabCutSegmenter().segment(scene, rectangle());

    assertThat(difference(mask, "rectangle-mask.png")).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void agreesWithPythonOnScribbles() {
    AlphaMatte mask = new GrabCutSegmenter().segment(scene, scribbles);

    assertThat(difference(mask, "scribbles-mask.png")).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void givesTheSameMaskInEveryThread() {
    AlphaMatte expected = new GrabCutSegmenter().segment(scene, rectangle());

    List<AlphaMatte> masks =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(i -> new GrabCutSegmenter().segment(scene, rectangle()))
            .toList();

    assertThat(masks).allSatisfy(mask -> assertThat(mask).isEqualTo(expected));
  }

  @Test
  void findsNothingWhereNothingStandsOut() {
    RgbImage plain = RgbImage.of8(40, 30, new byte[3 * 40 * 30]);
    byte[] hints = new byte[40 * 30];
    for (int x = 10; x < 30; x++) {
      hints[15 * 40 + x] = (byte) Trimap.UNKNOWN;
    }

    AlphaMatte mask = new GrabCutSegmenter().segment(plain, Trimap.of(40, 30, hints));

    assertThat(mask.toFloatArray()).containsOnly(0);
  }

  @Test
  void keepsASinglePixelOfEachKind() {
    byte[] hints = {0, (byte) 128, (byte) 128, (byte) 255};
    RgbImage image = RgbImage.of8(4, 1, new byte[] {0, 0, 0, 9, 9, 9, 90, 90, 90, 99, 99, 99});

    AlphaMatte mask = new GrabCutSegmenter().segment(image, Trimap.of(4, 1, hints));

    assertThat(mask.alphaAt(0, 0)).isZero();
    assertThat(mask.alphaAt(3, 0)).isOne();
  }

  @Test
  void refusesHintsOfAnotherSize() {
    assertThatThrownBy(
            () -> new GrabCutSegmenter().segment(scene, Trimap.of(1, 1, new byte[] {(byte) 128})))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("hints is 1x1, wanted the image's size 200x150");
  }

  @Test
  void passesOnWhatOpenCvSays() {
    byte[] nothing = new byte[200 * 150];

    assertThatThrownBy(() -> new GrabCutSegmenter().segment(scene, Trimap.of(200, 150, nothing)))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("OpenCV's GrabCut failed: ");
  }

  /** The one of the script. */
  private static Trimap rectangle() {
    byte[] hints = new byte[200 * 150];
    for (int i = 0; i < hints.length; i++) {
      int x = i % 200;
      int y = i / 200;
      boolean inside = x >= 40 && x < 160 && y >= 20 && y < 130;
      hints[i] = (byte) (inside ? Trimap.UNKNOWN : Trimap.BACKGROUND);
    }
    return Trimap.of(200, 150, hints);
  }

  /** The share of pixels that differ. */
  private double difference(AlphaMatte mask, String golden) {
    float[] expected = files.readAlpha(path(golden)).toFloatArray();
    float[] values = mask.toFloatArray();
    int differing = 0;
    for (int i = 0; i < values.length; i++) {
      differing += values[i] != expected[i] ? 1 : 0;
    }
    return differing / (double) values.length;
  }

  private static Path path(String name) {
    try {
      return Path.of(GrabCutSegmenterTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
