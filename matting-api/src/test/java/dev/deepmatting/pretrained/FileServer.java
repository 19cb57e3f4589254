package dev.deepmatting.pretrained;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves one file on the loopback address, well by default and badly when told. */
final class FileServer implements AutoCloseable {
  static final int SIZE = 300_000;
  static final String VERSION = "\"version 1\"";

  /** What a request is answered with. */
  interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  /**
   * What was asked.
   *
   * @param uri the request's target: a path, or a whole address to a proxy
   * @param headers the request's headers
   */
  record Request(URI uri, Headers headers) {
    String range() {
      return headers.getFirst("Range");
    }

    String ifRange() {
      return headers.getFirst("If-Range");
    }
  }

  final byte[] content = new byte[SIZE];

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FileServer() throws IOException {
    this(HttpServer.create());
  }

  FileServer(HttpServer server) throws IOException {
    this.server = server;
    new Random(1).nextBytes(content);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The next requests get these answers, and those after them the file. */
  FileServer answering(Answer... next) {
    answers.addAll(List.of(next));
    return this;
  }

  List<Request> requests() {
    return requests;
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** The file, with the beginning of its true hash in its name. */
  PretrainedFile file() throws IOException {
    return PretrainedFile.of(at("/models/" + fileName()));
  }

  String fileName() {
    return "weights-" + Hashes.of(content).substring(0, 8) + ".pth";
  }

  private void answer(HttpExchange exchange) throws IOException {
    Headers headers = new Headers();
    headers.putAll(exchange.getRequestHeaders());
    requests.add(new Request(exchange.getRequestURI(), headers));
    Answer answer = answers.poll();
    try {
      if (answer == null) {
        file(exchange);
      } else {
        answer.give(exchange);
      }
    } finally {
      exchange.close();
    }
  }

  /** Answers as a good server does: whole, or the wanted rest of the wanted version. */
  private void file(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    boolean sameVersion = VERSION.equals(exchange.getRequestHeaders().getFirst("If-Range"));
    int first = range == null || !sameVersion ? 0 : Integer.parseInt(range.split("[=-]")[1]);
    if (first >= SIZE) {
      exchange.sendResponseHeaders(416, -1);
    } else if (first > 0) {
      part(first, first, SIZE - first).give(exchange);
    } else {
      first(SIZE).give(exchange);
    }
  }

  /** Announces the whole file and breaks the connection after some bytes. */
  Answer first(int bytes) {
    return exchange -> {
      exchange.getResponseHeaders().set("ETag", VERSION);
      exchange.sendResponseHeaders(200, SIZE);
      write(exchange, 0, bytes);
    };
  }

  /** Sends a part of the file, which may be another one than it claims. */
  Answer part(int claimedFirst, int first, int length) {
    return exchange -> {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + claimedFirst + "-" + (SIZE - 1) + "/" + SIZE);
      exchange.sendResponseHeaders(206, length);
      write(exchange, first, length);
    };
  }

  /** Sends some bytes and then none, but keeps the connection. */
  Answer stallAfter(int bytes) {
    return exchange -> {
      exchange.getResponseHeaders().set("ETag", VERSION);
      exchange.sendResponseHeaders(200, SIZE);
      write(exchange, 0, bytes);
      awaitEnd();
    };
  }

  /** Says nothing at all. */
  Answer silence() {
    return exchange -> awaitEnd();
  }

  static Answer status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static Answer redirect(int status, String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  void write(HttpExchange exchange, int first, int length) throws IOException {
    OutputStream body = exchange.getResponseBody();
    body.write(content, first, length);
    body.flush();
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
