package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.image.Trimap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConjugateGradientTest {
  private static final double EPSILON = 1e-7;

  private final Workers workers = new Workers(2);
  private final List<Double> progress = new ArrayList<>();

  @AfterEach
  void endThreads() {
    workers.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void solvesAsEliminationDoes(long seed) {
    Random random = new Random(seed);
    Plane colours = colours(9, 8, random);
    Labels labels = DenseSystem.labels(9, 8, 0.8, random);
    UnknownLayout layout = new UnknownLayout(labels);
    double[] goal = layout.vector(colours(9, 8, random));
    List<SystemTerm> terms =
        List.of(
            new ClosedFormTerm(layout, colours, EPSILON, 1, workers),
            new Enlargement.PullTerm(layout, goal, 0.2));
    DenseSystem dense = new DenseSystem(labels);
    terms.forEach(term -> dense.addAll(DenseSystem.of(labels, layout, term, workers)));

    double[] x = solve(layout, terms, 1e-12, 0.5);

    double[] solution = dense.solution();
    for (int i = 0; i < solution.length; i++) {
      if (labels.isUnknown(i)) {
        assertThat(x[layout.place(i)]).isCloseTo(solution[i], within(1e-7));
      }
    }
  }

  @Test
  void doesNothingToASolution() {
    Labels labels = labels(40, 30, (x, y) -> x < 9 ? 0 : x < 30 ? 128 : 255);
    UnknownLayout layout = new UnknownLayout(labels);
    List<SystemTerm> terms = closedForm(layout);
    double[] x = solve(layout, terms, 1e-9, 0.5);
    double[] again = x.clone();

    new ConjugateGradient(layout, terms, workers).solve(again, 1e-8, progress::add);

    assertThat(again).isEqualTo(x);
  }

  @Test
  void tellsRisingProgress() {
    solve(ring(255), 1e-6, 0.5);

    assertThat(progress).hasSizeGreaterThan(5).last().isEqualTo(1.0);
    assertThat(progress).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
  }

  /** Where the right side is 0, no residual is small beside it. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 3e-5})
  void endsWhereOnlyBackgroundIsInReach(double tolerance) {
    UnknownLayout layout = ring(0);

    double[] x = solve(layout, tolerance, 0.5);

    assertThat(progress).hasSizeLessThan(1000);
    assertThat(Arrays.stream(x).max().orElseThrow()).isLessThan(0.02);
  }

  /** The mirror image takes as long. */
  @Test
  void foregroundAloneTakesAsLongAsBackgroundAlone() {
    solve(ring(255), 1e-3, 0.5);
    int foreground = progress.size();
    progress.clear();

    solve(ring(0), 1e-3, 0.5);

    assertThat(progress).hasSizeLessThan(3 * foreground);
  }

  @Test
  void endsAtOnceWhereNothingIsKnown() {
    UnknownLayout layout = new UnknownLayout(labels(40, 40, (x, y) -> 128));

    double[] x = solve(layout, 1e-3, 0.5);

    assertThat(progress).hasSizeLessThan(5);
    assertThat(x[layout.place(820)]).isCloseTo(0.5, within(1e-9));
  }

  /** An unknown square within known pixels of one kind. */
  private static UnknownLayout ring(int known) {
    return new UnknownLayout(
        labels(60, 60, (x, y) -> Math.min(x, y) > 8 && Math.max(x, y) < 52 ? 128 : known));
  }

  private static Labels labels(int width, int height, IntBinaryOperator label) {
    Trimap trimap = DrawnPicture.trimap(width, height, label);
    return Labels.of(trimap);
  }

  private double[] solve(UnknownLayout layout, double tolerance, double start) {
    return solve(layout, closedForm(layout), tolerance, start);
  }

  private List<SystemTerm> closedForm(UnknownLayout layout) {
    Plane colours = colours(layout.labels.width(), layout.labels.height(), new Random(6));
    return List.of(new ClosedFormTerm(layout, colours, EPSILON, 1, workers));
  }

  private double[] solve(
      UnknownLayout layout, List<SystemTerm> terms, double tolerance, double start) {
    Plane plane = new Plane(layout.labels.width(), layout.labels.height(), 1);
    Arrays.fill(plane.values(), (float) start);
    double[] x = layout.vector(plane);
    new ConjugateGradient(layout, terms, workers).solve(x, tolerance, progress::add);
    return x;
  }

  private static Plane colours(int width, int height, Random random) {
    Plane colours = new Plane(width, height, 3);
    for (int i = 0; i < colours.values().length; i++) {
      colours.values()[i] = random.nextFloat();
    }
    return colours;
  }
}
