package dev.deepmatting.dl4j.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every committed input once, without Jazzer, so that a crash found once never comes back. */
class FuzzCorpusTest {
  static List<Arguments> inputs() throws IOException {
    List<Arguments> inputs = new ArrayList<>();
    for (FuzzTarget target : FuzzTarget.values()) {
      for (Path input : target.inputs()) {
        inputs.add(Arguments.of(target, input.getFileName()));
      }
    }
    return inputs;
  }

  @ParameterizedTest
  @MethodSource("inputs")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyCommittedInputKeepsThePromise(FuzzTarget target, Path input) throws IOException {
    target.run(Files.readAllBytes(target.corpus().resolve(input)));
  }
}
