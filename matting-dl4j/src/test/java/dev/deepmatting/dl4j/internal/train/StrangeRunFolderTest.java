package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run's folder into which somebody has laid links and pipes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs({OS.LINUX, OS.MAC})
class StrangeRunFolderTest {
  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  @ParameterizedTest
  @ValueSource(strings = {".lock", "history.jsonl", "model.safetensors"})
  void pipesAreNotWaitedFor(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertRefused(pipe);
  }

  @ParameterizedTest
  @ValueSource(strings = {".lock", "history.jsonl", "model.safetensors"})
  void linksMakeNoFileElsewhere(String name) throws IOException {
    Path link = folder.resolve(name);
    Files.createSymbolicLink(link, elsewhere.resolve("target"));

    assertRefused(link);

    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aLinkToAFileIsNotLocked() throws IOException {
    Path target = Files.writeString(elsewhere.resolve("target"), "kept");
    Path link = Files.createSymbolicLink(folder.resolve(".lock"), target);

    assertRefused(link);

    assertThat(target).hasContent("kept");
  }

  private void assertRefused(Path file) {
    assertThatThrownBy(() -> SmallRun.into(folder).resume(true).build().fit())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + file + " is a ")
        .hasMessageContaining(", wanted a file ");
  }
}
