package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FlatArraysTest {
  @ParameterizedTest(name = "{0}, {1} numbers")
  @CsvSource({"FLOAT, 1", "DOUBLE, 1", "FLOAT, 4096", "DOUBLE, 4097", "FLOAT, 40000"})
  void eachNumberChangesOnceAndOthersStay(DataType type, int length) {
    INDArray whole = numbers(type, length + 5);
    INDArray part = whole.get(NDArrayIndex.interval(3, 3 + length));
    INDArray read = numbers(type, length);
    FlatArrays.change(
        (numbers, count) -> {
          for (int i = 0; i < count; i++) {
            numbers[0][i] = 2 * numbers[0][i] + numbers[1][i];
            numbers[1][i] = -1;
          }
        },
        List.of(part),
        List.of(read));
    double[] expected =
        IntStream.range(0, length + 5)
            .mapToDouble(i -> i < 3 || i >= 3 + length ? i : 2 * i + i - 3)
            .toArray();
    assertThat(whole.data().asDouble()).isEqualTo(expected);
    assertThat(read).isEqualTo(numbers(type, length));
  }

  private static INDArray numbers(DataType type, int length) {
    return Nd4j.createFromArray(IntStream.range(0, length).mapToDouble(i -> i).toArray())
        .castTo(type);
  }
}
