package dev.deepmatting.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.DownloadException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching when all goes well, and what the cache does with what it has. */
@Timeout(60)
class FetchTest {
  @TempDir private Path temporary;
  private Path folder;
  private FileServer server;
  private PretrainedFile file;

  @BeforeEach
  void start() throws IOException {
    folder = temporary.resolve("made/when needed");
    server = new FileServer();
    file = server.file();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetchesAWholeFileIntoANewFolder() throws IOException {
    Path path = Caches.in(folder).build().fetch(file);

    assertThat(path).isAbsolute().isEqualTo(folder.resolve(file.fileName()));
    assertThat(path).hasBinaryContent(server.content);
    assertThat(Caches.names(folder))
        .containsExactly(file.fileName(), file.fileName() + ".lock", file.fileName() + ".verified");
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).range()).isNull();
  }

  @Test
  void tellsTheBytesAndTheTotal() {
    List<Long> bytes = new ArrayList<>();
    List<Long> totals = new ArrayList<>();

    Caches.in(folder)
        .build()
        .fetch(
            file,
            (done, total) -> {
              bytes.add(done);
              totals.add(total);
            });

    assertThat(bytes).isSorted().startsWith(0L).endsWith((long) FileServer.SIZE);
    assertThat(bytes).hasSizeGreaterThan(2);
    assertThat(totals).containsOnly((long) FileServer.SIZE);
  }

  @Test
  void fetchesAStreamWithoutALength() {
    server.answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          server.write(exchange, 0, FileServer.SIZE);
        });
    List<Long> totals = new ArrayList<>();

    Path path = Caches.in(folder).build().fetch(file, (done, total) -> totals.add(total));

    assertThat(path).hasBinaryContent(server.content);
    assertThat(totals).containsOnly(-1L);
  }

  @Test
  void takesAFetchedFileWithoutTheNetwork() throws IOException {
    Path fetched = Caches.in(folder).build().fetch(file);
    server.close();

    assertThat(Caches.in(folder).build().fetch(file)).isEqualTo(fetched);
    assertThat(Caches.in(folder).offline(true).build().fetch(file)).isEqualTo(fetched);
  }

  @Test
  void takesAFileThatWasPutThereByHand() throws IOException {
    PretrainedCache offline = Caches.in(folder).offline(true).build();
    Files.createDirectories(folder);
    Files.write(offline.path(file), server.content);

    assertThat(offline.fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6c64b313", "a\nb", "\u0000"})
  void doesNotTrustADamagedMarker(String marker) throws IOException {
    Path path = Caches.in(folder).build().fetch(file);
    Files.write(path, new byte[10]);
    Files.writeString(folder.resolve(file.fileName() + ".verified"), marker);

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
  }

  @Test
  void replacesAFileThatWasTamperedWith() throws IOException {
    Path path = Caches.in(folder).build().fetch(file);
    byte[] tampered = server.content.clone();
    tampered[FileServer.SIZE / 2]++;
    Files.write(path, tampered);
    // Another time than that of the marker even on a disk with coarse times.
    Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));

    assertThatThrownBy(() -> Caches.in(folder).offline(true).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("has another SHA-256 than wanted");
    assertThat(path).hasBinaryContent(tampered);
    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void hashesAgainAfterATouchAndFetchesNothing() throws IOException {
    Path path = Caches.in(folder).build().fetch(file);
    Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));

    Caches.in(folder).build().fetch(file);

    assertThat(server.requests()).hasSize(1);
    assertThat(folder.resolve(file.fileName() + ".verified"))
        .content()
        .startsWith(Hashes.of(server.content))
        .contains("1970-01-01T00:16:40Z");
  }

  @Test
  void saysOfflineWhatToFetchByHandAndWhereToPutIt() {
    PretrainedCache offline = Caches.in(folder).offline(true).build();

    assertThatThrownBy(() -> offline.fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("downloads are switched off")
        .hasMessageContaining("fetch " + file.uri())
        .hasMessageContaining("SHA-256 begins with " + file.sha256Prefix())
        .hasMessageEndingWith("put it at " + folder.resolve(file.fileName()).toAbsolutePath());
    assertThat(server.requests()).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsRedirects(int status) {
    server.answering(FileServer.redirect(status, "/elsewhere?key=1"));

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests())
        .extracting(FileServer.Request::uri)
        .containsExactly(URI.create("/models/" + file.fileName()), URI.create("/elsewhere?key=1"));
  }

  @Test
  void fetchesOnceForSeveralThreads() throws Exception {
    int callers = 4;
    CyclicBarrier together = new CyclicBarrier(callers);
    PretrainedCache cache = Caches.in(folder).build();
    Callable<Path> fetch =
        () -> {
          together.await();
          return cache.fetch(file);
        };
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      for (Future<Path> path : threads.invokeAll(List.of(fetch, fetch, fetch, fetch))) {
        assertThat(path.get()).hasBinaryContent(server.content);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(server.requests()).hasSize(1);
  }
}
