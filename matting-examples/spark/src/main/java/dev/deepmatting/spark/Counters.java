package dev.deepmatting.spark;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Counts on the driver what tasks have finished; Spark's pages show them for each stage. A stage
 * that runs again counts again, so they are for progress alone.
 */
record Counters(
    LongAccumulator done, LongAccumulator skipped, LongAccumulator failed, LongAccumulator pixels)
    implements Serializable {
  static Counters of(SparkContext spark) {
    return new Counters(
        spark.longAccumulator("pictures done"),
        spark.longAccumulator("pictures skipped"),
        spark.longAccumulator("pictures failed"),
        spark.longAccumulator("pixels"));
  }

  void add(PictureRecord record) {
    MattingPlugin.count(record);
    switch (record.status()) {
      case PictureRecord.DONE -> done.add(1L);
      case PictureRecord.SKIPPED -> skipped.add(1L);
      default -> failed.add(1L);
    }
    if (record.status().equals(PictureRecord.DONE)) {
      pixels.add((long) record.width() * record.height());
    }
  }

  long pictures() {
    return done.value() + skipped.value() + failed.value();
  }
}
