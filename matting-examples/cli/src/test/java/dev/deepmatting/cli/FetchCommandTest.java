package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FetchCommandTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir private Path folder;
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          boolean missing = exchange.getRequestURI().getPath().startsWith("/missing");
          exchange.sendResponseHeaders(missing ? 404 : 200, missing ? -1 : CONTENT.length);
          if (!missing) {
            exchange.getResponseBody().write(CONTENT);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void printsThePathAndNothingElse() throws Exception {
    Path wanted = folder.resolve("cache").resolve(fileName()).toAbsolutePath();

    Run run = fetch(address("/" + fileName()));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(wanted + System.lineSeparator());
    assertThat(run.err()).isEmpty();
    assertThat(wanted).hasBinaryContent(CONTENT);
  }

  @Test
  void fetchesOnce() throws Exception {
    Run first = fetch(address("/" + fileName()));
    Run second = fetch(address("/" + fileName()), "--offline");

    assertThat(second).isEqualTo(first);
    assertThat(requests).hasValue(1);
  }

  @Test
  void saysOfflineWhatToFetchByHand() {
    Run run = fetch("vgg16_bn", "--offline");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("matting: vgg16_bn: ")
        .contains("fetch https://download.pytorch.org/models/vgg16_bn-6c64b313.pth")
        .contains("(553507836 bytes)", "SHA-256 begins with 6c64b313")
        .contains(folder.resolve("cache/vgg16_bn-6c64b313.pth").toString())
        .doesNotContain("bug");
  }

  @Test
  void saysThatAFileIsMissing() {
    Run run = fetch(address("/missing-00000000.pth"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: missing-00000000.pth: the server answers")
        .contains("404")
        .doesNotContain("bug");
  }

  @Test
  void refusesAnotherHash() {
    Run run = fetch(address("/other-00000000.pth"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("wanted one that begins with 00000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg19", "net-00000000.pth", "https://a b/", "VGG16"})
  void refusesUnknownNames(String name) {
    Run run = fetch(name);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("matting: ")
        .contains("wanted an address or one of vgg16_bn, ", "fetch --help");
  }

  @Test
  void refusesAnEmptyName() {
    assertThat(fetch("").err()).startsWith("matting: NAME|URL is '', wanted NAME|URL");
  }

  @Test
  void refusesAnAddressWithoutAHash() {
    Run run = fetch("https://a.example/net.pth");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("NAME-XXXXXXXX.ENDING");
  }

  @Test
  void helpListsTheOptionsAndAnExample() {
    Run run = Run.matting("fetch", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("NAME|URL", "--cache=DIR", "--offline", "Exit codes:")
        .contains("Examples:", "matting fetch vgg16_bn");
    assertThat(Run.matting("--help").out()).contains("fetch");
  }

  private Run fetch(String file, String... more) {
    Object[] words = new Object[4 + more.length];
    words[0] = "fetch";
    words[1] = file;
    words[2] = "--cache";
    words[3] = folder.resolve("cache");
    System.arraycopy(more, 0, words, 4, more.length);
    return Run.matting(words);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static String fileName() throws NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(CONTENT);
    return "net-" + HexFormat.of().formatHex(hash).substring(0, 8) + ".pth";
  }
}
