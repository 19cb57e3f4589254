package dev.deepmatting.network;

/**
 * How a model file stores its weights; the engine chooses the precision of the computation.
 *
 * @since 0.1
 */
public enum StorageType {
  /** 32-bit IEEE 754: lossless. */
  FLOAT32("f32"),
  /** 16-bit IEEE 754: half the size, about three digits, values up to 65504. */
  FLOAT16("f16"),
  /** The upper half of a 32-bit number: half the size, about two digits, any magnitude. */
  BFLOAT16("bf16");

  private final String id;

  StorageType(String id) {
    this.id = id;
  }

  /**
   * Returns the name on the command line.
   *
   * @return a stable lower-case name
   */
  public String id() {
    return id;
  }
}
