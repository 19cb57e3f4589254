package dev.deepmatting.spark;

import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.ImageInput;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program that {@code spark-submit} starts. */
@Command(
    name = "matting-spark",
    description = "Predicts the mattes of many pictures on the executors of Spark.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every picture has its results",
      "1:some pictures failed",
      "2:bad usage, or the run failed"
    })
public final class SparkMattingCommand implements Callable<Integer> {
  private static final int SOME_FAILED = 1;
  private static final int BAD_USAGE = 2;
  private static final int MOST_TOLD = 10;
  private static final double MEGA = 1e6;
  private static final Column PICTURES = functions.count("*");
  private static final Column PIXELS =
      functions.sum(functions.expr("cast(width as double) * height"));

  @Option(
      names = "--manifest",
      paramLabel = "ADDRESS",
      description = {
        "A table (.parquet, .csv, .json, .jsonl) with the columns id and image, and trimap,",
        "mask, rectangle, key or automatic."
      })
  private @Nullable String manifest;

  @Option(
      names = "--images",
      paramLabel = "DIR|GLOB",
      description = "Photographs, in place of --manifest.")
  private @Nullable String images;

  @Option(
      names = "--trimaps",
      paramLabel = "DIR|GLOB",
      description = "Their trimaps: STEM.* or STEM-trimap.*")
  private @Nullable String trimaps;

  @Option(
      names = "--key",
      paramLabel = "RRGGBB|auto",
      description = "The colour of the screen behind the objects of --images.")
  private @Nullable String key;

  @Option(names = "--auto", description = "Finds what stands out in --images.")
  private boolean automatic;

  @Option(names = "--out", paramLabel = "ADDRESS", description = "Folder of the results.")
  private @Nullable String out;

  @Option(
      names = "--rows",
      paramLabel = "ADDRESS",
      description = "Folder of the table of what became of each picture (Parquet, replaced).")
  private @Nullable String rows;

  @Option(
      names = "--model",
      defaultValue = "builtin:graph",
      paramLabel = "FILE|builtin:NAME",
      description = "The model; a file of this machine, or of --files. Default: ${DEFAULT-VALUE}")
  private String model;

  @Option(
      names = "--model-sha256",
      paramLabel = "HEX",
      description = "What the model's file must have; computed if it is on this machine.")
  private @Nullable String modelSha256;

  @Option(
      names = "--cutout",
      defaultValue = "true",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether to write cut-outs besides mattes. Default: ${DEFAULT-VALUE}")
  private boolean cutout;

  @Option(
      names = "--read-ahead",
      defaultValue = "0",
      paramLabel = "N",
      description = "How many more pictures a task reads and writes meanwhile. Default: 0")
  private int readAhead;

  @Option(
      names = "--max-pixels",
      defaultValue = "200000000",
      paramLabel = "N",
      description = "The most pixels of a picture. Default: ${DEFAULT-VALUE}")
  private long maxPixels;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "The most memory for one picture, such as 2GB.")
  private @Nullable String memory;

  @Option(
      names = "--tasks",
      defaultValue = "0",
      paramLabel = "N",
      description = "Number of tasks. Default: one for every 100 pictures")
  private int tasks;

  @Option(
      names = "--placement",
      defaultValue = "AUTO",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}: how results get their names. Default: AUTO")
  private SparkMattingSettings.Placement placement;

  @Option(
      names = "--plan",
      paramLabel = "WIDTHxHEIGHT",
      description = {
        "Prints what an executor needs for pictures of this size, as options of spark-submit,",
        "and does nothing else."
      })
  private @Nullable String plan;

  @Option(
      names = "--cores",
      defaultValue = "4",
      paramLabel = "N",
      description = "The cores of an executor for --plan. Default: 4")
  private int cores;

  @Spec private CommandSpec spec;

  private SparkMattingCommand() {}

  /**
   * Runs the program. Ends the JVM only with another exit code than 0, as Spark's cluster managers
   * expect.
   *
   * @param args the options
   */
  public static void main(String[] args) {
    int exitCode = run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new SparkMattingCommand()).setOut(out).setErr(err);
    return line.setExecutionExceptionHandler(
            (error, command, parsed) -> {
              err.println("matting-spark: " + reason(error));
              return BAD_USAGE;
            })
        .execute(args);
  }

  private static String reason(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof MattingException || each instanceof ResultStore.StoreException) {
        return String.valueOf(each.getMessage());
      }
    }
    return error.toString();
  }

  @Override
  public Integer call() {
    return plan == null ? predict() : plan(plan);
  }

  private int plan(String size) {
    if (!size.matches("\\d{1,6}x\\d{1,6}") || cores < 1) {
      throw new InvalidInputException(
          "--plan is '" + size + "' with --cores " + cores + ", wanted a size such as 4000x3000");
    }
    String[] sides = size.split("x");
    try (Matting matting = Matting.load(model)) {
      ExecutorPlan.of(matting, Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), cores)
          .lines()
          .forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }

  private int predict() {
    requireOne("--manifest or --images", manifest, images);
    String folder = required("--out", out);
    String table = required("--rows", rows);
    SparkSession spark = SparkSession.builder().appName("matting").getOrCreate();
    try {
      Dataset<Row> pictures = table(new Manifest(spark)).cache();
      SparkMattingSettings settings = settings(spark, folder);
      return predict(spark, pictures, settings, table);
    } finally {
      spark.stop();
    }
  }

  private Dataset<Row> table(Manifest source) {
    if (manifest != null) {
      return source.read(manifest);
    }
    String auto = automatic ? "true" : null;
    requireOne("--trimaps, --key or --auto", trimaps, key, auto);
    String kind =
        trimaps != null
            ? PictureRequest.TRIMAP
            : key != null ? PictureRequest.KEY : PictureRequest.AUTOMATIC;
    return source.list(required("--images", images), trimaps, kind, key != null ? key : auto);
  }

  private SparkMattingSettings settings(SparkSession spark, String folder) {
    SparkMattingSettings.Builder settings =
        SparkMattingSettings.builder(folder)
            .cutOut(cutout)
            .readAhead(readAhead)
            .maxPixels(maxPixels)
            .partitions(tasks)
            .placement(placement)
            .threads(spark.sparkContext().conf().getInt("spark.task.cpus", 1));
    if (memory != null) {
      settings.memoryBudget(memory);
    }
    Path file = Path.of(model.startsWith("builtin:") ? "" : model);
    if (Files.isRegularFile(file)) {
      spark.sparkContext().addFile(model);
      String sha256 = modelSha256 == null ? Hashes.sha256(ImageInput.of(file)) : modelSha256;
      return settings.model(String.valueOf(file.getFileName()), sha256).build();
    }
    return settings.model(model, modelSha256).build();
  }

  private int predict(
      SparkSession spark, Dataset<Row> pictures, SparkMattingSettings settings, String table) {
    PrintWriter report = spec.commandLine().getOut();
    spark.sparkContext().setJobDescription("matting: counting the pictures");
    long total = pictures.count();
    spark.sparkContext().setJobDescription("matting: predicting " + total + " pictures");
    Counters counters = Counters.of(spark.sparkContext());
    try (ProgressLine progress = new ProgressLine(report, counters, total)) {
      SparkMatting.predict(pictures, settings, counters)
          .write()
          .mode(SaveMode.Overwrite)
          .parquet(table);
      spark.sparkContext().setJobDescription("matting: summary");
      ResultStore.open(
              settings.output(), settings.placement(), spark.sparkContext().hadoopConfiguration())
          .clean();
      return summary(spark.read().parquet(table), progress.seconds());
    }
  }

  /** Counts rows, which a stage that ran twice has once. */
  private int summary(Dataset<Row> made, double seconds) {
    Map<String, Long> counts = new HashMap<>();
    double pixels = 0;
    for (Row each : made.groupBy("status").agg(PICTURES, PIXELS).collectAsList()) {
      counts.put(each.getString(0), each.getLong(1));
      pixels += each.getString(0).equals(PictureRecord.DONE) ? each.getDouble(2) : 0;
    }
    long failed = counts.getOrDefault(PictureRecord.FAILED, 0L);
    tellFailures(made);
    String line =
        String.format(
            Locale.ROOT,
            "%d predicted, %d skipped, %d failed; %.1f megapixels in %.1f s",
            counts.getOrDefault(PictureRecord.DONE, 0L),
            counts.getOrDefault(PictureRecord.SKIPPED, 0L),
            failed,
            pixels / MEGA,
            seconds);
    spec.commandLine().getOut().println(line);
    return failed == 0 ? 0 : SOME_FAILED;
  }

  private void tellFailures(Dataset<Row> made) {
    PrintWriter err = spec.commandLine().getErr();
    made.where("status = 'failed'")
        .orderBy("id")
        .limit(MOST_TOLD)
        .collectAsList()
        .forEach(row -> err.println("failed: " + row.<String>getAs("error")));
  }

  private static String required(String option, @Nullable String value) {
    if (value == null) {
      throw new InvalidInputException(option + " is missing");
    }
    return value;
  }

  private static void requireOne(String options, @Nullable String... values) {
    long given = Arrays.stream(values).filter(Objects::nonNull).count();
    if (given != 1) {
      throw new InvalidInputException(given + " of " + options + " are given, wanted one");
    }
  }
}
