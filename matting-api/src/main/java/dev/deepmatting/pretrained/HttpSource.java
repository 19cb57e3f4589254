package dev.deepmatting.pretrained;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Requests a file by HTTP, either whole or from an offset. */
final class HttpSource {
  private final URI uri;
  private final Duration patience;
  private final HttpClient client;

  HttpSource(URI uri, Download.DownloadSettings settings) {
    this.uri = uri;
    patience = settings.connectTimeout().plus(settings.stallTimeout());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            // One large file gains nothing from HTTP/2, and proxies know 1.1 best.
            .version(HttpClient.Version.HTTP_1_1)
            // Follows redirects to https, but never from https to http.
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(settings.connectTimeout());
    useProxy(builder, settings);
    settings.sslContext().ifPresent(builder::sslContext);
    client = builder.build();
  }

  private static void useProxy(HttpClient.Builder builder, Download.DownloadSettings settings) {
    if (settings.proxy().isPresent()) {
      builder.proxy(settings.proxy().get());
      return;
    }
    EnvironmentProxies proxies =
        new EnvironmentProxies(
            settings.environment(), System.getProperties(), ProxySelector.getDefault());
    builder.proxy(proxies);
    // With an authenticator, the client mistakes some rejections for broken connections.
    if (proxies.haveLogin()) {
      builder.authenticator(new ProxyLogin(proxies));
    }
  }

  /**
   * Sends the request and waits for the response headers. The caller must close the response body.
   *
   * @param offset the first byte to request
   * @param version the version that a partial response must have; without it, the whole file is
   *     requested
   */
  HttpResponse<Flow.Publisher<List<ByteBuffer>>> get(
      long offset, Optional<Download.Validator> version) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
    if (offset > 0 && version.isPresent()) {
      request.header("Range", "bytes=" + offset + "-");
      request.header("If-Range", version.get().value());
    }
    return await(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofPublisher()));
  }

  /**
   * Waits with a time limit. The request's own timeout is not used because newer JDKs include the
   * whole body in it.
   */
  private <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer came for " + patience.toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IOException(Failures.reason(cause), cause);
    } finally {
      // Drops the connection if there was no response; otherwise does nothing.
      answer.cancel(true);
    }
  }

  /** Sends name and password to the environment's proxy, and to nobody else. */
  private static final class ProxyLogin extends Authenticator {
    private final EnvironmentProxies proxies;

    ProxyLogin(EnvironmentProxies proxies) {
      this.proxies = proxies;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      InetSocketAddress address =
          InetSocketAddress.createUnresolved(getRequestingHost(), getRequestingPort());
      return proxies.login(address).map(ProxyLogin::split).orElse(null);
    }

    private static PasswordAuthentication split(EnvironmentProxies.ProxyVariable variable) {
      String[] parts = variable.login().split(":", 2);
      String password = parts.length == 2 ? parts[1] : "";
      return new PasswordAuthentication(parts[0], password.toCharArray());
    }
  }
}
