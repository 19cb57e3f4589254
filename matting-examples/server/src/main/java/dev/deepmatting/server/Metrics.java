package dev.deepmatting.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/** What the server measures, in the text format of Prometheus. Safe to share between threads. */
final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  Metrics(WorkQueue queue) {
    Gauge.builder("matting.pictures.running", queue, WorkQueue::running)
        .description("Pictures that are worked on")
        .register(registry);
    Gauge.builder("matting.pictures.waiting", queue, WorkQueue::waiting)
        .description("Pictures that wait for their turn")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
  }

  /**
   * Counts an answer.
   *
   * @param route a known path, or {@code other}, so that clients cannot add series
   * @param status the HTTP status
   * @param nanos from the request's headers to its answer
   */
  void answered(String route, int status, long nanos) {
    Timer.builder("matting.requests")
        .description("Requests from their headers to their answer")
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .publishPercentiles(0.5, 0.95, 0.99)
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
