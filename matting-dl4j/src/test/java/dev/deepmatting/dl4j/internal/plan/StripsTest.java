package dev.deepmatting.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripsTest {
  private static final int ROWS = 96;
  private static final int REACH = 2;

  @ParameterizedTest
  @ValueSource(ints = {96, 192, 224, 320, 1088, 4096})
  void stripsOverlapByTheirReachAndEndWithTheImage(int height) {
    List<Integer> tops = Strips.tops(height, ROWS, REACH);
    assertThat(tops.get(0)).isZero();
    assertThat(tops.get(tops.size() - 1) + ROWS).isEqualTo(height);
    for (int i = 1; i < tops.size(); i++) {
      int lastGoodRowAbove = tops.get(i - 1) + ROWS - REACH;
      assertThat(tops.get(i) + REACH).isLessThanOrEqualTo(lastGoodRowAbove);
      assertThat(tops.get(i) % 2).isZero();
    }
  }
}
