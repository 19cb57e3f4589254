package dev.deepmatting.evaluation;

import static dev.deepmatting.evaluation.Pictures.scored;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorstCasesTest {
  @ParameterizedTest
  @ValueSource(strings = {"1 2 3 4 5", "5 4 3 2 1", "3 5 1 4 2", "2 1 5 3 4"})
  void keepsTheWorstInWhateverOrderTheyCome(String order) {
    WorstCases worst = new WorstCases(3);

    Arrays.stream(order.split(" "))
        .forEach(sad -> worst.offer(scored(sad, Double.parseDouble(sad)), List::of));

    assertThat(worst.worstFirst())
        .extracting(kept -> kept.image().name())
        .containsExactly("5", "4", "3");
  }

  @Test
  void ordersEquallyBadImagesByName() {
    WorstCases worst = new WorstCases(2);

    List.of("b", "c", "a").forEach(name -> worst.offer(scored(name, 1), List::of));

    assertThat(worst.worstFirst())
        .extracting(kept -> kept.image().name())
        .containsExactly("a", "b");
  }

  @Test
  void drawsNothingOfWhatItDoesNotKeep() {
    WorstCases worst = new WorstCases(1);
    List<String> drawn = new ArrayList<>();

    for (String name : List.of("2", "1", "3")) {
      worst.offer(
          scored(name, Double.parseDouble(name)),
          () -> {
            drawn.add(name);
            return List.of();
          });
    }

    assertThat(drawn).containsExactly("2", "3");
  }

  @Test
  void keepsNoneWhereNoneIsWanted() {
    WorstCases worst = new WorstCases(0);

    worst.offer(scored("a", 9), List::of);

    assertThat(worst.worstFirst()).isEmpty();
  }
}
