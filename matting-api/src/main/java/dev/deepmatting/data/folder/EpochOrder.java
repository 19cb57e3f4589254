package dev.deepmatting.data.folder;

/** What stands where in an epoch. Safe to share between threads. */
@FunctionalInterface
interface EpochOrder {
  /** Every epoch in the order as it is. */
  EpochOrder AS_LISTED = (epoch, index) -> index;

  /**
   * The element at a place.
   *
   * @param epoch from 0
   * @param index from 0, below the number of elements
   * @return an element; over all indices of an epoch, each once
   */
  int at(long epoch, int index);
}
