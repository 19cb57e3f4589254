package dev.deepmatting.dl4j.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NativePoolTest {
  private final NativePool pool = new NativePool();

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void blocksBeginAtCacheLines() {
    for (int bytes : new int[] {0, 1, 63, 4096, 1 << 20}) {
      assertThat(pool.take(bytes).start().address() % 64).isZero();
    }
  }

  @Test
  void theSmallestFreeBlockThatFitsIsUsedAgain() {
    NativePool.Block small = pool.take(1000);
    NativePool.Block large = pool.take(1900);
    long address = small.start().address();
    pool.give(small);
    pool.give(large);
    assertThat(pool.take(990).start().address()).isEqualTo(address);
    assertThat(pool.allocatedBytes()).isEqualTo(2900);
    assertThat(pool.peakBytes()).isEqualTo(2900);
  }

  @Test
  void noBlockIsMoreThanTwiceTooLarge() {
    pool.give(pool.take(1000));
    pool.take(499);
    assertThat(pool.allocatedBytes()).isEqualTo(1499);
    assertThat(pool.peakBytes()).isEqualTo(1000);
    pool.take(500);
    assertThat(pool.allocatedBytes()).isEqualTo(1499);
  }

  @Test
  void whatWasGivenBackIsOutOfReach() {
    NativePool.Block block = pool.take(10);
    pool.give(block);
    assertThatIllegalStateException().isThrownBy(block::start);
    assertThatIllegalStateException().isThrownBy(() -> pool.give(block));
  }

  @Test
  void closingEndsAllLoans() {
    NativePool.Block block = pool.take(10);
    pool.close();
    pool.close();
    assertThat(pool.allocatedBytes()).isZero();
    assertThatIllegalStateException().isThrownBy(block::start);
    assertThatIllegalStateException().isThrownBy(() -> pool.take(10));
  }

  @Test
  void missingMemoryIsSaidInBytes() {
    assertThatThrownBy(() -> pool.take(1L << 60))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("no 1152921504606846976 bytes of native memory");
    assertThat(pool.allocatedBytes()).isZero();
  }
}
