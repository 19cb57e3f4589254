package dev.deepmatting.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.DownloadException;
import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers, networks and disks that do not do what they should. */
@Timeout(60)
class RefusalTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir private Path folder;
  private FileServer server;
  private PretrainedFile file;
  private Path part;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    file = server.file();
    part = folder.resolve(file.fileName() + ".part");
  }

  @AfterEach
  void stop() {
    server.close();
    // A test may leave its own thread interrupted, which must not reach the next one.
    Thread.interrupted();
  }

  @Test
  void deletesAFileWithAnotherHashAndNamesBoth() throws IOException {
    PretrainedFile other = PretrainedFile.of(server.at("/other-00000000.pth"));

    assertThatThrownBy(() -> Caches.in(folder, 3).build().fetch(other))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("has the SHA-256 " + Hashes.of(server.content))
        .hasMessageContaining("wanted one that begins with 00000000");
    assertThat(Caches.names(folder)).containsExactly("other-00000000.pth.lock");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 407, 410, 204})
  void doesNotTryAgainAfterARefusal(int status) {
    server.answering(FileServer.status(status));

    assertThatThrownBy(() -> Caches.in(folder, 3).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("answers " + file.uri() + " with status " + status);
    assertThat(server.requests()).hasSize(1);
    assertThat(part).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void triesAgainAfterATemporaryError(int status) {
    server.answering(FileServer.status(status), FileServer.status(status));

    assertThat(Caches.in(folder, 3).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void saysWhatToDoAfterTheLastTry() {
    server.answering(FileServer.status(500), FileServer.status(503), FileServer.status(404));

    assertThatThrownBy(() -> Caches.in(folder, 2).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("in 2 tries: the server answers with status 503. To do it by hand")
        .hasMessageEndingWith("put it at " + folder.resolve(file.fileName()));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void givesUpWhenNoMoreBytesCome() {
    server.answering(server.stallAfter(1000));

    assertThatThrownBy(() -> Caches.in(folder).stallTimeout(SHORT).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("no byte came for 200 ms");
    assertThat(part).hasSize(1000);
  }

  @Test
  void resumesAfterAStall() {
    server.answering(server.stallAfter(1000));

    assertThat(Caches.in(folder, 2).stallTimeout(SHORT).build().fetch(file))
        .hasBinaryContent(server.content);
    assertThat(server.requests().get(1).range()).isEqualTo("bytes=1000-");
  }

  @Test
  void givesUpWhenNoAnswerComes() {
    server.answering(server.silence());
    PretrainedCache cache = Caches.in(folder).connectTimeout(SHORT).stallTimeout(SHORT).build();

    assertThatThrownBy(() -> cache.fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("no answer came for 400 ms");
  }

  @Test
  void saysWhatToFetchByHandIfNobodyAnswers() {
    server.close();

    assertThatThrownBy(() -> Caches.in(folder, 2).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("cannot fetch " + file.uri() + " in 2 tries: ConnectException")
        .hasMessageContaining("fetch " + file.uri())
        .hasMessageContaining("SHA-256 begins with " + file.sha256Prefix())
        .hasMessageEndingWith("put it at " + folder.resolve(file.fileName()));
  }

  @Test
  void refusesAnAnnouncedSizeAboveTheLimit() {
    assertThatThrownBy(() -> Caches.in(folder, 3).maxBytes(1000).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("sends " + FileServer.SIZE + " bytes, wanted at most 1000");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void endsAnEndlessStream() {
    server.answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            server.write(exchange, 0, 10_000);
          }
        });

    assertThatThrownBy(() -> Caches.in(folder, 3).maxBytes(1_000_000).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("sends more bytes, wanted at most 1000000");
    assertThat(part).doesNotExist();
  }

  @Test
  void refusesMoreThanWasAnnounced() throws IOException {
    Files.write(part, new byte[1000]);
    Files.writeString(folder.resolve(part.getFileName() + ".version"), FileServer.VERSION);
    server.answering(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 1000-1999/2000");
          exchange.sendResponseHeaders(206, 0);
          server.write(exchange, 0, 5000);
        });

    assertThatThrownBy(() -> Caches.in(folder, 3).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("sends more bytes, wanted at most 2000");
    assertThat(part).doesNotExist();
  }

  @Test
  void endsAnEndlessChainOfRedirects() {
    FileServer.Answer again = FileServer.redirect(302, file.uri().getPath());
    server.answering(again, again, again, again, again, again, again, again, again, again);

    assertThatThrownBy(() -> Caches.in(folder).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("with status 302")
        .hasMessageContaining("not followed");
  }

  @Test
  void saysThatTheFolderCannotBeMade() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    Path wanted = inTheWay.resolve("cache");

    assertThatThrownBy(() -> Caches.in(wanted).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("cannot write " + wanted.resolve(file.fileName()))
        .hasMessageContaining("system property dev.deepmatting.cache");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatTheDiskIsFullAndDoesNotTryAgain() throws Exception {
    assertThat(LimitedFiles.fetch(folder, file.uri()))
        .contains("cannot write " + part)
        .contains("File too large");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void endsOnInterruptAndKeepsWhatHasCome() {
    Thread caller = Thread.currentThread();
    server.answering(
        exchange -> {
          exchange.getResponseHeaders().set("ETag", FileServer.VERSION);
          exchange.sendResponseHeaders(200, FileServer.SIZE);
          server.write(exchange, 0, 1000);
          awaitSize(1000);
          caller.interrupt();
          server.silence().give(exchange);
        });

    assertThatThrownBy(() -> Caches.in(folder, 3).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(part).hasSize(1000);
    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests().get(1).range()).isEqualTo("bytes=1000-");
  }

  @Test
  void endsOnInterruptBeforeAnyAnswer() {
    Thread caller = Thread.currentThread();
    server.answering(
        exchange -> {
          caller.interrupt();
          server.silence().give(exchange);
        });

    assertThatThrownBy(() -> Caches.in(folder, 3).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void endsOnInterruptDuringAPause() {
    Thread caller = Thread.currentThread();
    server.answering(
        exchange -> {
          FileServer.status(503).give(exchange);
          caller.interrupt();
        });

    assertThatThrownBy(() -> Caches.in(folder, 3).pause(Duration.ofHours(1)).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void showsNothingOfAQuery() {
    PretrainedFile secret =
        PretrainedFile.of(server.at("/" + file.fileName() + "?key=hush#fragment"));
    server.answering(FileServer.status(403), FileServer.status(500));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> Caches.in(folder).build().fetch(secret))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining(file.fileName() + "?...")
          .hasMessageNotContaining("hush");
    }
    assertThat(server.requests().get(0).uri()).hasQuery("key=hush");
    assertThat(secret.toString()).doesNotContain("hush");
  }

  @Test
  void refusesSettingsOutOfRange() {
    PretrainedCache.Builder builder = PretrainedCache.builder();

    assertRefused(() -> builder.tries(0), "tries is 0, wanted 1 to 100");
    assertRefused(() -> builder.tries(101), "tries is 101, wanted 1 to 100");
    assertRefused(() -> builder.maxBytes(0), "maxBytes is 0, wanted at least 1");
    assertRefused(() -> builder.pause(Duration.ZERO), "pause is PT0S, wanted more than zero");
    assertRefused(() -> builder.connectTimeout(Duration.ofSeconds(-1)), "connectTimeout is PT-1S");
    assertRefused(() -> builder.stallTimeout(Duration.ofDays(2)), "stallTimeout is PT48H");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  private void awaitSize(long size) throws IOException {
    boolean there = false;
    while (!there && !Thread.currentThread().isInterrupted()) {
      there = Files.exists(part) && Files.size(part) >= size;
      Thread.onSpinWait();
    }
  }
}
