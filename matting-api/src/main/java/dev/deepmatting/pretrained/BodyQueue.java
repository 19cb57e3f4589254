package dev.deepmatting.pretrained;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands the body of a response from the HTTP client's threads to the fetching thread, which can
 * thus wait with a time limit and be interrupted. It requests one piece at a time, so the queue
 * stays short.
 */
final class BodyQueue implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  /** A piece of the body, its end (both null), or what broke it. */
  private record Event(@Nullable List<ByteBuffer> bytes, @Nullable Throwable failure) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private Flow.@Nullable Subscription subscription;
  private boolean closed;

  static BodyQueue of(Flow.Publisher<List<ByteBuffer>> body) {
    BodyQueue queue = new BodyQueue();
    body.subscribe(queue);
    return queue;
  }

  /**
   * Waits for the next bytes.
   *
   * @param stall the longest wait without a byte
   * @return the bytes, or null at the end
   */
  @Nullable List<ByteBuffer> next(Duration stall) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while fetching");
    }
    Event event = events.poll(stall.toNanos(), TimeUnit.NANOSECONDS);
    if (event == null) {
      throw new HttpTimeoutException("no byte came for " + stall.toMillis() + " ms");
    }
    if (event.failure != null) {
      throw new IOException("the connection broke: " + event.failure.getMessage(), event.failure);
    }
    if (event.bytes != null) {
      request();
    }
    return event.bytes;
  }

  private synchronized void request() {
    Objects.requireNonNull(subscription).request(1);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (closed) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    events.add(new Event(bytes, null));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(null, failure));
  }

  @Override
  public void onComplete() {
    events.add(new Event(null, null));
  }

  /** Drops the connection if the body has not ended. */
  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
