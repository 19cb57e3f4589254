package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativesAheadTest {
  @ParameterizedTest
  @CsvSource({
    "predict --image a.jpg, false",
    "predict --model builtin:graph, false",
    "predict --model, false",
    "predict --model=, false",
    "predict --model builtin:dim-small, true",
    "predict --model=builtin:dim-guided --image a.jpg, true",
    "predict --image a.jpg --model own.safetensors, true",
    "predict --model builtin:dim-small --engine samediff, false",
    "predict --engine=samediff --model builtin:dim-small, false"
  })
  void looksForANetwork(String words, boolean network) {
    assertThat(NativesAhead.hasNetwork(words.split(" "))).isEqualTo(network);
  }
}
