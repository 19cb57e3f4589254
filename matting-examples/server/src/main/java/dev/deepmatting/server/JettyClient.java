package dev.deepmatting.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a client closes its connection while its request is worked on. Jetty reads no more
 * from a connection until the answer is written, so this waits for bytes in its place. A watched
 * connection cannot be used again: its answer ends it.
 */
final class JettyClient implements WorkQueue.Client {
  private final Request request;
  private final Response response;
  private final AtomicReference<Runnable> gone = new AtomicReference<>();

  JettyClient(Request request, Response response) {
    this.request = request;
    this.response = response;
  }

  @Override
  public void watch(Runnable callback) {
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    gone.set(callback);
    if (end.tryFillInterested(new Watch(end))) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
  }

  @Override
  public void done() {
    gone.set(null);
  }

  private void tell() {
    Runnable callback = gone.getAndSet(null);
    if (callback != null) {
      callback.run();
    }
  }

  private final class Watch implements Callback {
    private final EndPoint end;

    Watch(EndPoint end) {
      this.end = end;
    }

    @Override
    public void succeeded() {
      try {
        // Bytes of a next request are dropped with the connection.
        if (end.fill(ByteBuffer.allocate(1).limit(0)) < 0) {
          tell();
        }
      } catch (IOException e) {
        tell();
      }
    }

    @Override
    public void failed(Throwable failure) {
      if (!(failure instanceof TimeoutException)) {
        tell();
      } else if (gone.get() != null) {
        end.tryFillInterested(this);
      }
    }
  }
}
