package dev.deepmatting.dl4j.internal.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Dict;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A pickle may recall one long text any number of times, for two bytes each. */
class RepeatedTextTest {
  @Test
  void metadataAreBoundedTogether() {
    String text = "x".repeat(20_000);
    Dict root = new Dict();
    for (int i = 0; i < 100_000; i++) {
      root.put("key" + i, text);
    }
    root.put("epoch", 7L);

    Map<String, String> metadata = new StateDictFinder("model a.pth", root).metadata();

    assertThat(metadata).containsEntry("key0", text).containsEntry("epoch", "7").hasSize(4);
  }
}
