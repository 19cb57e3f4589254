package dev.deepmatting.spark;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Predicts the mattes of a table of pictures on the executors of Spark.
 *
 * <pre>{@code
 * Dataset<Row> pictures = spark.read().parquet("s3a://bucket/pictures.parquet");
 * SparkMattingSettings settings = SparkMattingSettings.builder("s3a://bucket/mattes").build();
 * SparkMatting.predict(pictures, settings).write().parquet("s3a://bucket/rows");
 * }</pre>
 *
 * <p>The table has the columns {@code id}, the name of the results, and {@code image}, an address
 * of any file system that Hadoop knows, and of {@code trimap} (address), {@code mask} (address),
 * {@code rectangle} ({@code x,y,width,height}), {@code key} (a colour such as {@code 00b140}, or
 * {@code auto}) and {@code automatic} ({@code true}) one that is not empty.
 *
 * <p>Results are {@code ID-alpha.png} and {@code ID-cutout.png}, with the bytes that {@link
 * dev.deepmatting.batch.MattingBatch} writes. They appear only once they are complete, so that
 * speculation and retries are safe, and a run skips what was made from the same content by the same
 * model and options.
 */
public final class SparkMatting {
  private static final long PICTURES_OF_A_TASK = 100;
  private static final int TASKS_OF_A_CORE = 4;

  private SparkMatting() {}

  /** {@return the columns of the rows that {@link #predict} returns} */
  public static StructType schema() {
    return PictureRecord.SCHEMA;
  }

  /**
   * Predicts when the rows are asked for, once for each time they are: write them, or keep them
   * with {@code persist}.
   *
   * <p>A picture that cannot be read or used is a row with status {@code failed} and the reason in
   * {@code error}. An error of the results' store, or of the model, fails the task, which Spark
   * tries again.
   *
   * @param pictures the table; the second row with the same id fails
   * @param settings what the pictures have in common
   * @return a row for each picture, with the columns of {@link #schema()}: status {@code done},
   *     {@code skipped} or {@code failed}; width and height in pixels; the share of unknown pixels;
   *     milliseconds to read, predict and write; addresses and SHA-256 of the results
   */
  public static Dataset<Row> predict(Dataset<Row> pictures, SparkMattingSettings settings) {
    return predict(pictures, settings, Counters.of(pictures.sparkSession().sparkContext()));
  }

  static Dataset<Row> predict(
      Dataset<Row> pictures, SparkMattingSettings settings, Counters counters) {
    SparkSession spark = pictures.sparkSession();
    int tasks = settings.partitions() > 0 ? settings.partitions() : tasks(pictures);
    PictureTask.Shared shared = new PictureTask.Shared(settings, hadoop(spark));
    // By id, so that the same id meets itself, and a second attempt gets the same pictures.
    return pictures
        .repartition(tasks, pictures.col(PictureRequest.ID))
        .mapPartitions(
            new PictureTask(
                spark
                    .sparkContext()
                    .broadcast(
                        shared, scala.reflect.ClassTag$.MODULE$.apply(PictureTask.Shared.class)),
                counters),
            Encoders.row(PictureRecord.SCHEMA));
  }

  private static int tasks(Dataset<Row> pictures) {
    long cores = pictures.sparkSession().sparkContext().defaultParallelism();
    long wanted =
        Math.max(
            TASKS_OF_A_CORE * cores,
            (pictures.count() + PICTURES_OF_A_TASK - 1) / PICTURES_OF_A_TASK);
    return (int) Math.min(wanted, Integer.MAX_VALUE);
  }

  private static Map<String, String> hadoop(SparkSession spark) {
    Map<String, String> values = new HashMap<>();
    spark
        .sparkContext()
        .hadoopConfiguration()
        .forEach(each -> values.put(each.getKey(), each.getValue()));
    return values;
  }
}
