package dev.deepmatting.dl4j.internal.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layouts whose numbers lie further apart than the reader's window, against the definition. */
class StridedReaderTest {
  private static final int ELEMENTS = 600_000;

  static Stream<Arguments> layouts() {
    return Stream.of(
        layout(7, new long[] {700, 600}, new long[] {1, 700}),
        layout(0, new long[] {3, 200_000}, new long[] {1, 3}),
        layout(1, new long[] {200_000, 2}, new long[] {2, 1}),
        layout(5, new long[] {2, 250, 300}, new long[] {300_000, 1, 600}),
        layout(5, new long[] {250, 1, 2, 300}, new long[] {1, 99, 300_000, 600}),
        layout(99_999, new long[] {2, 2, 2}, new long[] {100_000, 1, 200_000}),
        layout(0, new long[] {6}, new long[] {100_000}),
        layout(4, new long[] {1, 1}, new long[] {9_999_999, 0}),
        layout(600_000, new long[] {5, 0}, new long[] {1, 1}));
  }

  private static Arguments layout(long offset, long[] sizes, long[] strides) {
    return Arguments.of(offset, sizes, strides);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void gathersInRowMajorOrder(long offset, long[] sizes, long[] strides) {
    LegacyBuilder stream =
        new LegacyBuilder(PickleBuilder.oneTensor("IntStorage", ELEMENTS, offset, sizes, strides));
    ByteBuffer storage = ByteBuffer.allocate(8 + 4 * ELEMENTS).order(ByteOrder.LITTLE_ENDIAN);
    storage.putLong(ELEMENTS);
    for (int i = 0; i < ELEMENTS; i++) {
      storage.putInt(i);
    }
    stream.storages = storage.array();
    try (TorchFile file = new TorchFile(FileBytes.of("model x", stream.build()))) {
      int[] expected = expected(List.of(offset), sizes, strides, 0);
      int[] read = new int[expected.length];
      file.bytes("a").asIntBuffer().get(read);
      assertThat(read).isEqualTo(expected);
      assertThat(file.info("a").byteLength()).isEqualTo(4L * expected.length);
    }
  }

  /** Each place, and from it one after the other along the next dimension. */
  private static int[] expected(List<Long> places, long[] sizes, long[] strides, int dimension) {
    if (dimension == sizes.length) {
      return places.stream().mapToInt(Long::intValue).toArray();
    }
    List<Long> next =
        places.stream()
            .flatMap(
                place ->
                    Stream.iterate(0L, i -> i < sizes[dimension], i -> i + 1)
                        .map(i -> place + i * strides[dimension]))
            .toList();
    return expected(next, sizes, strides, dimension + 1);
  }
}
