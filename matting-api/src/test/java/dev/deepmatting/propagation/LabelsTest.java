package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.Trimap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trimaps as text: {@code #} foreground, {@code .} background, {@code ?} unknown. */
class LabelsTest {
  @Test
  void whatIsKnownOfAllOfASquareStaysKnown() {
    Labels half = labels("##??..", "##?...", "#?..??", "##...?").half();

    assertThat(text(half)).isEqualTo("#?. ?.?");
  }

  @Test
  void squaresAtAnOddBorderAreSmaller() {
    Labels half = labels("##.", "##.", "..#").half();

    assertThat(text(half)).isEqualTo("#. .#");
  }

  /** Without it the half would have no foreground to spread from. */
  @Test
  void aThinMarkIsNotLost() {
    Labels half = labels("......", "......", "?####?", "??????").half();

    assertThat(text(half)).isEqualTo("... ###");
  }

  @Test
  void whatIsWideDoesNotGrowWithAThinMark() {
    Labels half = labels("..??##", "..??#.", "..??..", ".?????").half();

    assertThat(text(half)).isEqualTo(".?# ???");
  }

  @Test
  void twoThinMarksAreNotLost() {
    Labels half = labels("?.??#?", "?.??#?").half();

    assertThat(text(half)).isEqualTo(".?#");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void aPictureIsReducedAsItsPyramidIs(int factor) {
    DrawnPicture picture =
        DrawnPicture.of(45, 37, (x, y) -> x + y < 30 ? 0 : x + y < 40 ? 128 : 255);
    Labels halved = Labels.of(picture.trimap());
    for (int i = 1; i < factor; i *= 2) {
      halved = halved.half();
    }

    Labels reduced = rows(picture, factor).labels();

    assertThat(text(reduced)).isEqualTo(text(halved));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 16})
  void aReducedPictureKeepsThinMarks(int factor) {
    DrawnPicture picture =
        DrawnPicture.of(45, 37, (x, y) -> x == 20 && y > 5 ? 255 : y == 2 ? 0 : 128);

    Labels reduced = rows(picture, factor).labels();

    assertThat(text(reduced)).contains("#", ".");
  }

  private static PictureRows rows(DrawnPicture picture, int factor) {
    ImageRows image = picture.image();
    return new PictureRows(image, picture.trimap(), factor);
  }

  private static Labels labels(String... rows) {
    return Labels.of(
        DrawnPicture.trimap(
            rows[0].length(),
            rows.length,
            (x, y) -> {
              char label = rows[y].charAt(x);
              return label == '#' ? Trimap.FOREGROUND : label == '.' ? 0 : Trimap.UNKNOWN;
            }));
  }

  private static String text(Labels labels) {
    return IntStream.range(0, labels.values().length)
        .mapToObj(
            i ->
                (i > 0 && i % labels.width() == 0 ? " " : "")
                    + (labels.isUnknown(i) ? "?" : labels.alpha(i) == 1 ? "#" : "."))
        .collect(Collectors.joining());
  }
}
