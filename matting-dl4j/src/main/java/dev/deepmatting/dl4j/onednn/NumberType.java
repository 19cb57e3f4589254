package dev.deepmatting.dl4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

/** The numbers that oneDNN computes with here. */
public enum NumberType {
  /** 32-bit IEEE 754. */
  FLOAT(dnnl_f32),
  /** Its upper half. */
  BRAIN_FLOAT(dnnl_bf16);

  private final int code;

  NumberType(int code) {
    this.code = code;
  }

  /**
   * What oneDNN calls it.
   *
   * @return its code
   */
  public int code() {
    return code;
  }
}
