package dev.deepmatting.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a run.
 *
 * @param rows by id
 */
record Outcome(Map<String, Row> rows) {
  static Outcome of(Dataset<Row> rows) {
    return new Outcome(
        rows.collectAsList().stream()
            .collect(
                Collectors.toMap(
                    row -> row.getAs("id"), Function.identity(), (a, b) -> b, TreeMap::new)));
  }

  Map<String, Long> counts() {
    return rows.values().stream()
        .collect(Collectors.groupingBy(row -> row.getAs("status"), Collectors.counting()));
  }

  String error(String id) {
    return rows.get(id).getAs("error");
  }

  void assertBadOnesAreTold() {
    assertThat(error(Pictures.CUT_OFF)).contains("p000.png");
    assertThat(error(Pictures.MISSING)).contains("p001.jpg", "FileNotFoundException");
    assertThat(error(Pictures.OTHER_SIZE)).contains("trimap is 9x9", "wanted the image's");
  }

  /** Returns the files of a folder with their content, by their relative names. */
  static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : files(folder)) {
      files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
    }
    return files;
  }

  /** Returns the files of a folder with the times of their last change. */
  static Map<String, Object> times(Path folder) throws IOException {
    Map<String, Object> files = new TreeMap<>();
    for (Path file : files(folder)) {
      files.put(folder.relativize(file).toString(), Files.getLastModifiedTime(file));
    }
    return files;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Compares the results with those of a batch on the same pictures. */
  static void assertSameResults(Path folder, Path ofBatch) throws IOException {
    Map<String, byte[]> results = contents(folder);
    results.keySet().removeIf(name -> !name.matches("p\\d+-(alpha|cutout)[.]png"));
    Map<String, byte[]> wanted = contents(ofBatch);
    wanted.keySet().removeIf(name -> name.startsWith("."));
    assertThat(results.keySet()).isEqualTo(wanted.keySet());
    results.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(wanted.get(name)));
  }
}
