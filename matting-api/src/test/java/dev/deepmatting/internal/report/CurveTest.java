package dev.deepmatting.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CurveTest {
  private static final int MANY = 200_000;

  @Test
  void fewValuesStayAsTheyAre() {
    Curve curve = new Curve();
    LongStream.rangeClosed(1, 100).forEach(step -> curve.add(step, step / 7.0, 1));

    assertThat(curve.buckets())
        .hasSize(100)
        .allSatisfy(each -> assertThat(each.mean()).isEqualTo(each.first() / 7.0));
  }

  @Test
  void manyValuesKeepTheirExtremesTheirMeanAndTheirPlaces() {
    Random random = new Random(1);
    Curve curve = new Curve();
    double sum = 0;
    for (long step = 1; step <= MANY; step++) {
      double value = step == 77_777 ? 50 : step == 133_333 ? -50 : random.nextGaussian();
      sum += value;
      curve.add(step, value, 1);
    }

    List<Bucket> columns = StepAxis.of(0, MANY).columns(curve.buckets());
    assertThat(curve.buckets()).hasSizeBetween(500, Curve.MOST_BUCKETS);
    assertThat(columns).hasSizeBetween(400, StepAxis.COLUMNS);
    assertThat(columns)
        .filteredOn(each -> each.max() == 50)
        .singleElement()
        .matches(each -> each.first() <= 77_777 && 77_777 <= each.last());
    assertThat(columns)
        .filteredOn(each -> each.min() == -50)
        .singleElement()
        .matches(each -> each.first() <= 133_333 && 133_333 <= each.last());
    assertThat(columns.stream().mapToDouble(Bucket::sum).sum()).isCloseTo(sum, within(1e-6));
    assertThat(columns.stream().mapToDouble(Bucket::weight).sum()).isEqualTo(MANY);
  }

  @Test
  void aRepeatedStepCountsOnce() {
    Curve curve = new Curve();
    curve.add(5, 1, 1);
    curve.add(5, 3, 1);

    assertThat(curve.buckets()).containsExactly(Bucket.of(5, 3, 1));
  }

  @Test
  void meansGoByWeight() {
    assertThat(Bucket.of(1, 10, 1).and(Bucket.of(2, 20, 3)).mean()).isEqualTo(17.5);
  }

  @Test
  void aStraightCourseIsSmoothAlreadyToItsEnds() {
    List<Bucket> line =
        LongStream.rangeClosed(1, 200)
            .mapToObj(step -> Bucket.of(step, 3 - step / 100.0, 1))
            .toList();

    double[] smooth = Smoothing.of(line);

    for (int i = 0; i < smooth.length; i++) {
      assertThat(smooth[i]).isCloseTo(line.get(i).mean(), within(1e-12));
    }
  }

  @Test
  void noiseIsSmoothedWithinItsBounds() {
    Random random = new Random(2);
    List<Bucket> noise =
        LongStream.rangeClosed(1, 800).mapToObj(i -> Bucket.of(i, random.nextDouble(), 1)).toList();

    assertThat(Smoothing.of(noise))
        .hasSize(800)
        .satisfies(smooth -> assertThat(smooth[400]).isBetween(0.35, 0.65))
        .satisfies(smooth -> assertThat(smooth[0]).isBetween(0.0, 1.0));
  }

  @Test
  void stagesHaveCurvesOfTheirOwnAndWhatIsInfiniteIsCounted() {
    FakeRun run = FakeRun.of(10, 2);
    StagedCurve curve = new StagedCurve();
    curve.add(run.progress(10), 2);
    curve.add(run.progress(11), 1);
    curve.add(run.progress(12), Double.POSITIVE_INFINITY);

    assertThat(curve.stages())
        .containsExactly(List.of(Bucket.of(10, 2, 1)), List.of(Bucket.of(11, 1, 1)));
    assertThat(curve.least()).isEqualTo(1);
    assertThat(curve.greatest()).isEqualTo(2);
    assertThat(curve.infinite()).isOne();
    assertThat(curve.last()).isInfinite();
  }
}
