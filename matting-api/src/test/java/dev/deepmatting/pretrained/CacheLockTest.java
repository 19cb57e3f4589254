package dev.deepmatting.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.DownloadException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another process is busy with the same file. */
@Timeout(60)
class CacheLockTest {
  @TempDir private Path folder;
  private FileServer server;
  private PretrainedFile file;
  private Process other;

  @BeforeEach
  void lockElsewhere() throws Exception {
    server = new FileServer();
    file = server.file();
    Path classes =
        Path.of(LockHolder.class.getResource("LockHolder.class").toURI())
            .resolve("../../../..")
            .normalize();
    other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes.toString(),
                LockHolder.class.getName(),
                folder.resolve(file.fileName() + ".lock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = other.inputReader();
    assertThat(output.readLine()).isEqualTo("true");
  }

  @AfterEach
  void stop() {
    other.destroyForcibly();
    server.close();
    Thread.interrupted();
  }

  @Test
  void waitsForTheOtherProcess() throws Exception {
    PretrainedCache cache = Caches.in(folder).build();
    CompletableFuture<Path> path = CompletableFuture.supplyAsync(() -> cache.fetch(file));

    assertThatThrownBy(() -> path.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(server.requests()).isEmpty();
    other.getOutputStream().close();

    assertThat(path.get()).hasBinaryContent(server.content);
  }

  @Test
  void takesWhatTheOtherProcessFetched() throws Exception {
    PretrainedCache cache = Caches.in(folder).build();
    CompletableFuture<Path> path = CompletableFuture.supplyAsync(() -> cache.fetch(file));

    Path elsewhere = Files.write(folder.resolve("elsewhere"), server.content);
    Files.move(elsewhere, cache.path(file));
    other.getOutputStream().close();

    assertThat(path.get()).hasBinaryContent(server.content);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void stopsWaitingOnInterrupt() throws IOException {
    PretrainedCache cache = Caches.in(folder).build();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> cache.fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.requests()).isEmpty();
  }
}
