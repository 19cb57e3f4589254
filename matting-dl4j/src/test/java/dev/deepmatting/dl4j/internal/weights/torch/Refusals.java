package dev.deepmatting.dl4j.internal.weights.torch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;

/** Opens what is to be refused. */
final class Refusals {
  private Refusals() {}

  static void assertRefused(byte[] content, String message) {
    assertThatThrownBy(() -> open(content))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model x")
        .hasMessageContaining(message);
  }

  static TorchFile open(byte[] content) {
    return new TorchFile(FileBytes.of("model x", content));
  }
}
