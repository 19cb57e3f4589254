package dev.deepmatting.dl4j.internal.weights.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.error.ModelFormatException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Random damage ends in an error of the one kind or in numbers, never in anything else. */
class KerasMutationTest {
  static final List<String> SOUND = KerasFiles.SOUND;
  private static final int ROUNDS = 1000;

  @ParameterizedTest
  @FieldSource("SOUND")
  void damageIsRefusedOrHarmless(String name) {
    KerasMutation mutation = new KerasMutation(KerasFiles.bytes(name), 1);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try {
        KerasFiles.readAll(mutation.next());
      } catch (ModelFormatException e) {
        refused++;
        assertThat(e).hasMessageStartingWith("model x");
      }
    }
    // Numbers and unused space may change freely; structures must have been hit as well.
    assertThat(refused).isBetween(ROUNDS / 20, ROUNDS - 1);
    assertThat(mutation.guardedStructures()).matches(n -> n > 5 == name.contains("latest"));
  }
}
