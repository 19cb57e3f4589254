package dev.deepmatting.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.onednn.Layouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacementTest {
  @Test
  void valuesThatLiveTogetherNeverOverlapAndTheBlockIsNoLargerThanNeeded() {
    Random random = new Random(7);
    try (Layouts layouts = new Layouts()) {
      for (int round = 0; round < 200; round++) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(30); i++) {
          Value value = new Value(layouts.plain(1 + random.nextInt(1000)), random.nextInt(20));
          value.use(value.first() + random.nextInt(6));
          values.add(value);
        }
        long bytes = Placement.place(values);
        check(values, bytes);
      }
    }
  }

  private static void check(List<Value> values, long bytes) {
    long sum = 0;
    for (Value one : values) {
      sum += one.bytes() + 63;
      assertThat(one.offset() % 64).isZero();
      assertThat(one.offset() + one.bytes()).isLessThanOrEqualTo(bytes);
      for (Value other : values) {
        boolean apart =
            one.offset() + one.bytes() <= other.offset()
                || other.offset() + other.bytes() <= one.offset();
        assertThat(one == other || apart || !one.livesWith(other)).isTrue();
      }
    }
    assertThat(bytes).isLessThanOrEqualTo(sum);
  }

  @Test
  void chainsUseTheSameTwoPlacesAgain() {
    try (Layouts layouts = new Layouts()) {
      List<Value> chain = new ArrayList<>();
      for (int step = 0; step < 10; step++) {
        Value value = new Value(layouts.plain(256), step);
        value.use(step + 1);
        chain.add(value);
      }
      assertThat(Placement.place(chain)).isEqualTo(2 * 256 * Float.BYTES);
    }
  }
}
