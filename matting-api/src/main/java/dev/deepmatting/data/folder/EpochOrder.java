package dev.deepmatting.data.folder;

import dev.deepmatting.data.SampleRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/** The order of an epoch. Safe to share between threads. */
@FunctionalInterface
interface EpochOrder {
  /** Every epoch in the listed order. */
  EpochOrder AS_LISTED = (epoch, index) -> index;

  /**
   * Returns the element at an index.
   *
   * @param epoch from 0
   * @param index from 0, below the number of elements
   * @return an element; over all indices of an epoch, each once
   */
  int at(long epoch, int index);

  /**
   * Every epoch in its own order, derived from a seed. Keeps the last few epochs, each with 4 bytes
   * per element, and recomputes others on request. Safe to share between threads.
   */
  final class ShuffledOrder implements EpochOrder {
    /** Readers ahead can be in the next epoch while others end the last. */
    private static final int KEPT = 3;

    private final int size;
    private final long seed;
    private final String purpose;
    private final Map<Long, int[]> orders = new LinkedHashMap<>(KEPT + 1, 1, true);

    /**
     * Creates the orders for one purpose.
     *
     * @param size number of elements, at least 1
     * @param seed the run's seed
     * @param purpose separates draws with the same seed
     */
    ShuffledOrder(int size, long seed, String purpose) {
      this.size = size;
      this.seed = seed;
      this.purpose = purpose;
    }

    @Override
    public synchronized int at(long epoch, int index) {
      int[] order = orders.get(epoch);
      if (order == null) {
        order = shuffled(size, SampleRandom.of(seed, epoch).forPurpose(purpose));
        orders.put(epoch, order);
        if (orders.size() > KEPT) {
          orders.remove(orders.keySet().iterator().next());
        }
      }
      return order[index];
    }

    /** Returns the numbers from 0 in a uniformly random order (Fisher and Yates). */
    static int[] shuffled(int size, SampleRandom random) {
      int[] order = new int[size];
      for (int i = 0; i < size; i++) {
        int other = random.between(0, i);
        order[i] = order[other];
        order[other] = i;
      }
      return order;
    }
  }
}
