package dev.deepmatting.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Adds pictures, failures, pixels and seconds of prediction to the metrics of each executor, with
 * {@code --conf spark.plugins=dev.deepmatting.spark.MattingPlugin}, and frees its models at the
 * end.
 */
public final class MattingPlugin implements SparkPlugin {
  private static final LongAdder PICTURES = new LongAdder();
  private static final LongAdder FAILURES = new LongAdder();
  private static final LongAdder PIXELS = new LongAdder();
  private static final LongAdder PREDICT_MILLIS = new LongAdder();

  /** Creates the plugin; Spark does. */
  public MattingPlugin() {}

  static void count(PictureRecord record) {
    PICTURES.increment();
    if (record.status().equals(PictureRecord.FAILED)) {
      FAILURES.increment();
    }
    PIXELS.add((long) record.width() * record.height());
    PREDICT_MILLIS.add(record.predictMillis());
  }

  @Override
  public @Nullable DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new OnExecutor();
  }

  private static final class OnExecutor implements ExecutorPlugin {
    @Override
    public void init(PluginContext context, Map<String, String> extra) {
      MetricRegistry registry = context.metricRegistry();
      registry.register("pictures", (Gauge<Long>) PICTURES::sum);
      registry.register("failures", (Gauge<Long>) FAILURES::sum);
      registry.register("pixels", (Gauge<Long>) PIXELS::sum);
      registry.register("predictMillis", (Gauge<Long>) PREDICT_MILLIS::sum);
    }

    @Override
    public void shutdown() {
      Models.close();
    }
  }
}
