package dev.deepmatting.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many clients at once. With {@code -Dload.requests=N} and {@code -Dload.side=PIXELS} it sends more
 * and larger pictures, and prints percentiles and the throughput beside a plain loop.
 */
@Timeout(600)
class LoadTest {
  private static final int CLIENTS = 16;
  private static final int PICTURES = 8;

  private final int requests = Integer.getInteger("load.requests", 200);
  private final int side = Integer.getInteger("load.side", 48);
  private final HttpClient http = HttpClient.newHttpClient();

  /** A request's body and what the library makes of it. */
  private record Case(byte[] image, byte[] trimap, byte[] body, byte[] expected) {}

  @Test
  void answersAreTheLibrarysUnderLoad() throws Exception {
    try (Matting matting = Matting.builder().model("builtin:closed-form").threads(1).build();
        MattingServer server = MattingServer.builder(matting).port(0).waiting(4).start()) {
      List<Case> cases = IntStream.range(0, PICTURES).mapToObj(i -> picture(matting, i)).toList();
      long loop = System.nanoTime();
      for (int i = 0; i < requests; i++) {
        alpha(matting, cases.get(i % PICTURES));
      }
      loop = System.nanoTime() - loop;

      Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
      long[] nanos = new long[requests];
      long served = System.nanoTime();
      send(server.port(), cases, statuses, nanos);
      served = System.nanoTime() - served;

      assertThat(statuses.keySet()).isSubsetOf(200, 429);
      assertThat(statuses.get(200).sum()).isEqualTo(requests);
      report(nanos, statuses, loop, served);
    }
  }

  private void report(long[] nanos, Map<Integer, LongAdder> statuses, long loop, long served) {
    Arrays.sort(nanos);
    System.out.printf(
        "%d requests, statuses %s, ms p50 %.1f p95 %.1f p99 %.1f, loop %.2f s, served %.2f s, ratio %.3f%n",
        requests,
        statuses,
        nanos[requests / 2] / 1e6,
        nanos[requests * 95 / 100] / 1e6,
        nanos[requests * 99 / 100] / 1e6,
        loop / 1e9,
        served / 1e9,
        (double) loop / served);
  }

  private void send(int port, List<Case> cases, Map<Integer, LongAdder> statuses, long[] nanos)
      throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + "/v1/alpha");
    AtomicInteger next = new AtomicInteger();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    Callable<Void> client =
        () -> {
          for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
            Case each = cases.get(i % PICTURES);
            long begun = System.nanoTime();
            HttpResponse<byte[]> answer = answer(address, each, statuses);
            nanos[i] = System.nanoTime() - begun;
            assertThat(answer.body()).isEqualTo(each.expected());
          }
          return null;
        };
    try {
      for (Future<Void> done : clients.invokeAll(java.util.Collections.nCopies(CLIENTS, client))) {
        done.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  /** Asks again as long as the server is busy. */
  private HttpResponse<byte[]> answer(URI address, Case each, Map<Integer, LongAdder> statuses)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "multipart/form-data; boundary=boundary-of-the-tests")
            .POST(HttpRequest.BodyPublishers.ofByteArray(each.body()))
            .build();
    while (true) {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      statuses.computeIfAbsent(answer.statusCode(), any -> new LongAdder()).increment();
      if (answer.statusCode() != 429) {
        return answer;
      }
      Thread.sleep(20);
    }
  }

  private Case picture(Matting matting, int number) {
    int width = side + 16 * number;
    int height = side + 8 * number;
    byte[] pixels = new byte[3 * width * height];
    new Random(number).nextBytes(pixels);
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      int x = i % width * 3 / width;
      values[i] = (byte) (x == 0 ? Trimap.BACKGROUND : x == 1 ? Trimap.UNKNOWN : Trimap.FOREGROUND);
    }
    byte[] image = MattingServerTest.png(RgbImage.of8(width, height, pixels));
    byte[] trimap = MattingServerTest.png(Trimap.of(width, height, values));
    byte[] body = new MattingServerTest.Form().file("image", image).file("trimap", trimap).bytes();
    Case bare = new Case(image, trimap, body, new byte[0]);
    return new Case(image, trimap, body, alpha(matting, bare));
  }

  private static byte[] alpha(Matting matting, Case each) {
    AlphaMatte alpha =
        matting.predict(
            ImageFiles.standard().readImage(ImageInput.of(each.image())),
            ImageFiles.standard()
                .readTrimap(ImageInput.of(each.trimap()), matting.trimapThresholds()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    alpha.writePng(ImageOutput.of(bytes));
    return bytes.toByteArray();
  }
}
