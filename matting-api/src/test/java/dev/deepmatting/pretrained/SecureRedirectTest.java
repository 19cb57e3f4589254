package dev.deepmatting.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.deepmatting.error.DownloadException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Redirects between http and https; the certificate is made for the test. */
@Timeout(60)
class SecureRedirectTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;
  private SSLContext context;

  @BeforeEach
  void makeCertificate() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    context = context(store);
  }

  @Test
  void followsFromHttpToHttps() throws Exception {
    try (FileServer secure = secureServer();
        FileServer plain = new FileServer()) {
      plain.answering(FileServer.redirect(302, secureAddress(secure)));

      assertThat(cache().fetch(plain.file())).hasBinaryContent(secure.content);
      assertThat(secure.requests()).hasSize(1);
    }
  }

  @Test
  void neverFollowsFromHttpsToHttp() throws Exception {
    try (FileServer secure = secureServer();
        FileServer plain = new FileServer()) {
      secure.answering(FileServer.redirect(302, plain.file().uri().toString()));
      PretrainedFile file = PretrainedFile.of(URI.create(secureAddress(secure)));

      assertThatThrownBy(() -> cache().fetch(file))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("with status 302")
          .hasMessageContaining("from https to http");
      assertThat(secure.requests()).hasSize(1);
      assertThat(plain.requests()).isEmpty();
    }
  }

  @Test
  void refusesACertificateThatNobodyTrusts() throws Exception {
    try (FileServer secure = secureServer()) {
      PretrainedFile file = PretrainedFile.of(URI.create(secureAddress(secure)));

      assertThatThrownBy(() -> Caches.in(folder).build().fetch(file))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("SSLHandshakeException");
      assertThat(secure.requests()).isEmpty();
    }
  }

  private PretrainedCache cache() {
    return Caches.in(folder).sslContext(context).build();
  }

  private FileServer secureServer() throws Exception {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new FileServer(server);
  }

  private static String secureAddress(FileServer server) {
    return "https://127.0.0.1:" + server.port() + "/models/" + server.fileName();
  }

  private static SSLContext context(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
