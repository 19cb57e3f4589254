package dev.deepmatting.dl4j.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.fixture.MemoryTensors;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.ImportReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TensorImportTest {
  private static final FloatTensor TWO = new FloatTensor(new float[] {1, 2}, 2);

  @Test
  void sortsTensorsIntoLoadedSkippedMissingExtraAndWrongShaped() {
    ImportReport report =
        compare(
                Map.of("a", TWO, "b", TWO, "unknown", TWO, "classifier.x", TWO),
                Map.of("a", new int[] {2}, "b", new int[] {1, 2}, "c", new int[] {2}))
            .report();
    assertThat(report)
        .isEqualTo(
            new ImportReport(
                List.of("a"),
                List.of("classifier.x"),
                List.of("c"),
                List.of("unknown"),
                List.of(new ImportReport.WrongShape("b", List.of(2), List.of(1, 2)))));
    assertThat(report)
        .hasToString(
            "1 loaded, 1 skipped, 1 missing (c), 1 extra (unknown), 1 of another shape (b is [2],"
                + " wanted [1, 2])");
  }

  @Test
  void isStrictAboutExtraTensorsUnlessToldOtherwise() {
    TensorImport imported = compare(Map.of("a", TWO, "unknown", TWO), Map.of("a", new int[] {2}));
    assertThatThrownBy(() -> imported.read("the net", true))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "model x does not contain the net: 1 loaded, 0 skipped, 0 missing, 1 extra (unknown), 0 of"
                + " another shape; strict(false) in Java or --strict false on the command line"
                + " leaves extra tensors out");
    assertThat(imported.read("the net", false)).containsOnlyKeys("a");
  }

  @Test
  void neverDoesWithoutWhatTheNetworkNeeds() {
    TensorImport imported = compare(Map.of(), Map.of("a", new int[] {2}));
    assertThatThrownBy(() -> imported.read("the net", false))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("1 missing (a)");
  }

  @Test
  void readsInTheOrderInWhichTensorsAreWanted() {
    Map<String, int[]> wanted = new TreeMap<>(Map.of("a", new int[] {2}, "b", new int[] {2}));
    assertThat(compare(Map.of("b", TWO, "a", TWO), wanted).read("the net", true).keySet())
        .containsExactly("a", "b");
  }

  private static TensorImport compare(Map<String, FloatTensor> file, Map<String, int[]> wanted) {
    StateDict tensors = new StateDict("model x", new MemoryTensors(file, Map.of()));
    return new TensorImport(tensors, wanted, name -> name.startsWith("classifier."));
  }
}
