package dev.deepmatting.network;

/**
 * How exactly an engine computes.
 *
 * @since 0.1
 */
public enum Precision {
  /** {@link #BF16} where the processor computes with such numbers natively, else {@link #FP32}. */
  AUTO,
  /** 32-bit IEEE 754. */
  FP32,
  /**
   * The upper half of 32-bit numbers, summed up in 32 bits: on processors that have it natively
   * about twice as fast, with half the memory. Alpha has some two digits instead of seven.
   */
  BF16
}
