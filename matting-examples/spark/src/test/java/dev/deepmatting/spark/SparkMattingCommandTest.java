package dev.deepmatting.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkMattingCommandTest {
  private static final int COUNT = 6;

  @TempDir private Path root;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stop() {
    SparkSession.getActiveSession()
        .foreach(
            session -> {
              session.stop();
              return null;
            });
  }

  private int run(Object... words) {
    String[] args = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      args[i] = words[i].toString();
    }
    return SparkMattingCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private int predict(Object... words) throws IOException {
    Sessions.start("local[2]");
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--out", root.resolve("out"), "--rows", root.resolve("rows")));
    return run(all.toArray());
  }

  @Test
  void predictsWhatFoldersHoldAndSaysWhatFailed() throws IOException {
    Pictures.draw(root, COUNT, 30);

    int exitCode =
        predict("--images", root.resolve("images/*"), "--trimaps", root.resolve("trimaps"));

    // The missing photograph is not listed.
    assertThat(out.toString()).contains("3 predicted, 0 skipped, 2 failed; ");
    assertThat(err.toString()).contains("failed: ").contains("p000.png").contains("p002.webp");
    assertThat(exitCode).isEqualTo(1);
    assertThat(root.resolve("out/p003-cutout.png")).isRegularFile();
    assertThat(root.resolve("out/_attempts")).doesNotExist();

    exitCode =
        predict("--images", root.resolve("images/p00[345]*"), "--trimaps", root.resolve("trimaps"));
    assertThat(out.toString()).contains("0 predicted, 3 skipped, 0 failed");
    assertThat(exitCode).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "jsonl", "parquet"})
  void readsManifests(String end) throws IOException {
    Pictures pictures = Pictures.draw(root, COUNT, 30);
    Path manifest = root.resolve("pictures." + end);
    String image = pictures.image(4).toString();
    switch (end) {
      case "csv" -> Files.writeString(manifest, "id,image,key\na," + image + ",145a9c\n");
      case "jsonl" ->
          Files.writeString(
              manifest, "{\"id\":\"a\",\"image\":\"" + image + "\",\"key\":\"145a9c\"}\n");
      default ->
          pictures
              .table(Sessions.start("local[2]"))
              .where("id = 'p004'")
              .selectExpr("'a' as id", "image", "'145a9c' as key")
              .write()
              .parquet(manifest.toString());
    }

    assertThat(predict("--manifest", manifest, "--cutout", "false")).as(err.toString()).isZero();
    assertThat(root.resolve("out/a-alpha.png")).isRegularFile();
    assertThat(root.resolve("out/a-cutout.png")).doesNotExist();
  }

  @Test
  void saysWhatIsWrongWithTheOptions() throws IOException {
    assertThat(run("--images", "a", "--out", "b")).isEqualTo(2);
    assertThat(err.toString()).contains("--rows is missing");
    assertThat(run("--out", "b", "--rows", "c")).isEqualTo(2);
    assertThat(err.toString()).contains("0 of --manifest or --images are given, wanted one");
    assertThat(run("--turbo")).isEqualTo(2);
    assertThat(predict("--manifest", "pictures.txt")).isEqualTo(2);
    assertThat(err.toString()).contains("--manifest is 'pictures.txt', wanted .parquet");
    assertThat(predict("--images", root.resolve("none*"), "--auto")).isEqualTo(2);
    assertThat(err.toString()).contains("--images is '");
  }

  @Test
  void plansAnExecutor() {
    assertThat(run("--plan", "4000x3000")).isZero();
    assertThat(out.toString())
        .contains("--executor-cores 4", "spark.task.cpus=1", "OMP_NUM_THREADS=1");

    assertThat(run("--plan", "4000x3000", "--cores", 8, "--model", "builtin:dim-small")).isZero();
    assertThat(out.toString()).contains("spark.task.cpus=4", "OMP_NUM_THREADS=8");
    assertThat(run("--plan", "big")).isEqualTo(2);
  }

  /** 12 megapixels: 1024 MiB + 4 x (480 MB + 1 GiB); a tenth of it and 384 MiB. */
  @Test
  void theArithmeticOfAPlanIsSimple() {
    ExecutorPlan plan = new ExecutorPlan(true, 1L << 30, 12_000_000, 4);

    assertThat(plan.heapBytes()).isEqualTo((1L << 30) * 5 + 4 * 480_000_000L);
    assertThat(plan.overheadBytes()).isEqualTo((384L << 20) + plan.heapBytes() / 10);
    ExecutorPlan network = new ExecutorPlan(false, 1L << 30, 12_000_000, 4);
    assertThat(network.heapBytes()).isEqualTo((1L << 30) + 2 * 480_000_000L);
    assertThat(network.overheadBytes())
        .isEqualTo((384L << 20) + network.heapBytes() / 10 + (1L << 30));
  }
}
