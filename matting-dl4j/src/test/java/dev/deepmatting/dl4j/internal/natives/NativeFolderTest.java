package dev.deepmatting.dl4j.internal.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class NativeFolderTest {
  @TempDir Path folder;

  private Path home;
  private Path temporary;
  private final Properties properties = new Properties();

  @BeforeEach
  void makeFolders() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    temporary = Files.createDirectory(folder.resolve("tmp"));
    Files.setPosixFilePermissions(home, permissions("rwxr-xr-x"));
    properties.setProperty("user.home", home.toString());
    properties.setProperty("java.io.tmpdir", temporary.toString());
  }

  @Test
  void isThatOfJavaCppInTheHome() throws IOException {
    Path chosen = choose();

    assertThat(chosen).isEqualTo(home.resolve(".javacpp/cache"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(chosen)))
        .isEqualTo("rwx------");
    assertThat(Files.list(chosen)).isEmpty();
  }

  @Test
  void whatTheUserNamesGoesFirst() {
    properties.setProperty(NativeFolder.PROPERTY, folder.resolve("given/here").toString());

    assertThat(choose()).isEqualTo(folder.resolve("given/here")).isDirectory();
  }

  @Test
  void whatTheUserNamesMustBeWritable() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    properties.setProperty(NativeFolder.PROPERTY, file.toString());

    assertThatThrownBy(this::choose)
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "org.bytedeco.javacpp.cachedir is '" + file + "', wanted a folder that can be written");
  }

  /** A user without an entry in passwd has the home "?", which is a folder of the working one. */
  @Test
  void aHomeThatIsNoPathIsLeftAlone() throws IOException {
    properties.setProperty("user.home", "?");

    assertIsOwnTemporary(choose());
    assertThat(Path.of("?")).doesNotExist();
  }

  @Test
  void aHomeThatDoesNotExistIsNotMade() throws IOException {
    properties.setProperty("user.home", folder.resolve("nobody").toString());

    assertIsOwnTemporary(choose());
    assertThat(folder.resolve("nobody")).doesNotExist();
  }

  @Test
  void aCacheThatOthersCanWriteIsNotTrusted() throws IOException {
    Path cache = Files.createDirectories(home.resolve(".javacpp/cache"));
    Files.setPosixFilePermissions(cache, permissions("rwxrwxrwx"));

    assertIsOwnTemporary(choose());
  }

  @Test
  void aCacheWhoseFolderOthersCanWriteIsNotTrusted() throws IOException {
    Path cache = Files.createDirectories(home.resolve(".javacpp/cache"));
    Files.setPosixFilePermissions(cache.getParent(), permissions("rwxrwxrwx"));

    assertIsOwnTemporary(choose());
  }

  @Test
  void aLinkUnderTheTemporaryFolderIsNotFollowed() throws IOException {
    properties.setProperty("user.home", "?");
    Path own = choose();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.delete(own);
    Files.createSymbolicLink(own, elsewhere);

    Path chosen = choose();

    assertThat(chosen).isNotEqualTo(own).hasParent(temporary);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(chosen)))
        .isEqualTo("rwx------");
  }

  @Test
  void namesAllThatWasTriedWhereNothingCanBeWritten() throws IOException {
    Files.createFile(home.resolve(".javacpp"));
    Files.delete(temporary);

    assertThatThrownBy(this::choose)
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("no folder for native libraries can be written: tried " + home)
        .hasMessageContaining(temporary.toString())
        .hasMessageContaining("set org.bytedeco.javacpp.cachedir to one that can");
  }

  @Test
  void saysThatCodeMayNotRunThere() {
    Throwable error =
        new ExceptionInInitializerError(
            new UnsatisfiedLinkError("x.so: failed to map segment from shared object"));

    assertThat(NativeFolder.fault(error)).get().asString().contains("(mounted noexec?)");
    assertThat(NativeFolder.fault(new IllegalStateException("x"))).isEmpty();
  }

  @Test
  void saysThatTheFolderIsFull() {
    IOException full = new IOException("No space left on device");
    Throwable error = new UnsatisfiedLinkError(full.toString()).initCause(full);

    assertThat(NativeFolder.fault(error))
        .get()
        .asString()
        .startsWith("native libraries cannot be unpacked into ")
        .contains(
            "No space left on device; set org.bytedeco.javacpp.cachedir to a folder with room");
  }

  private Path choose() {
    return new NativeFolder(properties).choose();
  }

  private void assertIsOwnTemporary(Path chosen) throws IOException {
    assertThat(chosen).hasParent(temporary);
    assertThat(chosen.getFileName().toString()).matches("deep-matting-\\d+");
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).containsExactly(chosen);
    }
  }

  private static Set<PosixFilePermission> permissions(String text) {
    return PosixFilePermissions.fromString(text);
  }
}
