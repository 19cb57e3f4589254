package dev.deepmatting.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.Matting;
import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchSummary;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.ChromaKey;
import dev.deepmatting.trimap.TrimapSource;
import dev.deepmatting.trimap.Trimaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkMattingTest {
  private static final int COUNT = 60;

  @TempDir private static Path root;
  private static Pictures pictures;
  private static SparkSession spark;

  @TempDir private Path out;

  @BeforeAll
  static void start() throws IOException {
    pictures = Pictures.draw(root, COUNT, 60);
    spark = Sessions.start("local[2,4]");
    FailingStore.register(spark);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private SparkMattingSettings.Builder settings() {
    return SparkMattingSettings.builder(out.toString()).partitions(6);
  }

  private static Outcome run(SparkMattingSettings.Builder settings) {
    return Outcome.of(SparkMatting.predict(pictures.table(spark), settings.build()));
  }

  /** Runs the library's own batch. */
  static BatchSummary batch(Pictures pictures, Path folder) {
    List<BatchInput> inputs =
        IntStream.range(0, pictures.count())
            .mapToObj(i -> BatchInput.of(pictures.image(i), pictures.trimap(i)))
            .toList();
    try (Matting matting = Matting.load("builtin:graph")) {
      return MattingBatch.builder().inputs(inputs).output(folder).build().run(matting);
    }
  }

  @Test
  void makesWhatABatchMakesOnceForEachWork() throws IOException {
    Path ofBatch = out.resolveSibling(out.getFileName() + "-batch");
    BatchSummary summary = batch(pictures, ofBatch);
    assertThat(summary.failures()).hasSize(Pictures.BAD);

    Outcome first = run(settings());

    assertThat(first.counts()).isEqualTo(Map.of("done", COUNT - 3L, "failed", 3L));
    first.assertBadOnesAreTold();
    Outcome.assertSameResults(out, ofBatch);
    Row row = first.rows().get("p007");
    assertThat(row.<String>getAs("alpha")).endsWith("/p007-alpha.png").startsWith("file:");
    assertThat(row.<String>getAs("alpha_sha256"))
        .isEqualTo(Hashes.sha256(ImageInput.of(out.resolve("p007-alpha.png"))));
    assertThat(row.<Double>getAs("unknown")).isBetween(0.2, 0.5);

    Map<String, Object> times = Outcome.times(out);
    assertThat(run(settings()).counts()).isEqualTo(Map.of("skipped", COUNT - 3L, "failed", 3L));
    assertThat(Outcome.times(out)).isEqualTo(times);

    Files.delete(out.resolve("p007-cutout.png"));
    assertThat(run(settings()).counts()).containsEntry("done", 1L);

    assertThat(run(settings().band(0.1)).counts()).containsEntry("done", COUNT - 3L);
    assertThat(run(settings().model("builtin:closed-form")).counts())
        .containsEntry("done", COUNT - 3L);
    assertThat(run(settings().threads(2).model("builtin:closed-form")).counts())
        .containsEntry("skipped", COUNT - 3L);
  }

  @Test
  void anObjectStoreGetsEachResultByOnePut() throws IOException {
    SparkMattingSettings.Builder settings =
        SparkMattingSettings.builder(FailingStore.SCHEME + "://" + out)
            .partitions(6)
            .placement(SparkMattingSettings.Placement.PUT);
    FailingStore.failFirst("p011-cutout.png", "p033-alpha.png", "p044.json");

    Outcome outcome = run(settings);

    assertThat(outcome.counts()).containsEntry("failed", 3L);
    assertThat(outcome.rows()).hasSize(COUNT);
    Path ofBatch = out.resolveSibling(out.getFileName() + "-batch");
    batch(pictures, ofBatch);
    Outcome.assertSameResults(out, ofBatch);
    assertThat(FailingStore.failed()).isEqualTo(3);
    assertThat(FailingStore.puts())
        .hasSize(3 * (COUNT - 3))
        .allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
    assertThat(run(settings).counts()).containsEntry("skipped", COUNT - 3L);
    assertThat(FailingStore.puts().values()).containsOnly(1);
  }

  @Test
  void objectsCanBeMarkedInAnyWay() throws IOException {
    String image = pictures.image(4).toString();
    StructType columns =
        new StructType()
            .add("id", "string")
            .add("image", "string")
            .add("mask", "string")
            .add("rectangle", "string")
            .add("key", "string")
            .add("automatic", "boolean");
    Dataset<Row> table =
        spark.createDataFrame(
            List.of(
                RowFactory.create("m", image, pictures.trimap(4).toString(), null, null, null),
                RowFactory.create("r", image, null, "7, 10, 28, 40", null, false),
                RowFactory.create("k", image, null, null, "145a9c", null),
                RowFactory.create("none", image, null, null, null, false),
                RowFactory.create("two", image, null, "1,1,9,9", "auto", null),
                RowFactory.create("bad", image, null, "1,1,9", null, null),
                RowFactory.create("a/b", image, null, null, "auto", null),
                RowFactory.create("k", image, null, null, "auto", null),
                RowFactory.create(null, image, null, null, "auto", null)),
            columns);

    List<Row> rows =
        SparkMatting.predict(table, settings().cutOut(false).band(0.1).partitions(1).build())
            .collectAsList();

    assertThat(rows.stream().filter(row -> "done".equals(row.getAs("status"))))
        .extracting(row -> row.<String>getAs("id"))
        .as("%s", rows)
        .containsExactlyInAnyOrder("m", "r", "k");
    assertThat(rows.stream().filter(row -> "failed".equals(row.getAs("status"))))
        .extracting(row -> row.<String>getAs("error"))
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each).contains("row none has [], wanted one of the columns"),
            each -> assertThat(each).contains("row two has [rectangle, key]"),
            each -> assertThat(each).contains("rectangle is '1,1,9'"),
            each -> assertThat(each).contains("name is 'a/b'"),
            each -> assertThat(each).contains("have the same name 'k'"),
            each -> assertThat(each).contains("id is missing"));
    Band band = Band.relative(0.1);
    assertSame("m", Trimaps.fromMask(alpha(pictures.trimap(4)), band), true);
    assertSame("r", Trimaps.fromRectangle(7, 10, 28, 40, band), true);
    assertSame("k", Trimaps.fromChromaKey(ChromaKey.of(0x14, 0x5a, 0x9c)), false);
  }

  private static AlphaMatte alpha(Path file) {
    return ImageFiles.standard().readAlpha(file);
  }

  private void assertSame(String id, TrimapSource source, boolean rough) throws IOException {
    try (Matting matting = Matting.load("builtin:graph")) {
      var image = ImageFiles.standard().readImage(pictures.image(4));
      var trimap = source.trimap(image);
      AlphaMatte alpha = matting.predict(image, trimap);
      Path wanted = out.resolve("wanted.png");
      (rough ? Trimaps.withoutIslands(alpha, trimap) : alpha).writePng(wanted);
      assertThat(out.resolve(id + "-alpha.png")).hasSameBinaryContentAs(wanted);
    }
  }

  @Test
  void networksRunOnExecutors() {
    Dataset<Row> few = pictures.table(spark).where("id in ('p005', 'p006')");

    Outcome outcome =
        Outcome.of(SparkMatting.predict(few, settings().model("builtin:dim-small").build()));

    assertThat(outcome.counts()).isEqualTo(Map.of("done", 2L));
  }

  @Test
  void aModelFileMustHaveItsDigest() {
    Dataset<Row> few = pictures.table(spark).where("id = 'p005'");
    String wrong = "0".repeat(64);
    SparkMattingSettings settings = settings().model(pictures.image(3).toString(), wrong).build();

    assertThatThrownBy(() -> SparkMatting.predict(few, settings).collectAsList())
        .hasMessageContaining("wanted " + wrong);
    assertThatThrownBy(() -> settings().model("model.safetensors").build())
        .hasMessage(
            "modelSha256 is 'null', wanted 64 hexadecimal digits in lower case with the file"
                + " model.safetensors");
  }
}
