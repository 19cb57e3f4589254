package dev.deepmatting;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WeightMemoryTest {
  @Test
  void aLackOfMemoryIsNoErrorOfTheVirtualMachine() {
    WeightSource source = WeightSource.file(Path.of("net.pth"));

    assertThatThrownBy(
            () ->
                ModelFiles.withinMemory(
                    source,
                    () -> {
                      throw new OutOfMemoryError("Java heap space");
                    }))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "model net.pth cannot be read: not enough memory (Java heap space), wanted a smaller"
                + " one, or more memory")
        .hasCauseInstanceOf(OutOfMemoryError.class);
  }
}
