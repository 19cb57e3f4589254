package dev.deepmatting.server;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests: finds their route, reads them, waits for the work, and writes the answer. */
final class RequestHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
  private static final String RETRY_SECONDS = "2";
  private static final Routes.Route OWN =
      fields -> {
        throw new IllegalStateException("a path without a route has no work");
      };

  private final Map<String, Supplier<Answer>> pages;
  private final Map<String, Routes.Route> routes;
  private final WorkQueue queue;
  private final RequestReader reader;
  private final Keys keys;
  private final Metrics metrics;
  private final Duration timeout;
  private final BooleanSupplier stopping;

  /**
   * Creates a handler.
   *
   * @param pages answers of GET requests, by path
   * @param routes of POST requests, by path
   * @param timeout for a request, from its headers to its answer
   * @param stopping whether new requests are refused
   */
  RequestHandler(
      Map<String, Supplier<Answer>> pages,
      Map<String, Routes.Route> routes,
      WorkQueue queue,
      RequestReader reader,
      Keys keys,
      Metrics metrics,
      Duration timeout,
      BooleanSupplier stopping) {
    this.pages = pages;
    this.routes = routes;
    this.queue = queue;
    this.reader = reader;
    this.keys = keys;
    this.metrics = metrics;
    this.timeout = timeout;
    this.stopping = stopping;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    long begun = System.nanoTime();
    Answer answer = answer(request, response, path, begun);
    metrics.answered(
        routes.containsKey(path) ? path : "other", answer.status(), System.nanoTime() - begun);
    write(answer, request, response, callback);
    return true;
  }

  private Answer answer(Request request, Response response, String path, long begun) {
    try {
      Supplier<Answer> page = pages.get(path);
      return page != null && isRead(request) ? page.get() : worked(request, response, path, begun);
    } catch (Refusal e) {
      return refused(e, path);
    } catch (InvalidInputException e) {
      return refused(new Refusal(Refusal.BAD_REQUEST, "invalid_input", e.getMessage()), path);
    } catch (MattingInterruptedException e) {
      return refused(new Refusal(Refusal.UNAVAILABLE, "stopped", "the server is stopping"), path);
    } catch (OutOfMemoryError e) {
      return refused(
          new Refusal(
              Refusal.TOO_LARGE, "too_large", "the picture needs more memory than there is"),
          path);
    } catch (Exception e) {
      LOG.error("{} {} failed", request.getMethod(), path, e);
      return refused(new Refusal(Refusal.FAILED, "failed", "the picture could not be done"), path);
    }
  }

  private static boolean isRead(Request request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  private Answer worked(Request request, Response response, String path, long begun)
      throws Exception {
    Routes.Route route = routes.get(path);
    if (route == null && !pages.containsKey(path)) {
      throw new Refusal(
          Refusal.NOT_FOUND,
          "not_found",
          "there is no such path, wanted one of " + routes.keySet());
    }
    String allowed = route == null ? "GET, HEAD" : "POST";
    if (route == null || !request.getMethod().equals("POST")) {
      return refused(
              new Refusal(
                  Refusal.WRONG_METHOD,
                  "wrong_method",
                  "the method is " + request.getMethod() + ", wanted " + allowed),
              path)
          .with(Map.of("Allow", allowed));
    }
    keys.require(request);
    if (stopping.getAsBoolean()) {
      throw new Refusal(Refusal.UNAVAILABLE, "stopped", "the server is stopping");
    }
    try (WorkQueue.Place place = queue.enter()) {
      Fields fields = reader.read(request);
      return place.run(
          route.work(fields), begun + timeout.toNanos(), new JettyClient(request, response));
    }
  }

  private Answer refused(Refusal refusal, String path) {
    Routes.Route route = routes.get(path);
    Answer answer = (route == null ? OWN : route).refused(refusal);
    return switch (refusal.code()) {
      case "busy", "timeout", "stopped" -> answer.with(Map.of("Retry-After", RETRY_SECONDS));
      case "unauthorized" -> answer.with(Map.of("WWW-Authenticate", "X-Api-Key"));
      // Where such a body ends is unknown, so that the connection cannot be used again.
      case "malformed", "too_large" -> answer.with(Map.of("Connection", "close"));
      default -> answer;
    };
  }

  private void write(Answer answer, Request request, Response response, Callback callback) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(response.getHeaders()::put);
    if (!reader.drain(request)) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    boolean empty = request.getMethod().equals("HEAD");
    response.write(true, ByteBuffer.wrap(empty ? new byte[0] : answer.body()), callback);
  }
}
