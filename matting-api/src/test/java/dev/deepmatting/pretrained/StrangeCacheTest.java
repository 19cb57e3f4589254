package dev.deepmatting.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.DownloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache folder into which somebody has laid links and pipes. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class StrangeCacheTest {
  @TempDir private Path folder;
  @TempDir private Path elsewhere;
  private FileServer server;
  private PretrainedFile file;

  @BeforeEach
  void serve() throws Exception {
    server = new FileServer();
    file = server.file();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path beside(String ending) {
    return folder.resolve(file.fileName() + ending);
  }

  private static void pipe(Path place) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {".lock", ".part"})
  void linksAreNotFollowed(String ending) throws IOException {
    Path target = Files.writeString(elsewhere.resolve("target"), "kept");
    Files.createSymbolicLink(beside(ending), target);

    assertThatThrownBy(() -> Caches.in(folder).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("is a link, a pipe or the like, wanted a file or none");

    assertThat(target).hasContent("kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {".lock", ".part"})
  void pipesAreNotWaitedFor(String ending) throws Exception {
    pipe(beside(ending));

    assertThatThrownBy(() -> Caches.in(folder).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("is a link, a pipe or the like, wanted a file or none");
  }

  /** What is verified replaces a link; a mark is not worth an error. */
  @Test
  void aLinkInTheFilesPlaceIsReplaced() throws IOException {
    Path target = Files.writeString(elsewhere.resolve("target"), "kept");
    Path mark = Files.writeString(elsewhere.resolve("mark"), "kept");
    Files.createSymbolicLink(beside(""), target);
    Files.createSymbolicLink(beside(".verified"), mark);

    Path fetched = Caches.in(folder).build().fetch(file);

    assertThat(fetched).isRegularFile().hasBinaryContent(server.content);
    assertThat(Files.isSymbolicLink(fetched)).isFalse();
    assertThat(target).hasContent("kept");
    assertThat(mark).hasContent("kept");
  }
}
