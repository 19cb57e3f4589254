package dev.deepmatting.spark;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Tables of pictures: from a file, or from the names in folders. */
final class Manifest {
  private static final Pattern DERIVED = Pattern.compile(".*-(trimap|alpha|cutout|mask)");
  private static final String TRIMAP_END = "-trimap";

  private final SparkSession spark;

  Manifest(SparkSession spark) {
    this.spark = spark;
  }

  /** Reads a table; its ending says how. */
  Dataset<Row> read(String address) {
    String name = address.toLowerCase(Locale.ROOT);
    Dataset<Row> table;
    if (name.endsWith(".parquet")) {
      table = spark.read().parquet(address);
    } else if (name.endsWith(".csv")) {
      table = spark.read().option("header", "true").csv(address);
    } else if (name.endsWith(".json") || name.endsWith(".jsonl")) {
      table = spark.read().json(address);
    } else {
      throw new InvalidInputException(
          "--manifest is '" + address + "', wanted .parquet, .csv, .json or .jsonl");
    }
    List<String> columns = Arrays.asList(table.columns());
    if (!columns.contains(PictureRequest.ID) || !columns.contains(PictureRequest.IMAGE)) {
      throw new InvalidInputException(
          "--manifest has the columns " + columns + ", wanted id and image among them");
    }
    return table;
  }

  /**
   * Lists pictures, and finds the trimap {@code STEM.*} or {@code STEM-trimap.*} of each.
   *
   * @param images a folder or a glob
   * @param trimaps a folder or a glob; null if objects are marked otherwise
   * @param kind the column of the other mark
   * @param value its value
   */
  Dataset<Row> list(String images, @Nullable String trimaps, String kind, @Nullable String value) {
    Map<String, String> hints = new HashMap<>();
    if (trimaps != null) {
      for (Path each : files("--trimaps", trimaps)) {
        String stem = stem(each);
        hints.put(
            stem.endsWith(TRIMAP_END)
                ? stem.substring(0, stem.length() - TRIMAP_END.length())
                : stem,
            each.toString());
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Path each : files("--images", images)) {
      String stem = stem(each);
      if (!DERIVED.matcher(stem).matches()) {
        String mark = trimaps == null ? value : hints.get(stem);
        rows.add(RowFactory.create(stem, each.toString(), mark));
      }
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add(PictureRequest.ID, DataTypes.StringType)
            .add(PictureRequest.IMAGE, DataTypes.StringType)
            .add(kind, DataTypes.StringType));
  }

  private List<Path> files(String option, String text) {
    Path path = new Path(text);
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      FileStatus[] found = files.globStatus(path);
      if (found != null && found.length == 1 && found[0].isDirectory()) {
        found = files.listStatus(found[0].getPath());
      }
      List<Path> pictures =
          Arrays.stream(found == null ? new FileStatus[0] : found)
              .filter(FileStatus::isFile)
              .map(FileStatus::getPath)
              .filter(each -> !each.getName().startsWith("."))
              .sorted()
              .toList();
      if (pictures.isEmpty()) {
        throw new InvalidInputException(
            option + " is '" + text + "', wanted a folder or a glob with files");
      }
      return pictures;
    } catch (IOException e) {
      throw new InvalidInputException(option + " is '" + text + "', which fails: " + e, e);
    }
  }

  private static String stem(Path file) {
    String name = file.getName();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
