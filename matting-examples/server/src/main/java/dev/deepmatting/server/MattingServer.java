package dev.deepmatting.server;

import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.trimap.TrimapSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.Slf4jRequestLogWriter;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Cuts out objects over HTTP.
 *
 * <pre>{@code
 * try (Matting matting = Matting.load("builtin:graph");
 *     MattingServer server = MattingServer.builder(matting).port(8080).start()) {
 *   server.join();
 * }
 * }</pre>
 *
 * <p>It listens on 127.0.0.1 unless told otherwise, keeps pictures in memory only and fetches
 * nothing. Its methods may be called by any thread.
 *
 * @since 0.1
 */
public final class MattingServer implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int LOOK_AGAIN_MILLIS = 20;
  private static final int IDLE_MILLIS = 30_000;
  private static final int SLOWEST_BYTES_PER_SECOND = 1000;
  private static final int MOST_THREADS = 200;
  private static final int OK = 200;

  private final Server server;
  private final ServerConnector connector;
  private final WorkQueue queue;
  private final Metrics metrics;
  private final GracefulHandler requests;
  private volatile boolean stopping;

  private MattingServer(Builder builder) {
    queue = new WorkQueue(builder.workers, builder.waiting);
    metrics = new Metrics(queue);
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("matting-http");
    if (VirtualThreads.areSupported()) {
      threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    }
    server = new Server(threads);
    connector = new ServerConnector(server, new HttpConnectionFactory(http()));
    connector.setHost(builder.host);
    connector.setPort(builder.port);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    requests =
        new GracefulHandler(
            new MinimumDataRateHandler(
                handler(builder), SLOWEST_BYTES_PER_SECOND, SLOWEST_BYTES_PER_SECOND));
    server.setHandler(requests);
    if (builder.accessLog) {
      // The path without the query, which can name pictures.
      server.setRequestLog(
          new CustomRequestLog(new Slf4jRequestLogWriter(), "%{client}a %m %U %s %O %{ms}T"));
    }
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setHttpCompliance(HttpCompliance.RFC9110);
    return http;
  }

  private RequestHandler handler(Builder builder) {
    Map<String, Supplier<Answer>> pages = PageFiles.all();
    pages.put("/health", () -> Answer.text(OK, "ok\n"));
    pages.put(
        "/ready",
        () ->
            !stopping
                ? Answer.text(OK, "ready\n")
                : Answer.text(Refusal.UNAVAILABLE, "stopping\n"));
    pages.put("/openapi.json", () -> Answer.json(OK, OpenApi.document()));
    pages.put("/metrics", () -> Answer.text(OK, metrics.text()));
    Cutter cutter =
        new Cutter(
            builder.matting,
            ImageFiles.standard().withMaxPixels(builder.maxPixels),
            Optional.ofNullable(builder.automatic));
    return new RequestHandler(
        pages,
        new Routes(cutter).all(),
        queue,
        new RequestReader(builder.maxBytes),
        builder.keys,
        metrics,
        builder.timeout,
        () -> stopping);
  }

  /**
   * Returns a builder with the defaults: port 7000 of 127.0.0.1, one picture at a time for each two
   * processors, 16 waiting, a minute for a request, bodies of 64 MiB, 50 million pixels.
   *
   * @param matting a loaded model, which the caller closes after the server
   * @return a new builder
   */
  public static Builder builder(Matting matting) {
    return new Builder(Objects.requireNonNull(matting, "matting"));
  }

  /**
   * Returns the port, which the system chose if the builder's is 0.
   *
   * @return the port that it listens on
   */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Waits until the server stops.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void join() throws InterruptedException {
    server.join();
  }

  /** Takes no more requests, waits up to half a minute for those that run, and stops. */
  @Override
  public void close() {
    stopping = true;
    awaitRequests();
    try {
      server.stop();
    } catch (Exception e) {
      throw new MattingException("the server did not stop: " + e, e);
    } finally {
      queue.close();
      metrics.close();
    }
  }

  /** Jetty's own way would also wait for connections that are idle. */
  private void awaitRequests() {
    long end = System.nanoTime() + GRACE.toNanos();
    try {
      while (requests.getCurrentRequestCount() > 0 && System.nanoTime() < end) {
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    } catch (InterruptedException e) {
      // Whoever interrupts does not want to wait.
      Thread.currentThread().interrupt();
    }
  }

  /** Collects and validates settings. Not safe to share between threads. */
  public static final class Builder {
    private static final int HIGHEST_PORT = 65_535;

    private final Matting matting;
    private String host = "127.0.0.1";
    private int port = 7000;
    private int workers = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private int waiting = 16;
    private Duration timeout = Duration.ofMinutes(1);
    private long maxBytes = 64L << 20;
    private long maxPixels = 50_000_000;
    private Keys keys = Keys.none();
    private boolean accessLog;
    private @Nullable TrimapSource automatic;

    private Builder(Matting matting) {
      this.matting = matting;
    }

    /**
     * Sets the address to listen on; 127.0.0.1 by default, so that only this machine reaches it.
     *
     * @param address a name or an address; 0.0.0.0 listens on all
     * @return this builder
     */
    public Builder host(String address) {
      host = Objects.requireNonNull(address, "host");
      return this;
    }

    /**
     * Sets the port; 7000 by default.
     *
     * @param number 0 for any free one, up to 65535
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder port(int number) {
      port = (int) within("port", number, 0, HIGHEST_PORT);
      return this;
    }

    /**
     * Sets how many pictures are worked on at once.
     *
     * @param count at least 1
     * @return this builder
     * @throws InvalidInputException if it is below 1
     */
    public Builder workers(int count) {
      workers = (int) within("workers", count, 1, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Sets how many pictures may wait; further requests get the status 429.
     *
     * @param count at least 0
     * @return this builder
     * @throws InvalidInputException if it is below 0
     */
    public Builder waiting(int count) {
      waiting = (int) within("waiting", count, 0, Integer.MAX_VALUE / 2);
      return this;
    }

    /**
     * Sets the time for a request, waiting included; then it gets the status 503.
     *
     * @param longest at least a millisecond
     * @return this builder
     * @throws InvalidInputException if it is shorter
     */
    public Builder timeout(Duration longest) {
      within("timeout in milliseconds", longest.toMillis(), 1, Long.MAX_VALUE);
      timeout = longest;
      return this;
    }

    /**
     * Limits the body of a request, in bytes; 64 MiB by default.
     *
     * @param bytes 1 to 1,073,741,824
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder maxBytes(long bytes) {
      maxBytes = within("maxBytes", bytes, 1, 1L << 30);
      return this;
    }

    /**
     * Limits the size that a picture may declare; 50 million pixels by default.
     *
     * @param pixels width times height, at least 1
     * @return this builder
     * @throws InvalidInputException if it is below 1
     */
    public Builder maxPixels(long pixels) {
      maxPixels = within("maxPixels", pixels, 1, Long.MAX_VALUE);
      return this;
    }

    /**
     * Sets what finds the object of requests that do not mark it; they are refused by default.
     *
     * @param source makes a trimap of a photograph alone
     * @return this builder
     */
    public Builder automatic(TrimapSource source) {
      automatic = Objects.requireNonNull(source, "automatic");
      return this;
    }

    /**
     * Makes requests need an {@code X-Api-Key}.
     *
     * @param file has the SHA-256 of a key in hexadecimal on each line
     * @return this builder
     * @throws InvalidInputException if it cannot be read or has something else
     */
    public Builder keys(Path file) {
      keys = Keys.read(file);
      return this;
    }

    /**
     * Sets whether requests are logged: address, method, path, status, bytes and milliseconds,
     * without the query.
     *
     * @param enabled false by default
     * @return this builder
     */
    public Builder accessLog(boolean enabled) {
      accessLog = enabled;
      return this;
    }

    private static long within(String name, long value, long least, long most) {
      if (value < least || value > most) {
        throw new InvalidInputException(
            name + " is " + value + ", wanted " + least + " to " + most);
      }
      return value;
    }

    /**
     * Starts the server.
     *
     * @return the running server, which the caller closes
     * @throws MattingException if the port cannot be used
     */
    public MattingServer start() {
      MattingServer started = new MattingServer(this);
      try {
        started.server.start();
        return started;
      } catch (Exception e) {
        started.close();
        throw new MattingException(
            "the server cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
      }
    }
  }
}
