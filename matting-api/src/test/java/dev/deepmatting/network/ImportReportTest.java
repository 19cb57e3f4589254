package dev.deepmatting.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportReportTest {
  private static final List<String> NONE = List.of();

  @Test
  void isExactWhereNothingIsMissingExtraOrOfAnotherShape() {
    ImportReport report =
        new ImportReport(List.of("a"), List.of("classifier"), NONE, NONE, List.of());
    assertThat(report.isExact()).isTrue();
    assertThat(report).hasToString("1 loaded, 1 skipped, 0 missing, 0 extra, 0 of another shape");
  }

  @Test
  void isCompleteDespiteExtraTensors() {
    ImportReport report = new ImportReport(List.of("a"), NONE, NONE, List.of("b"), List.of());
    assertThat(report.isComplete()).isTrue();
    assertThat(report.isExact()).isFalse();
  }

  @Test
  void isNotCompleteWhereATensorHasAnotherShape() {
    ImportReport.WrongShape wrong = new ImportReport.WrongShape("a", List.of(1), List.of(2));
    ImportReport report = new ImportReport(NONE, NONE, NONE, NONE, List.of(wrong));
    assertThat(report.isComplete()).isFalse();
    assertThat(report.toString()).endsWith("1 of another shape (a is [1], wanted [2])");
  }

  @Test
  void namesTheFirstFewOfMany() {
    List<String> names = IntStream.range(0, 7).mapToObj(i -> "t" + i).toList();
    assertThat(new ImportReport(NONE, NONE, names, NONE, List.of()).toString())
        .contains("7 missing (t0, t1, t2, t3, t4, ...)");
  }

  @Test
  void namesOfForeignFilesAreShortened() {
    String name = "n".repeat(1 << 20);
    ImportReport report =
        new ImportReport(
            List.of(),
            List.of(),
            List.of(),
            List.of(name, name, name, name, name, name),
            List.of(new ImportReport.WrongShape(name, List.of(1), List.of(2))));

    assertThat(report.toString())
        .contains("6 extra (" + "n".repeat(200) + "..., ")
        .hasSizeLessThan(2000);
  }
}
