package dev.deepmatting.dl4j.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.MattingInterruptedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTest {
  @TempDir private Path folder;

  @Test
  void anInterruptEndsReadingAndDoesNotBlameTheFile() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[10]);
    try (FileBytes bytes = FileBytes.open(file)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> bytes.read(0, 10))
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessage("reading model " + file + " was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
