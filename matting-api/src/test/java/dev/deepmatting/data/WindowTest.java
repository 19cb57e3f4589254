package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
  private static final Recipe RECIPE = Recipe.gca().toBuilder().size(96).build();
  private static final MattingSample WHOLE = whole();

  private static MattingSample whole() {
    MattingSample sample = RECIPE.of(new Discs(160, 140, 40), 3).sample(2);
    return sample.withGuides(List.of(sample.alpha()));
  }

  @Test
  void showsEveryPictureOfASampleAtTheSamePlace() {
    MattingSample cut = new Window(17, 5, 32).of(WHOLE);

    assertThat(cut.width()).isEqualTo(32);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        assertThat(cut.trimap().valueAt(x, y)).isEqualTo(WHOLE.trimap().valueAt(x + 17, y + 5));
        assertThat(cut.alpha().alphaAt(x, y)).isEqualTo(WHOLE.alpha().alphaAt(x + 17, y + 5));
        assertThat(cut.guides().get(0).alphaAt(x, y)).isEqualTo(cut.alpha().alphaAt(x, y));
        for (int c = 0; c < 3; c++) {
          assertThat(
                  List.of(
                      cut.image().sample8(x, y, c),
                      cut.merged().sample8(x, y, c),
                      cut.foreground().sample8(x, y, c),
                      cut.background().sample8(x, y, c)))
              .containsExactly(
                  WHOLE.image().sample8(x + 17, y + 5, c),
                  WHOLE.merged().sample8(x + 17, y + 5, c),
                  WHOLE.foreground().sample8(x + 17, y + 5, c),
                  WHOLE.background().sample8(x + 17, y + 5, c));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 48, 96})
  void liesAroundAnUnknownPixel(int side) {
    for (int i = 0; i < 50; i++) {
      Window window = Window.draw(WHOLE.trimap(), side, SampleRandom.of(1, i));
      assertThat(window.left()).isBetween(0, 96 - side);
      assertThat(window.top()).isBetween(0, 96 - side);
      assertThat(window.of(WHOLE).trimap().unknownCount()).isPositive();
    }
  }

  /** The guide of a window is part of the guide of the picture, not one of the window alone. */
  @Test
  void guidesSeeTheSurroundings() {
    Recipe around = Recipe.gca().toBuilder().size(32).surroundings(96).reuse(3).build();
    List<String> guides = List.of("closed-form");

    MattingSample sample = around.of(new Discs(160, 140, 40), 3, guides).sample(2);
    AlphaMatte picture = RECIPE.of(new Discs(160, 140, 40), 3, guides).sample(2).guides().get(0);

    assertThat(sample.width()).isEqualTo(32);
    assertThat(sample.height()).isEqualTo(32);
    assertThat(isPartOf(sample.guides().get(0), picture)).isTrue();
  }

  @Test
  void surroundingsAreAtLeastAsLargeAsTheSample() {
    assertThatThrownBy(() -> Recipe.gca().toBuilder().size(64).surroundings(48).build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("surroundings is 48, wanted at least the size, 64");
    assertThat(Recipe.gca().toBuilder().size(64).surroundings(96).build().scaledTo(32))
        .hasToString(Recipe.gca().scaledTo(32).toBuilder().surroundings(48).build().toString());
  }

  private static boolean isPartOf(AlphaMatte part, AlphaMatte whole) {
    for (int top = 0; top <= whole.height() - part.height(); top++) {
      for (int left = 0; left <= whole.width() - part.width(); left++) {
        if (isAt(part, whole, left, top)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAt(AlphaMatte part, AlphaMatte whole, int left, int top) {
    for (int y = 0; y < part.height(); y++) {
      for (int x = 0; x < part.width(); x++) {
        if (part.alphaAt(x, y) != whole.alphaAt(left + x, top + y)) {
          return false;
        }
      }
    }
    return true;
  }
}
