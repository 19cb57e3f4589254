package dev.deepmatting.spark;

import com.sun.management.OperatingSystemMXBean;
import dev.deepmatting.Matting;
import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.image.ImageFiles;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Compares the speed of {@code local[2]} with that of a batch on the same pictures, in turns, and
 * prints a row of times for each picture: {@code java ... SparkThroughput WIDTH HEIGHT COUNT
 * ROUNDS}. The pictures are the dandelion sample, scaled. Spark gets one warm-up round, the batch
 * too.
 */
final class SparkThroughput {
  private static final double NANOS = 1e9;

  private final Path folder;
  private final List<BatchInput> inputs = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  private SparkThroughput(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    SparkThroughput run = new SparkThroughput(Files.createTempDirectory("throughput"));
    run.draw(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    try (SparkSession spark = Sessions.start("local[2]");
        Matting matting = Matting.load("builtin:graph")) {
      for (int round = 0; round <= Integer.parseInt(args[3]); round++) {
        int number = round;
        double[] batch = timed(() -> run.batch(matting, number));
        double[] made = timed(() -> run.spark(spark, number));
        System.out.printf(
            Locale.ROOT,
            "round %d: batch %.2f s, processor %.2f s; local[2] %.2f s, processor %.2f s;"
                + " throughput %.3f, by processor time %.3f%n",
            round,
            batch[0],
            batch[1],
            made[0],
            made[1],
            batch[0] / made[0],
            batch[1] / made[1]);
      }
    }
  }

  private void draw(int width, int height, int count) throws IOException {
    Path samples = Path.of("..", "samples");
    BufferedImage image = scaled(samples.resolve("dandelion.jpg"), width, height, 5, true);
    BufferedImage trimap =
        scaled(samples.resolve("dandelion-trimap.png"), width, height, 10, false);
    for (int i = 0; i < count; i++) {
      Path photo = folder.resolve("p" + i + ".jpg");
      Path hint = folder.resolve("p" + i + "-trimap.png");
      ImageFiles.write(image, photo);
      ImageFiles.writePng(trimap, hint);
      inputs.add(new BatchInput("p" + i, photo, Optional.of(hint)));
      rows.add(RowFactory.create("p" + i, photo.toString(), hint.toString()));
    }
  }

  private static BufferedImage scaled(Path file, int width, int height, int type, boolean smooth)
      throws IOException {
    BufferedImage scaled = new BufferedImage(width, height, type);
    Graphics2D pen = scaled.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        smooth
            ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    pen.drawImage(ImageIO.read(file.toFile()), 0, 0, width, height, null);
    pen.dispose();
    return scaled;
  }

  private void batch(Matting matting, int round) {
    MattingBatch.builder()
        .inputs(inputs)
        .output(folder.resolve("batch" + round))
        .build()
        .run(matting);
  }

  private void spark(SparkSession spark, int round) {
    Dataset<Row> table =
        spark.createDataFrame(
            rows,
            new StructType().add("id", "string").add("image", "string").add("trimap", "string"));
    SparkMattingSettings settings =
        SparkMattingSettings.builder(folder.resolve("spark" + round).toString()).build();
    for (Row row : SparkMatting.predict(table, settings).collectAsList()) {
      if (round > 0) {
        System.out.println(row.mkString(","));
      }
    }
  }

  private static double[] timed(Runnable work) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long processor = system.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    return new double[] {
      (System.nanoTime() - start) / NANOS, (system.getProcessCpuTime() - processor) / NANOS
    };
  }
}
