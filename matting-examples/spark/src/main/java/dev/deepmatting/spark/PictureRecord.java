package dev.deepmatting.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What became of a picture: a row of the run's table, and the note in the results folder that it is
 * done.
 *
 * @param id the picture's id
 * @param status {@value #DONE}, {@value #SKIPPED} or {@value #FAILED}
 * @param error why it failed; null otherwise
 * @param width in pixels; 0 if it failed
 * @param height in pixels; 0 if it failed
 * @param unknown share of unknown pixels in the trimap, 0 to 1
 * @param readMillis time to read and decode image and trimap, or to make the trimap
 * @param predictMillis time of the prediction
 * @param writeMillis time to estimate colours, encode and write
 * @param alpha the matte
 * @param cutOut the cut-out; null if none was wanted
 * @param digest identifies the work that made the results
 */
record PictureRecord(
    String id,
    String status,
    @Nullable String error,
    int width,
    int height,
    double unknown,
    long readMillis,
    long predictMillis,
    long writeMillis,
    @Nullable Result alpha,
    @Nullable Result cutOut,
    @Nullable String digest)
    implements Serializable {
  static final String DONE = "done";
  static final String SKIPPED = "skipped";
  static final String FAILED = "failed";

  /** The columns of the rows. */
  static final StructType SCHEMA =
      DataTypes.createStructType(
          List.of(
              column("id", DataTypes.StringType),
              column("status", DataTypes.StringType),
              column("error", DataTypes.StringType),
              column("width", DataTypes.IntegerType),
              column("height", DataTypes.IntegerType),
              column("unknown", DataTypes.DoubleType),
              column("read_ms", DataTypes.LongType),
              column("predict_ms", DataTypes.LongType),
              column("write_ms", DataTypes.LongType),
              column("alpha", DataTypes.StringType),
              column("alpha_sha256", DataTypes.StringType),
              column("cutout", DataTypes.StringType),
              column("cutout_sha256", DataTypes.StringType),
              column("digest", DataTypes.StringType)));

  /**
   * A file that was written.
   *
   * @param address its address
   * @param bytes its length
   * @param sha256 of its content
   */
  record Result(String address, long bytes, String sha256) implements Serializable {}

  private static StructField column(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  static PictureRecord failed(String id, String reason) {
    return new PictureRecord(id, FAILED, reason, 0, 0, 0, 0, 0, 0, null, null, null);
  }

  /** Returns the record of the same results in a run that found them. */
  PictureRecord skipped() {
    return new PictureRecord(
        id, SKIPPED, null, width, height, unknown, 0, 0, 0, alpha, cutOut, digest);
  }

  Row row() {
    return RowFactory.create(
        id,
        status,
        error,
        width,
        height,
        unknown,
        readMillis,
        predictMillis,
        writeMillis,
        alpha == null ? null : alpha.address(),
        alpha == null ? null : alpha.sha256(),
        cutOut == null ? null : cutOut.address(),
        cutOut == null ? null : cutOut.sha256(),
        digest);
  }
}
