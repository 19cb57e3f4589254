package dev.deepmatting.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_u8;

import dev.deepmatting.error.EngineException;

/** The numbers that oneDNN computes with here. */
public enum NumberType {
  /** 32-bit IEEE 754. */
  FLOAT(dnnl_f32),
  /** The upper half of a 32-bit float. */
  BRAIN_FLOAT(dnnl_bf16),
  /** 0 to 255. */
  BYTE(dnnl_u8);

  private final int code;

  NumberType(int code) {
    this.code = code;
  }

  /** Returns the type of oneDNN's code. */
  static NumberType of(int code) {
    for (NumberType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new EngineException("oneDNN returned numbers of type " + code);
  }

  /**
   * Returns oneDNN's code.
   *
   * @return its code
   */
  public int code() {
    return code;
  }
}
