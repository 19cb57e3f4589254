package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.trimap.LabelExpansion;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a program in NumPy and SciPy, which solves exactly; see make_goldens.py. */
class GoldenMattesTest {
  /** So that nothing is left to where the solver starts. */
  private static final double EXACT = 1e-10;

  /** Half a level of 16 bits, which the files have, and the rounding of single precision. */
  private static final double HALF_LEVEL = 0.51 / 65535;

  static Stream<Golden> goldens() {
    return Stream.of("disc", "strands", "flat", "border", "tiny").map(Golden::read);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void closedForm(Golden golden) {
    Difference difference =
        golden.difference(ClosedForm.builder().tolerance(EXACT).build(), "closed-form");

    assertThat(difference.largest()).isLessThan(HALF_LEVEL);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void closedFormAfterLabelExpansion(Golden golden) {
    ClosedForm method =
        ClosedForm.builder().tolerance(EXACT).labelExpansion(LabelExpansion.published()).build();

    assertThat(golden.difference(method, "closed-form-expanded").largest()).isLessThan(HALF_LEVEL);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void labelExpansion(Golden golden) {
    assertThat(LabelExpansion.published().expand(golden.image(), golden.trimap()))
        .isEqualTo(golden.expanded());
  }

  /** Where neighbours are equally far, rounding chooses. */
  @ParameterizedTest
  @MethodSource("goldens")
  void knn(Golden golden) {
    Difference difference = golden.difference(Knn.builder().tolerance(EXACT).build(), "knn");

    assertThat(difference.mean()).isLessThan(2e-5);
    assertThat(difference.largest()).isLessThan(3e-3);
  }

  /** Distances and weights have single precision. */
  @ParameterizedTest
  @MethodSource("goldens")
  void threeLayerGraph(Golden golden) {
    Difference difference =
        golden.difference(ThreeLayerGraph.builder().tolerance(EXACT).build(), "graph");

    assertThat(difference.mean()).isLessThan(5e-5);
    assertThat(difference.largest()).isLessThan(3e-3);
  }

  /** What the tolerances that are taken by default leave. */
  @ParameterizedTest
  @MethodSource("goldens")
  void defaultTolerancesStayNear(Golden golden) {
    assertThat(golden.difference(ClosedForm.published(), "closed-form").mean()).isLessThan(5e-4);
    assertThat(golden.difference(Knn.published(), "knn").mean()).isLessThan(2e-5);
    assertThat(golden.difference(ThreeLayerGraph.published(), "graph").mean()).isLessThan(3e-3);
  }
}
