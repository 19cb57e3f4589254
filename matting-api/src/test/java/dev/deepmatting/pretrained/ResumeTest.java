package dev.deepmatting.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.DownloadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads that go on where an earlier one ended, or have to start over. */
@Timeout(60)
class ResumeTest {
  private static final int HALF = FileServer.SIZE / 2;

  @TempDir private Path folder;
  private FileServer server;
  private PretrainedFile file;
  private Path part;
  private Path version;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    file = server.file();
    part = folder.resolve(file.fileName() + ".part");
    version = folder.resolve(file.fileName() + ".part.version");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void goesOnAfterTheConnectionWasCut() throws IOException {
    server.answering(server.first(HALF));
    List<Long> bytes = new ArrayList<>();

    Path path = Caches.in(folder, 2).build().fetch(file, (done, total) -> bytes.add(done));

    assertThat(path).hasBinaryContent(server.content);
    assertThat(server.requests()).hasSize(2);
    assertResumedAt(HALF, 1);
    assertThat(bytes).isSorted().endsWith((long) FileServer.SIZE);
    assertThat(part).doesNotExist();
    assertThat(version).doesNotExist();
  }

  @Test
  void goesOnInALaterCall() {
    server.answering(server.first(HALF));
    assertThatThrownBy(() -> Caches.in(folder).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("in 1 try: the connection broke");
    assertThat(part).hasSize(HALF);

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertResumedAt(HALF, 1);
  }

  @Test
  void goesOnSeveralTimes() {
    int third = FileServer.SIZE / 3;
    server.answering(
        server.first(third),
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("Content-Range", "bytes " + third + "-299999/" + FileServer.SIZE);
          exchange.sendResponseHeaders(206, FileServer.SIZE - third);
          server.write(exchange, third, third);
        });

    assertThat(Caches.in(folder, 3).build().fetch(file)).hasBinaryContent(server.content);
    assertResumedAt(third, 1);
    assertResumedAt(2 * third, 2);
  }

  @Test
  void usesTheDateWithoutAStrongTag() {
    String date = "Tue, 01 Oct 2024 00:00:00 GMT";
    server.answering(
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "W/\"weak\"");
          exchange.getResponseHeaders().set("Last-Modified", date);
          exchange.sendResponseHeaders(200, FileServer.SIZE);
          server.write(exchange, 0, HALF);
        },
        server.part(HALF, HALF, FileServer.SIZE - HALF));

    assertThat(Caches.in(folder, 2).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests().get(1).ifRange()).isEqualTo(date);
  }

  @Test
  void startsOverIfTheServerIgnoresTheRange() throws IOException {
    keepHalf();
    server.answering(server.first(FileServer.SIZE));

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertResumedAt(HALF, 0);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void startsOverIfTheFileHasChanged() throws IOException {
    Files.write(part, new byte[HALF]);
    Files.writeString(version, "\"version 0\"");

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).ifRange()).isEqualTo("\"version 0\"");
  }

  @Test
  void startsOverIfTheServerResumesAnotherVersion() throws IOException {
    keepHalf();
    server.answering(
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"version 2\"");
          server.part(HALF, HALF, FileServer.SIZE - HALF).give(exchange);
        });

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).range()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, HALF - 1, HALF + 1})
  void startsOverIfTheServerSendsAnotherPart(int first) throws IOException {
    keepHalf();
    server.answering(server.part(first, HALF, FileServer.SIZE - HALF));

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).range()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bytes", "bytes 150000-1/300000", "bytes 150000-300000/300000"})
  void startsOverIfTheRangeMakesNoSense(String header) throws IOException {
    keepHalf();
    server.answering(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", header);
          exchange.sendResponseHeaders(206, 10);
          server.write(exchange, HALF, 10);
        });

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void startsOverIfThePartIsLargerThanTheWhole() throws IOException {
    Files.write(part, new byte[FileServer.SIZE + 10]);
    Files.writeString(version, FileServer.VERSION);

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertResumedAt(FileServer.SIZE + 10, 0);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).range()).isNull();
  }

  @Test
  void takesAPartThatIsWhole() throws IOException {
    Files.write(part, server.content);
    Files.writeString(version, FileServer.VERSION);

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tag\r\nInjected: 1", "\u00e4"})
  void startsOverWithoutAUsableVersion(String damaged) throws IOException {
    Files.write(part, new byte[HALF]);
    Files.writeString(version, damaged, StandardCharsets.ISO_8859_1);

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).range()).isNull();
  }

  @Test
  void refusesAServerThatInsistsOnAPart() {
    server.answering(server.part(0, 0, FileServer.SIZE));

    assertThatThrownBy(() -> Caches.in(folder, 3).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("with status 206, wanted 200");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void deletesAPartThatTurnsOutWrong() throws IOException {
    Files.write(part, new byte[HALF]);
    Files.writeString(version, FileServer.VERSION);

    assertThatThrownBy(() -> Caches.in(folder).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("wanted one that begins with " + file.sha256Prefix());
    assertThat(Caches.names(folder)).containsExactly(file.fileName() + ".lock");
    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
  }

  @Test
  void keepsWhatHasComeIfTheListenerThrows() {
    assertThatThrownBy(
            () ->
                Caches.in(folder)
                    .build()
                    .fetch(
                        file,
                        (done, total) -> {
                          if (done > 0) {
                            throw new IllegalStateException("enough");
                          }
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
    assertThat(part).isNotEmptyFile();

    assertThat(Caches.in(folder).build().fetch(file)).hasBinaryContent(server.content);
    assertThat(server.requests().get(1).range()).startsWith("bytes=");
  }

  private void keepHalf() throws IOException {
    Files.write(part, Arrays.copyOf(server.content, HALF));
    Files.writeString(version, FileServer.VERSION);
  }

  private void assertResumedAt(int offset, int request) {
    assertThat(server.requests().get(request).range()).isEqualTo("bytes=" + offset + "-");
    assertThat(server.requests().get(request).ifRange()).isEqualTo(FileServer.VERSION);
  }
}
