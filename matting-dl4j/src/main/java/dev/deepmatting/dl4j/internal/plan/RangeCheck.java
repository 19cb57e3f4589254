package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.weights.NumberBounds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Ends a run whose numbers are so large that the next layers could overflow. */
final class RangeCheck implements Step {
  private static final long BYTES_AT_ONCE = 1 << 26;

  private final Value value;
  private final float most;
  private @Nullable BytePointer start;

  /**
   * Prepares it.
   *
   * @param value floats or 16-bit floats, all of which are computed
   * @param most the largest value allowed; negative to end every run
   */
  RangeCheck(Value value, float most) {
    this.value = value;
    this.most = most;
  }

  @Override
  public void bind(BytePointer memory) {
    start = memory.getPointer(BytePointer.class, value.offset());
  }

  @Override
  public void run() {
    BytePointer bytes = Objects.requireNonNull(start, "not bound");
    boolean wide = value.layout().type() == NumberType.FLOAT;
    for (long from = 0; from < value.bytes(); from += BYTES_AT_ONCE) {
      long count = Math.min(BYTES_AT_ONCE, value.bytes() - from);
      ByteBuffer part = bytes.getPointer(BytePointer.class, from).capacity(count).asByteBuffer();
      part.order(ByteOrder.nativeOrder());
      if (!(wide ? fit(part) : fitBrainFloats(part))) {
        throw NumberBounds.overflow();
      }
    }
  }

  /** Returns false for a NaN too. */
  private boolean fit(ByteBuffer part) {
    boolean fit = true;
    for (int at = 0; at < part.limit(); at += Float.BYTES) {
      fit &= Math.abs(part.getFloat(at)) <= most;
    }
    return fit;
  }

  private boolean fitBrainFloats(ByteBuffer part) {
    boolean fit = true;
    for (int at = 0; at < part.limit(); at += Short.BYTES) {
      fit &= Math.abs(Float.intBitsToFloat(part.getShort(at) << Short.SIZE)) <= most;
    }
    return fit;
  }

  @Override
  public double cost() {
    return value.bytes() / (double) Float.BYTES;
  }
}
