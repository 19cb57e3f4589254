package dev.deepmatting.network;

/**
 * The precision of an engine's computation.
 *
 * @since 0.1
 */
public enum Precision {
  /** {@link #BF16} if the processor supports it natively, otherwise {@link #FP32}. */
  AUTO,
  /** 32-bit IEEE 754. */
  FP32,
  /**
   * The upper half of 32-bit numbers, summed in 32 bits. About twice as fast with half the memory
   * on processors that support it natively. Alpha has about two digits instead of seven.
   */
  BF16
}
