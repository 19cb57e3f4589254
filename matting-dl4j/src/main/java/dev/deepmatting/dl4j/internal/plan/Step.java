package dev.deepmatting.dl4j.internal.plan;

import org.bytedeco.javacpp.BytePointer;

/** A step of a plan. Not safe to share between threads. */
interface Step {
  /** Sets the address of the plan's memory; called before the first run and whenever it moves. */
  void bind(BytePointer memory);

  /**
   * Sets the region to compute; called before each run of a plan with region-restricted
   * computation.
   */
  default void focus(Region region) {}

  /** Computes. */
  void run();

  /** Returns the cost, in multiplications or numbers that are moved: the unit of progress. */
  double cost();
}
