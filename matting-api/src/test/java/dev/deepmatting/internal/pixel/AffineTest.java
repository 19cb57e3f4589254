package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import org.junit.jupiter.api.Test;

class AffineTest {
  @Test
  void mapsPointsAsItSays() {
    assertMaps(Affine.IDENTITY, 3, 5, 3, 5);
    assertMaps(Affine.translation(2, -1), 3, 5, 5, 4);
    assertMaps(Affine.scaling(2, -3), 3, 5, 6, -15);
    assertMaps(Affine.mirrorX(10), 3, 5, 7, 5);
    assertMaps(Affine.shear(45, 0), 3, 5, 8, 5);
    assertMaps(Affine.shear(0, -45), 3, 5, 3, 2);
    assertMaps(new Affine(1, 2, 3, 4, 5, 6), 10, 100, 213, 546);
  }

  @Test
  void turnsFromTheXAxisTowardsTheYAxis() {
    assertMaps(Affine.rotation(30), 2, 0, Math.sqrt(3), 1);
    assertMaps(Affine.rotation(30), 0, 2, -1, Math.sqrt(3));
  }

  @Test
  void turnsByQuartersExactly() {
    assertThat(Affine.rotation(0).xy()).isZero();
    assertThat(Affine.rotation(90)).isEqualTo(new Affine(0, -1, 0, 1, 0, 0));
    assertThat(Affine.rotation(-90)).isEqualTo(Affine.rotation(270));
    assertThat(Affine.rotation(900).xx()).isEqualTo(-1);
    assertThat(Affine.rotation(180).keepsAxes()).isTrue();
    assertThat(Affine.rotation(45).keepsAxes()).isFalse();
  }

  @Test
  void chainsTheFirstMapFirst() {
    Affine chain = Affine.translation(1, 2).then(Affine.rotation(90)).then(Affine.scaling(3, 1));

    assertMaps(chain, 3, 5, -21, 4);
  }

  @Test
  void findsTheWayBack() {
    Affine map = Affine.rotation(37).then(Affine.shear(10, -4)).then(Affine.translation(5, 9));

    Affine nothing = map.then(map.inverse());

    assertMaps(nothing, 0, 0, 0, 0);
    assertMaps(nothing, 100, -50, 100, -50);
    assertMaps(map.inverse().then(map), 7, 8, 7, 8);
  }

  @Test
  void saysThatThereIsNoWayBack() {
    assertThatThrownBy(() -> new Affine(1, 2, 0, 2, 4, 0).inverse())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Affine[xx=1.0, xy=2.0, x0=0.0, yx=2.0, yy=4.0, y0=0.0] has no inverse");
  }

  @Test
  void refusesNumbersThatAreNotFinite() {
    assertThatThrownBy(() -> Affine.translation(0, Double.NaN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("y0 is NaN, wanted a finite number");
    assertThatThrownBy(() -> Affine.scaling(Double.POSITIVE_INFINITY, 1))
        .hasMessage("xx is Infinity, wanted a finite number");
  }

  private static void assertMaps(Affine map, double x, double y, double toX, double toY) {
    assertThat(map.mappedX(x, y)).isCloseTo(toX, within(1e-12));
    assertThat(map.mappedY(x, y)).isCloseTo(toY, within(1e-12));
  }
}
