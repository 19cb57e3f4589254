package dev.deepmatting.dl4j.internal.weights.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ChunkIndexTest {
  private static final int MOST = 1 << 16;

  private final Hdf5Bytes file = new Hdf5Bytes(FileBytes.of("model x", new byte[1 << 20]));

  /** Chunks of a single number of two bytes each. */
  private ChunkIndex index(int chunks, Filters filters) {
    return new ChunkIndex(file, "a", new ChunkGrid(new int[] {chunks}, new int[] {1}, 2), filters);
  }

  @Test
  void refusesMoreChunksThanWeightsHave() {
    assertThatThrownBy(() -> index(MOST + 1, Filters.NONE))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("model x: a has 65537 chunks, wanted at most 65536");
  }

  @Test
  void takesChunksInOrderAsOnePart() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ChunkIndex index = index(MOST, Filters.NONE);
    long before = threads.getCurrentThreadAllocatedBytes();
    index.addAll(100);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    assertThat(index.address(MOST - 1)).isEqualTo(100 + 2 * (MOST - 1));
    assertThat(index.storedBytes()).isEqualTo(2 * MOST);
    assertThatThrownBy(() -> file.reserve(100 + 2 * MOST - 1, 1, "b"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("b at byte 131171 overlaps another part");
    file.reserve(100 + 2 * MOST, 1, "c");
  }

  @Test
  void refusesFilteredChunksInOrder() {
    ChunkIndex index = index(2, new Filters(true, false));
    assertThatThrownBy(() -> index.addAll(100))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model x: a has chunks with filters");
  }
}
