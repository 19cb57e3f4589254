package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.trimap.LabelExpansion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MethodParametersTest {
  private static final double NONE = Double.NaN;
  private static final double ENDLESS = Double.POSITIVE_INFINITY;

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(() -> closedForm().epsilon(0).build(), "epsilon is 0.0, wanted 1.0E-12 to 1.0E12"),
        refused(
            () -> closedForm().epsilon(NONE).build(), "epsilon is NaN, wanted 1.0E-12 to 1.0E12"),
        refused(
            () -> closedForm().tolerance(0).build(),
            "tolerance is 0.0, wanted a number above 0 and below 1"),
        refused(
            () -> knn().tolerance(1).build(),
            "tolerance is 1.0, wanted a number above 0 and below 1"),
        refused(() -> knn().searches(List.of()).build(), "searches is empty, wanted at least one"),
        refused(() -> new Knn.Search(1, 1), "neighbours is 1, wanted 2 to 64"),
        refused(() -> new Knn.Search(65, 1), "neighbours is 65, wanted 2 to 64"),
        refused(() -> new Knn.Search(2, 0), "distanceWeight is 0.0, wanted 1.0E-12 to 1.0E12"),
        refused(
            () -> new Knn.Search(2, 1e13), "distanceWeight is 1.0E13, wanted 1.0E-12 to 1.0E12"),
        refused(
            () -> layers().neighbours(List.of(1, 2, 3)).build(),
            "number of neighbours is 3, wanted 4 to 4"),
        refused(
            () -> layers().neighbours(List.of(1, 2, 3, 0)).build(),
            "neighbours is 0, wanted 1 to 64"),
        refused(
            () -> layers().layerWeights(List.of(1.0)).build(),
            "number of layerWeights is 1, wanted 3 to 3"),
        refused(
            () -> layers().layerWeights(List.of(1.0, -1.0, 0.0)).build(),
            "layerWeights is -1.0, wanted 0 to 1.0E12"),
        refused(
            () -> layers().firstLayerShare(0).build(),
            "firstLayerShare is 0.0, wanted a number above 0, up to 1"),
        refused(
            () -> layers().firstLayerShare(1.01).build(),
            "firstLayerShare is 1.01, wanted a number above 0, up to 1"),
        refused(
            () -> layers().closedFormWeight(0).build(),
            "closedFormWeight is 0.0, wanted 1.0E-12 to 1.0E12"),
        refused(
            () -> layers().epsilon(ENDLESS).build(),
            "epsilon is Infinity, wanted 1.0E-12 to 1.0E12"),
        refused(() -> layers().sumDSteps(0).build(), "sumDSteps is 0, wanted 1 to 150"),
        refused(() -> layers().sumDSteps(151).build(), "sumDSteps is 151, wanted 1 to 150"),
        refused(
            () -> layers().tolerance(NONE).build(),
            "tolerance is NaN, wanted a number above 0 and below 1"),
        refused(() -> graph().neighbours(0).build(), "neighbours is 0, wanted 1 to 64"),
        refused(() -> graph().neighbours(65).build(), "neighbours is 65, wanted 1 to 64"),
        refused(
            () -> graph().coordinateDivisor(1e-13).build(),
            "coordinateDivisor is 1.0E-13, wanted 1.0E-12 to 1.0E12"),
        refused(
            () -> graph().selected(NONE).build(),
            "selected is NaN, wanted a number above 0, up to 1"),
        refused(
            () -> graph().textureWeight(-1).build(), "textureWeight is -1.0, wanted 0 to 1.0E12"),
        refused(() -> graph().textureSteps(0).build(), "textureSteps is 0, wanted 1 to 150"),
        refused(
            () -> graph().closedFormWeight(-7).build(),
            "closedFormWeight is -7.0, wanted 1.0E-12 to 1.0E12"),
        refused(() -> graph().epsilon(-1).build(), "epsilon is -1.0, wanted 1.0E-12 to 1.0E12"),
        refused(
            () -> graph().tolerance(2).build(),
            "tolerance is 2.0, wanted a number above 0 and below 1"),
        refused(() -> graph().margin(-0.1).build(), "margin is -0.1, wanted 0 to 0.4"),
        refused(() -> graph().margin(0.5).build(), "margin is 0.5, wanted 0 to 0.4"),
        refused(() -> propagation().threads(0), "threads is 0, wanted 1 to 1024"),
        refused(() -> propagation().threads(1025), "threads is 1025, wanted 1 to 1024"),
        refused(() -> propagation().maxUnknown(999), "maxUnknown is 999, wanted 1000 to 20000000"),
        refused(
            () -> propagation().maxUnknown(20_000_001),
            "maxUnknown is 20000001, wanted 1000 to 20000000"));
  }

  private static Arguments refused(Callable<?> call, String message) {
    return Arguments.of(call, message);
  }

  private static ClosedForm.Builder closedForm() {
    return ClosedForm.builder();
  }

  private static Knn.Builder knn() {
    return Knn.builder();
  }

  private static ThreeLayerGraph.Builder layers() {
    return ThreeLayerGraph.builder();
  }

  private static PyramidGraph.Builder graph() {
    return PyramidGraph.builder();
  }

  private static Propagation.Builder propagation() {
    return Propagation.builder(Knn.published());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void refusesWhatIsOutsideOfARange(Callable<?> call, String message) {
    assertThatThrownBy(call::call).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }

  @Test
  void refusesNull() {
    assertThatNullPointerException().isThrownBy(() -> Propagation.of(null));
    assertThatNullPointerException().isThrownBy(() -> propagation().memoryBudget(null));
    assertThatNullPointerException().isThrownBy(() -> closedForm().labelExpansion(null));
    assertThatNullPointerException().isThrownBy(() -> knn().labelExpansion(null));
    assertThatNullPointerException().isThrownBy(() -> layers().labelExpansion(null));
    assertThatNullPointerException().isThrownBy(() -> graph().labelExpansion(null));
  }

  @Test
  void methodsHaveNamesOfTheirOwn() {
    assertThat(PropagationMethod.all())
        .extracting(PropagationMethod::name)
        .containsExactly("graph", "three-layer-graph", "closed-form", "closed-form-light", "knn");
  }

  @Test
  void whatIsPublishedNeedsNoBuilder() {
    assertThat(closedForm().build()).isEqualTo(ClosedForm.published());
    assertThat(closedForm().light(true).build()).isEqualTo(ClosedForm.inLight());
    assertThat(knn().build()).isEqualTo(Knn.published());
    assertThat(layers().build()).isEqualTo(ThreeLayerGraph.published());
    assertThat(graph().build()).isEqualTo(PyramidGraph.standard());
    assertThat(Propagation.of(Knn.published()).method()).isSameAs(Knn.published());
  }

  /** Each differs from the published method in one parameter. */
  static Stream<PropagationMethod> variants() {
    LabelExpansion near = LabelExpansion.builder().reach(3).build();
    return Stream.of(
        ClosedForm.published(),
        closedForm().epsilon(1e-5).build(),
        closedForm().tolerance(1e-4).build(),
        closedForm().labelExpansion(LabelExpansion.published()).build(),
        closedForm().labelExpansion(near).build(),
        Knn.published(),
        knn().searches(List.of(new Knn.Search(20, 2))).build(),
        knn().searches(List.of(new Knn.Search(20, 2), new Knn.Search(10, 0.2))).build(),
        knn().tolerance(1e-4).build(),
        knn().labelExpansion(near).build(),
        ThreeLayerGraph.published(),
        layers().neighbours(List.of(12, 12, 7, 4)).build(),
        layers().layerWeights(List.of(1.0, 0.3, 0.2)).build(),
        layers().firstLayerShare(0.8).build(),
        layers().closedFormWeight(6).build(),
        layers().epsilon(1e-6).build(),
        layers().sumDSteps(100).build(),
        layers().tolerance(1e-4).build(),
        layers().labelExpansion(near).build(),
        PyramidGraph.standard(),
        graph().neighbours(11).build(),
        graph().coordinateDivisor(11).build(),
        graph().selected(0.9).build(),
        graph().textureWeight(0).build(),
        graph().textureSteps(29).build(),
        graph().closedFormWeight(6).build(),
        graph().epsilon(1e-6).build(),
        graph().tolerance(1e-4).build(),
        graph().margin(0).build(),
        graph().light(false).build(),
        graph().labelExpansion(near).build());
  }

  @Test
  void everyParameterCountsForEquality() {
    List<PropagationMethod> once = variants().toList();
    List<PropagationMethod> again = variants().toList();
    for (int i = 0; i < once.size(); i++) {
      for (int j = 0; j < again.size(); j++) {
        assertThat(once.get(i).equals(again.get(j))).as("%s, %s", i, j).isEqualTo(i == j);
      }
      assertThat(once.get(i)).hasSameHashCodeAs(again.get(i)).isNotEqualTo(null).isNotEqualTo("");
    }
  }

  @Test
  void tellTheirParameters() {
    assertThat(ClosedForm.published())
        .hasToString(
            "closed-form matting (Levin, Lischinski, Weiss 2008), epsilon 1.0E-7, tolerance"
                + " 3.0E-5");
    assertThat(knn().labelExpansion(LabelExpansion.published()).build())
        .hasToString(
            "KNN matting (Chen, Li, Tang 2013), [Search[neighbours=20, distanceWeight=2.0],"
                + " Search[neighbours=10, distanceWeight=0.1]], tolerance 1.0E-5, "
                + LabelExpansion.published());
    assertThat(ThreeLayerGraph.published())
        .hasToString(
            "three-layer graph with sumD (Li, Wang, Zhu, Pi 2017), neighbours [12, 12, 7, 3],"
                + " layer weights [1.0, 0.3, 0.1], first layer's share 0.9, closed-form weight"
                + " 7.0, epsilon 1.0E-7, sumD steps 120, tolerance 0.001, "
                + LabelExpansion.published());
    assertThat(PyramidGraph.standard().toString())
        .startsWith("graph of neighbours in colour, place and texture, from coarse to fine")
        .contains(
            "neighbours 12",
            "coordinate divisor 12.0",
            "texture steps 30",
            "margin 0.03",
            "mix in light")
        .endsWith(LabelExpansion.builder().leftOut(0.02).build().toString());
  }

  @Test
  void buildersDoNotKeepListsThatChange() {
    List<Knn.Search> searches = new ArrayList<>(Knn.published().searches());
    Knn method = knn().searches(searches).build();

    searches.clear();

    assertThat(method).isEqualTo(Knn.published());
  }

  @Test
  void aBudgetIsTakenAsItIs() {
    MemorySize budget = MemorySize.parse("300MB");

    assertThat(propagation().memoryBudget(budget).build().memoryFor(4000, 3000))
        .isLessThanOrEqualTo(budget);
  }
}
