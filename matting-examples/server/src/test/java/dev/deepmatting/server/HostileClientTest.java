package dev.deepmatting.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send too much, too little, the wrong thing, or leave. */
@Timeout(120)
class HostileClientTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Matting matting;
  private static MattingServer server;

  @BeforeAll
  static void start() {
    matting = Matting.load("builtin:graph");
    server = MattingServer.builder(matting).port(0).workers(1).waiting(2).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    matting.close();
  }

  @Test
  void aClientThatLeavesEndsItsPrediction() throws Exception {
    HttpRequest slow = slow("/v1/alpha");
    byte[] head =
        ("POST /v1/alpha HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + slow.headers().firstValue("Content-Type").orElseThrow()
                + "\r\nContent-Length: "
                + slow.bodyPublisher().orElseThrow().contentLength()
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(head);
      out.write(slowBody());
      out.flush();
      while (!metric("matting_pictures_running ").equals("1.0")) {
        Thread.onSpinWait();
      }
      // Longer than the queue waits before it looks at the client.
      Thread.sleep(300);
    }
    while (!metrics().contains("route=\"/v1/alpha\",status=\"503\"")) {
      Thread.onSpinWait();
    }
    assertThat(metric("matting_pictures_running ")).isEqualTo("0.0");
  }

  @Test
  void moreThanThePlacesGetToldToComeAgain() {
    List<CompletableFuture<HttpResponse<byte[]>>> answers =
        IntStream.range(0, 8)
            .mapToObj(
                i -> CLIENT.sendAsync(slow("/v1/alpha"), HttpResponse.BodyHandlers.ofByteArray()))
            .toList();

    Map<Integer, Integer> statuses = new TreeMap<>();
    for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
      HttpResponse<byte[]> response = answer.join();
      statuses.merge(response.statusCode(), 1, Integer::sum);
      if (response.statusCode() == 429) {
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
      }
    }
    assertThat(statuses.keySet()).isSubsetOf(200, 429);
    assertThat(statuses.get(200)).isGreaterThanOrEqualTo(3);
    assertThat(statuses.get(429)).isPositive();
  }

  @Test
  void stoppingWaitsForTheRequestsThatRun() throws Exception {
    MattingServer leaving = MattingServer.builder(matting).port(0).start();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + leaving.port() + "/v1/alpha"))
            .header("Content-Type", "multipart/form-data; boundary=boundary-of-the-tests")
            .POST(HttpRequest.BodyPublishers.ofByteArray(slowBody()))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    while (!running(leaving)) {
      Thread.onSpinWait();
    }

    leaving.close();

    assertThat(answer.get().statusCode()).isEqualTo(200);
  }

  private static boolean running(MattingServer other) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + other.port() + "/metrics");
    return CLIENT
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body()
        .contains("matting_pictures_running 1.0");
  }

  @Test
  void aRequestThatTakesTooLongEndsWith503() throws Exception {
    try (MattingServer quick =
        MattingServer.builder(matting).port(0).timeout(Duration.ofMillis(50)).start()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + quick.port() + "/v1/alpha"))
              .header("Content-Type", "multipart/form-data; boundary=boundary-of-the-tests")
              .POST(HttpRequest.BodyPublishers.ofByteArray(slowBody()))
              .build();
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("timeout");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /health HTTP/1.1\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST /v1/cutout HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/cutout HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "POST /v1/cutout HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "GET /health HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nX : spaced\r\n\r\n",
      })
  void strangeRequestsAreRefused(String request) throws Exception {
    assertThat(status(request.getBytes(StandardCharsets.UTF_8))).matches("HTTP/1.1 (4\\d\\d|505)");
    assertThat(health()).isEqualTo(200);
  }

  @Test
  void endlessHeadersAreRefused() throws Exception {
    byte[] request = new byte[100_000];
    Arrays.fill(request, (byte) 'a');
    byte[] start = "GET /health HTTP/1.1\r\nHost: a\r\nX-Long: ".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(start, 0, request, 0, start.length);

    assertThat(status(request)).startsWith("HTTP/1.1 431");
    assertThat(health()).isEqualTo(200);
  }

  private static String status(byte[] request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(12), StandardCharsets.UTF_8);
    }
  }

  private static int health() throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(uri("/health")).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static String metric(String start) throws Exception {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow();
  }

  private static String metrics() throws Exception {
    return CLIENT
        .send(HttpRequest.newBuilder(uri("/metrics")).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** A request that takes a second or more. */
  private static HttpRequest slow(String path) {
    return HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "multipart/form-data; boundary=boundary-of-the-tests")
        .POST(HttpRequest.BodyPublishers.ofByteArray(slowBody()))
        .build();
  }

  private static byte[] slowBody() {
    int side = 400;
    byte[] pixels = new byte[3 * side * side];
    new java.util.Random(3).nextBytes(pixels);
    byte[] trimap = new byte[side * side];
    Arrays.fill(trimap, (byte) Trimap.UNKNOWN);
    Arrays.fill(trimap, 0, side, (byte) 0);
    Arrays.fill(trimap, side * (side - 1), side * side, (byte) Trimap.FOREGROUND);
    return new MattingServerTest.Form()
        .file("image", MattingServerTest.png(RgbImage.of8(side, side, pixels)))
        .file("trimap", MattingServerTest.png(Trimap.of(side, side, trimap)))
        .bytes();
  }
}
