package dev.deepmatting.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.SmallHeap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void writesMoreThanItWritesAtOnce() throws IOException {
    byte[] content = new byte[1_000_000];
    content[999_999] = 7;
    Path file = folder.resolve("a");
    AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(content)));
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void leavesAnOlderFileAsItWasWhereTheContentFailsHalfWay() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "older");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      AtomicFile.writeFully(channel, ByteBuffer.wrap(new byte[10]));
                      throw new IllegalStateException("half way");
                    }))
        .hasMessage("half way");
    assertThat(file).hasContent("older");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void anInterruptLeavesAnOlderFileAsItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "older");
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () ->
                  AtomicFile.write(
                      file,
                      channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(new byte[10]))))
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessage("writing " + file + " was interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(file).hasContent("older");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  /** As Java's image writers do, whose exceptions do not tell that the channel was closed. */
  @Test
  void anInterruptThatTheContentHidesIsToldAsOne() {
    Path file = folder.resolve("a");
    try {
      assertThatThrownBy(
              () ->
                  AtomicFile.write(
                      file,
                      channel -> {
                        Thread.currentThread().interrupt();
                        throw new IOException("I/O error writing PNG file!");
                      }))
          .isInstanceOf(MattingInterruptedException.class)
          .hasMessage("writing " + file + " was interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aProgramThatIsToldToEndLeavesNoHalfFile(@TempDir Path logs) throws Exception {
    assertThat(SmallHeap.run("-Xmx32m", EndsWhileItWrites.class, logs, folder.resolve("a")))
        .isEqualTo("1 file");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    Path nowhere = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));
    refuses(nowhere, "file " + nowhere + " is a link that leads nowhere, wanted a file to write");
    refuses(folder, "file " + folder + " is a directory, wanted a file to write");
    Path lost = folder.resolve("none").resolve("a");
    refuses(
        lost,
        "file " + lost + " cannot be written, wanted the folder " + lost.getParent() + " to exist");
    assertThatThrownBy(() -> AtomicFile.write(nowhere, channel -> {}))
        .isInstanceOf(InvalidInputException.class);
    Files.writeString(folder.resolve("none"), "older");
    AtomicFile.write(nowhere, channel -> {});
    assertThat(nowhere).isSymbolicLink().hasContent("");
  }

  /** Asked only: a device that was replaced would be gone. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void refusesADevice() {
    refuses(
        Path.of("/dev/null"),
        "file /dev/null is a device, a pipe or the like, wanted a file that can be replaced");
  }

  private static void refuses(Path file, String message) {
    assertThatThrownBy(() -> AtomicFile.requireTarget(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }
}
