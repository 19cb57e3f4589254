package dev.deepmatting.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Half files of a process that is killed, and of one that is not. */
@Timeout(60)
class LeftoversTest {
  @TempDir private Path folder;

  /** Another process: writes until it is killed. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
      AtomicFile.write(
          Path.of(arguments[0]),
          channel -> {
            AtomicFile.writeFully(channel, ByteBuffer.wrap(new byte[10]));
            System.out.println("writing");
            while (System.in.read() >= 0) {
              Thread.onSpinWait();
            }
          });
    }
  }

  private static void write(Path file) throws IOException {
    AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.allocate(3)));
  }

  private static Path temporary(Path folder) {
    return folder.resolve("." + UUID.randomUUID() + ".tmp");
  }

  @Test
  void aKilledProcessLeavesNothingBehindTheNextWriteAndALivingOneKeepsItsFile() throws Exception {
    Path classes = classes();
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + File.pathSeparator + classes.resolveSibling("classes"),
                Main.class.getName(),
                folder.resolve("other").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("writing");
      Leftovers.delete(folder, Set.of());
      assertThat(folder.toFile().list()).as("of a living process").hasSize(1);
    } finally {
      other.destroyForcibly().waitFor();
    }

    write(folder.resolve("a"));

    assertThat(folder.toFile().list()).containsExactly("a");
  }

  private static Path classes() throws Exception {
    return Path.of(LeftoversTest.class.getResource("LeftoversTest.class").toURI())
        .resolve("../../../../..")
        .normalize();
  }

  @Test
  void otherFilesStay() throws IOException {
    Path link =
        Files.createSymbolicLink(
            temporary(folder), Files.writeString(folder.resolve("target"), "kept"));
    Path own = Files.createFile(temporary(folder));
    Path inFolder = Files.createDirectory(temporary(folder));
    Path named = Files.createFile(folder.resolve(".note.tmp"));

    Leftovers.delete(folder, Set.of(own));

    assertThat(link).exists();
    assertThat(own).exists();
    assertThat(inFolder).exists();
    assertThat(named).exists();
  }
}
