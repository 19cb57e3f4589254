package dev.deepmatting.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two executors, one of which is killed midway. */
class KilledExecutorTest {
  private static final int COUNT = 60;
  private static final int DONE_BEFORE = 8;
  private static final long WAIT_MILLIS = 5;

  @TempDir private Path root;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void theRunCompletesAndNothingIsDoneTwice() throws IOException {
    Pictures pictures = Pictures.draw(root.resolve("pictures"), COUNT, 80);
    Path out = root.resolve("out");
    SparkSession spark = Sessions.start("local-cluster[2,1,1024]");
    try {
      SparkMattingSettings settings =
          SparkMattingSettings.builder(out.toUri().toString()).partitions(8).build();
      CompletableFuture<Map<String, Object>> killed =
          CompletableFuture.supplyAsync(() -> killOneAfter(out));

      Outcome outcome = Outcome.of(SparkMatting.predict(pictures.table(spark), settings));

      Map<String, Object> before = killed.join();
      assertThat(outcome.rows()).hasSize(COUNT);
      assertThat(outcome.counts()).containsEntry("failed", 3L);
      outcome.assertBadOnesAreTold();
      assertThat(before.size()).isBetween(2 * DONE_BEFORE, 2 * (COUNT - Pictures.BAD) - 2);
      assertThat(Outcome.times(out)).containsAllEntriesOf(before);
      Path ofBatch = root.resolve("batch");
      SparkMattingTest.batch(pictures, ofBatch);
      Outcome.assertSameResults(out, ofBatch);

      Map<String, Object> times = Outcome.times(out);
      assertThat(Outcome.of(SparkMatting.predict(pictures.table(spark), settings)).counts())
          .isEqualTo(Map.of("skipped", COUNT - 3L, "failed", 3L));
      assertThat(Outcome.times(out)).isEqualTo(times);
    } finally {
      spark.stop();
    }
  }

  /** Returns the results that were noted before the kill, with the times of their last change. */
  private static Map<String, Object> killOneAfter(Path out) {
    try {
      while (notes(out).size() < DONE_BEFORE) {
        TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
      }
      ProcessHandle executor =
          ProcessHandle.current()
              .descendants()
              // The only ones here: Spark starts each executor as a process of its own.
              .filter(each -> each.info().command().orElse("").endsWith("java"))
              .findFirst()
              .orElseThrow();
      Map<String, Object> before = new TreeMap<>();
      for (String id : notes(out)) {
        for (String end : List.of("-alpha.png", "-cutout.png")) {
          before.put(id + end, Files.getLastModifiedTime(out.resolve(id + end)));
        }
      }
      // The same as kill -9.
      executor.destroyForcibly();
      return before;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<String> notes(Path out) throws IOException {
    Path notes = out.resolve(ResultStore.NOTES);
    if (!Files.isDirectory(notes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(notes)) {
      return files.map(file -> file.getFileName().toString().replace(".json", "")).toList();
    }
  }
}
