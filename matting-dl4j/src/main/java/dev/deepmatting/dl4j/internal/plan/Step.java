package dev.deepmatting.dl4j.internal.plan;

import org.bytedeco.javacpp.BytePointer;

/** A step of a plan. Not safe to share between threads. */
interface Step {
  /** Says where the plan's memory is; called before the first run and whenever it moves. */
  void bind(BytePointer memory);

  /** Says what of it is computed; called before each run of a plan that computes parts. */
  default void focus(Region region) {}

  /** Computes. */
  void run();

  /** What it costs, in multiplications or numbers that are moved: the unit of progress. */
  double cost();
}
