package dev.deepmatting.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.deepmatting.error.DownloadException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The local server plays a proxy here: the host of the address exists nowhere. */
@Timeout(60)
class ProxyTest {
  @TempDir private Path folder;
  private FileServer proxy;
  private PretrainedFile file;

  @BeforeEach
  void start() throws IOException {
    proxy = new FileServer();
    file = PretrainedFile.of(URI.create("http://weights.invalid/models/" + proxy.fileName()));
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void fetchesThroughTheProxyOfTheProgram() {
    PretrainedCache cache =
        Caches.in(folder)
            .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
            .build();

    assertThat(cache.fetch(file)).hasBinaryContent(proxy.content);
    assertThat(proxy.requests().get(0).uri()).isEqualTo(file.uri());
  }

  @Test
  void fetchesThroughTheProxyOfTheEnvironment() {
    assertThat(through("").fetch(file)).hasBinaryContent(proxy.content);
    assertThat(proxy.requests().get(0).uri()).isEqualTo(file.uri());
    assertThat(proxy.requests().get(0).headers()).doesNotContainKey("Proxy-authorization");
  }

  @Test
  void tellsTheProxyTheNameAndPasswordThatItAsksFor() {
    proxy.answering(ProxyTest::askForLogin);

    assertThat(through("me:hush@").fetch(file)).hasBinaryContent(proxy.content);
    assertThat(proxy.requests().get(1).headers().getFirst("Proxy-Authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder().encodeToString("me:hush".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void doesNotTellAServerThePasswordOfTheProxy() {
    proxy.answering(
        exchange -> {
          exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"server\"");
          exchange.sendResponseHeaders(401, -1);
        });

    assertThatThrownBy(() -> through("me:hush@").fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageNotContaining("hush");
    assertThat(proxy.requests()).hasSize(1);
  }

  @Test
  void saysThatTheProxyRefuses() {
    proxy.answering(FileServer.status(407));

    assertThatThrownBy(() -> Caches.in(folder, 2).environment(environment("")).build().fetch(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("the proxy answers " + file.uri() + " with status 407");
  }

  private static void askForLogin(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
    exchange.sendResponseHeaders(407, -1);
  }

  private PretrainedCache through(String login) {
    return Caches.in(folder).environment(environment(login)).build();
  }

  private Map<String, String> environment(String login) {
    return Map.of("http_proxy", "http://" + login + "127.0.0.1:" + proxy.port());
  }
}
