package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrimapPolicyTest {
  private static final int SIDE = 400;
  private static final AlphaMatte DISC = new Discs(SIDE, SIDE, 6).foreground(0).alpha();

  static Stream<TrimapPolicy> policies() {
    return Stream.of(
        TrimapPolicy.anyWidth(2, 120),
        TrimapPolicy.painted(2, 80),
        TrimapPolicy.oneOf(TrimapPolicy.anyWidth(1, 5), TrimapPolicy.painted(1, 500)));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void neverContradictsAndLeavesSomethingOfEachKindKnown(TrimapPolicy policy) {
    AlphaMatte[] mattes = {
      DISC, new Discs(90, 120, 0).foreground(0).alpha(), new Discs(64, 50, 30).foreground(0).alpha()
    };
    for (int i = 0; i < 60; i++) {
      AlphaMatte alpha = mattes[i % mattes.length];
      Trimap trimap = draw(policy, alpha, i);
      requireNoContradiction(trimap, alpha);
      assertThat(trimap.unknownCount()).isPositive();
      assertThat(trimap.foregroundCount()).isPositive();
      assertThat(trimap.backgroundCount()).isPositive();
    }
  }

  @Test
  void bandsAreOfAnyWidthAndSomeAreWiderThan100Pixels() {
    List<Integer> widths =
        IntStream.range(0, 150)
            .map(i -> unknownInTheMiddleRow(draw(TrimapPolicy.anyWidth(2, 120), DISC, i)) / 2)
            .boxed()
            .toList();

    assertThat(share(widths, 0, 30)).isBetween(0.2, 0.6);
    assertThat(share(widths, 100, SIDE)).isBetween(0.05, 0.3);
  }

  @Test
  void paintedBandsAreUneven() {
    int wider = 0;
    for (int i = 0; i < 40; i++) {
      Trimap trimap = draw(TrimapPolicy.painted(10, 40), DISC, i);
      int left = unknown(trimap, 0, SIDE / 2);
      int right = unknown(trimap, SIDE / 2, SIDE);
      wider += Math.abs(left - right) > 4 ? 1 : 0;
    }
    assertThat(wider).isGreaterThan(25);
  }

  /** Two discs, and a hole of four pixels that no brush gets into. */
  @Test
  void whatIsSmallerThanTheBrushIsLeftOut() {
    float[] values = DISC.toFloatArray();
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        values[(SIDE / 2 + y) * SIDE + SIDE / 2 + x] = 0;
      }
    }
    AlphaMatte withAHole = AlphaMatte.of(SIDE, SIDE, values);
    for (int i = 0; i < 10; i++) {
      Trimap trimap = draw(TrimapPolicy.painted(4, 10), withAHole, i);
      assertThat(trimap.isUnknown(SIDE / 2 + 1, SIDE / 2 + 1)).isTrue();
    }
  }

  @Test
  void oneOfSeveralIsEachOfThemAtTimes() {
    TrimapPolicy either =
        TrimapPolicy.oneOf(TrimapPolicy.byDistance(3, 3), TrimapPolicy.byDistance(30, 30));
    List<Integer> widths =
        IntStream.range(0, 60)
            .map(i -> unknownInTheMiddleRow(draw(either, DISC, i)) / 2)
            .boxed()
            .toList();

    assertThat(share(widths, 0, 30)).isBetween(0.3, 0.7);
    assertThat(either)
        .hasToString("trimap by distance 3.0 to 3.0 or trimap by distance 30.0 to 30.0");
  }

  @Test
  void aMatteWithoutAnEdgeIsKnown() {
    AlphaMatte opaque = AlphaMatte.of(2, 1, new float[] {1, 1});

    assertThat(draw(TrimapPolicy.anyWidth(2, 9), opaque, 1).foregroundCount()).isEqualTo(2);
    assertThat(draw(TrimapPolicy.painted(2, 9), opaque, 1).backgroundCount()).isZero();
  }

  @Test
  void refusesRangesThatAreNone() {
    assertThatThrownBy(() -> TrimapPolicy.anyWidth(0, 10))
        .hasMessage("band is 0.0 to 10.0, wanted a rising range within 1 to 1000");
    assertThatThrownBy(() -> TrimapPolicy.painted(9, 8))
        .hasMessage("band is 9.0 to 8.0, wanted a rising range within 1 to 1000");
    assertThatThrownBy(TrimapPolicy::oneOf).hasMessage("policies is empty, wanted at least one");
  }

  private static Trimap draw(TrimapPolicy policy, AlphaMatte alpha, int seed) {
    return policy.draw(alpha, SampleRandom.of(seed, 0));
  }

  private static int unknownInTheMiddleRow(Trimap trimap) {
    return unknown(trimap, 0, trimap.width());
  }

  private static int unknown(Trimap trimap, int from, int to) {
    return (int)
        IntStream.range(from, to).filter(x -> trimap.isUnknown(x, trimap.height() / 2)).count();
  }

  private static double share(List<Integer> widths, int from, int to) {
    return (double) widths.stream().filter(width -> width > from && width <= to).count()
        / widths.size();
  }

  private static void requireNoContradiction(Trimap trimap, AlphaMatte alpha) {
    for (int y = 0; y < alpha.height(); y++) {
      for (int x = 0; x < alpha.width(); x++) {
        int known = trimap.valueAt(x, y);
        boolean contradicts =
            known == Trimap.FOREGROUND && alpha.alphaAt(x, y) < 1
                || known == Trimap.BACKGROUND && alpha.alphaAt(x, y) > 0;
        assertThat(contradicts).isFalse();
      }
    }
  }
}
