package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures that are solved at a smaller size and brought to full size again. */
@Timeout(300)
class ReducedSizeTest {
  /** 9,013 pixels are unknown: 4,000 mean a half, 1,000 a quarter. */
  private static final DrawnPicture SMALL = DrawnPicture.hair(201, 169, 4);

  /** 29,145 pixels are unknown: 1,000 mean an eighth. */
  private static final DrawnPicture LARGE = DrawnPicture.hair(401, 337, 4);

  static List<PropagationMethod> methods() {
    return PropagationMethod.all();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void staysNearTheFullSizeAndTheTruth(PropagationMethod method) {
    AlphaMatte full = SMALL.matte(method);
    AlphaMatte half = SMALL.matte(reduced(method, 4000));
    AlphaMatte quarter = SMALL.matte(reduced(method, 1000));
    AlphaMatte eighth = LARGE.matte(reduced(method, 1000));

    SMALL.assertIsMatte(half);
    SMALL.assertIsMatte(quarter);
    LARGE.assertIsMatte(eighth);
    assertThat(Difference.of(full, SMALL.truth(), SMALL.trimap()).mean()).isLessThan(0.08);
    assertThat(Difference.of(half, full, SMALL.trimap()).mean()).isLessThan(0.05);
    assertThat(Difference.of(quarter, full, SMALL.trimap()).mean()).isLessThan(0.07);
    assertThat(Difference.of(quarter, SMALL.truth(), SMALL.trimap()).mean()).isLessThan(0.09);
    assertThat(Difference.of(eighth, LARGE.truth(), LARGE.trimap()).mean()).isLessThan(0.1);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void bandsDoNotShow(PropagationMethod method) {
    Propagation narrow = Propagation.builder(method).maxUnknown(1000).bandPixels(1).build();
    for (DrawnPicture picture : List.of(SMALL, LARGE)) {
      Difference difference =
          Difference.of(
              picture.matte(narrow), picture.matte(reduced(method, 1000)), picture.trimap());
      assertThat(difference.mean()).isBetween(Double.MIN_VALUE, 1e-3);
      assertThat(difference.largest()).isLessThan(0.02);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void thinMarksAreEnough(PropagationMethod method) {
    DrawnPicture marks =
        SMALL.with(
            DrawnPicture.trimap(
                201,
                169,
                (x, y) -> y == 84 && x > 80 && x < 120 ? 255 : x == 5 || x == 195 ? 0 : 128));

    AlphaMatte reduced = marks.matte(reduced(method, 1000));

    AlphaMatte nothing = AlphaMatte.of(201, 169, new float[201 * 169]);
    assertThat(Difference.of(reduced, marks.truth(), marks.trimap()).mean())
        .isLessThan(0.8 * Difference.of(nothing, marks.truth(), marks.trimap()).mean());
  }

  /** More than a thousand unknown pixels between foreground and background, in any shape. */
  @ParameterizedTest
  @CsvSource({"1, 1203", "1203, 1", "2, 701", "3, 407", "401, 5", "61, 47", "64, 64"})
  void takesAnyShape(int width, int height) {
    DrawnPicture picture =
        DrawnPicture.of(
            width, height, (x, y) -> x + y < 1 ? 0 : x + y < width + height - 2 ? 128 : 255);

    for (PropagationMethod method : methods()) {
      Propagation reduced = reduced(method, 1000);
      picture.assertIsMatte(reduced.estimate(picture.image(), picture.trimap()));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void rowsGiveTheSameAsAPictureInMemory(PropagationMethod method) {
    for (Propagation propagation :
        List.of(Propagation.of(method), reduced(method, 4000), reduced(method, 1000))) {
      int width = SMALL.trimap().width();
      float[] values = new float[width * SMALL.trimap().height()];
      List<Integer> rows = new ArrayList<>();
      propagation.estimate(
          new Rows(SMALL.image()),
          SMALL.trimap(),
          (y, row) -> {
            rows.add(y);
            System.arraycopy(row, 0, values, y * width, width);
          },
          ProgressListener.NONE);

      assertThat(rows).hasSize(SMALL.trimap().height()).isSorted().doesNotHaveDuplicates();
      assertThat(values).isEqualTo(SMALL.matte(propagation).toFloatArray());
    }
  }

  @Test
  void aBudgetReduces() {
    PropagationMethod method = ClosedForm.published();
    MemorySize budget = MemorySize.parse("250MB");
    Trimap trimap = DrawnPicture.trimap(600, 600, (x, y) -> x < 5 ? 0 : x > 590 ? 255 : 128);
    DrawnPicture picture = DrawnPicture.of(600, 600, (x, y) -> trimap.valueAt(x, y));
    Propagation limited = Propagation.builder(method).memoryBudget(budget).build();
    Propagation smaller = reduced(method, 250_000);

    assertThat(limited.memoryFor(600, 600)).isLessThanOrEqualTo(budget);
    assertThat(Propagation.of(method).memoryFor(600, 600)).isGreaterThan(budget);
    assertThat(limited.estimate(picture.image(), trimap))
        .isEqualTo(smaller.estimate(picture.image(), trimap));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void memoryGrowsWithThePictureUpToTheBudget(PropagationMethod method) {
    MemorySize budget = MemorySize.parse("1GB");
    Propagation propagation = Propagation.builder(method).memoryBudget(budget).build();
    long least = 0;
    for (int side = 1; side < 400; side += 19) {
      long bytes = propagation.memoryFor(side, side).bytes();
      assertThat(bytes).isGreaterThan(least);
      least = bytes;
    }
    for (int side = 500; side < 9000; side += 97) {
      assertThat(propagation.memoryFor(side, side)).isLessThanOrEqualTo(budget);
    }
  }

  /** A budget that no size keeps to: it is told before anything is allocated. */
  @ParameterizedTest
  @MethodSource("methods")
  void aBudgetThatIsTooSmallIsRefused(PropagationMethod method) {
    Propagation starved = Propagation.builder(method).memoryBudget(MemorySize.parse("1MB")).build();
    Propagation free = Propagation.of(method);

    assertThat(starved.memoryFor(201, 169)).isLessThan(free.memoryFor(201, 169));
    assertThat(starved.memoryFor(3000, 2000)).isLessThan(free.memoryFor(3000, 2000));
    assertThatThrownBy(() -> SMALL.matte(starved))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "memoryBudget leaves 1.00MB, wanted at least [\\d.]+MB for builtin:[a-z-]+ on 201x169"
                + " pixels");
  }

  private static Propagation reduced(PropagationMethod method, int most) {
    return Propagation.builder(method).maxUnknown(most).build();
  }

  /** A picture that is read by rows only. */
  private record Rows(ImageRows image) implements ImageRows {
    @Override
    public int width() {
      return image.width();
    }

    @Override
    public int height() {
      return image.height();
    }

    @Override
    public void readRow(int y, float[] target) {
      image.readRow(y, target);
    }

    @Override
    public void keep(int rows) {
      image.keep(rows);
    }

    @Override
    public long keptBytes(int rows) {
      return image.keptBytes(rows);
    }
  }
}
