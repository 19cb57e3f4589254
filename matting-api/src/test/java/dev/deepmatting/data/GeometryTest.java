package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GeometryTest {
  private static final int DRAWS = 3000;
  private static final Foreground DISC = new Discs(900, 800, 30).foreground(0);

  @Test
  void drawsCropsEvenlyAndFlipsHalfOfThem() {
    Map<Integer, Long> sides =
        LongStream.range(0, DRAWS)
            .mapToObj(GeometryTest::draw)
            .collect(Collectors.groupingBy(Geometry::cropSide, Collectors.counting()));
    long flipped = LongStream.range(0, DRAWS).filter(place -> draw(place).flipped()).count();

    assertThat(sides).containsOnlyKeys(320, 480, 640);
    assertThat(sides.values())
        .allSatisfy(count -> assertThat((double) count).isCloseTo(DRAWS / 3.0, within(100.0)));
    assertThat((double) flipped).isCloseTo(DRAWS / 2.0, within(110.0));
  }

  @Test
  void keepsTheCropInsideTheFrameAroundItsPixel() {
    LongStream.range(0, DRAWS)
        .mapToObj(GeometryTest::draw)
        .forEach(
            crop -> {
              assertThat(crop.left()).isBetween(0.0, 900.0 - crop.cropSide());
              assertThat(crop.top()).isBetween(0.0, 800.0 - crop.cropSide());
              assertThat(crop.centreX()).isBetween(crop.left(), crop.left() + crop.cropSide());
              assertThat(crop.centreY()).isBetween(crop.top(), crop.top() + crop.cropSide());
            });
  }

  @Test
  void centresOnTranslucentPixelsAlone() {
    LongStream.range(0, DRAWS)
        .mapToObj(place -> SoftPixel.draw(DISC, SampleRandom.of(7, place)))
        .forEach(
            pixel -> {
              float alpha = DISC.alpha().alphaAt(pixel.x(), pixel.y());
              assertThat(alpha).isStrictlyBetween(0f, 1f);
            });
  }

  private static Geometry draw(long place) {
    return Geometry.draw(Recipe.online(), DISC, SampleRandom.of(3, place));
  }
}
