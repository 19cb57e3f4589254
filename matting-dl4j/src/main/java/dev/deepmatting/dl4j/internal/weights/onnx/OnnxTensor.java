package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a graph, and the position of its numbers in the file.
 *
 * @param info its name, type and shape
 * @param numbers the field with the numbers, or null if they are raw bytes
 * @param message the tensor's message, from its first field on
 * @param rawStart where the raw bytes begin, if they are raw bytes
 */
record OnnxTensor(
    TensorInfo info, @Nullable NumberField numbers, WireMessage message, long rawStart) {

  /** Reads the numbers as little-endian bytes. */
  ByteBuffer read(FileBytes source) {
    int byteLength = (int) info.byteLength();
    if (numbers == null) {
      return source.read(rawStart, byteLength);
    }
    ByteBuffer target = ByteBuffer.allocate(byteLength).order(ByteOrder.LITTLE_ENDIAN);
    WireMessage fields = message.again();
    try {
      while (fields.next()) {
        if (numbers.is(fields.field())) {
          numbers.read(fields, info.dataType(), target);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          source.origin() + ": tensor " + Shown.text(info.name()) + " holds " + e.getMessage(), e);
    } catch (BufferOverflowException e) {
      throw changed(source);
    }
    if (target.hasRemaining()) {
      throw changed(source);
    }
    return target.flip();
  }

  /** Returns the error for a changed file: its numbers were counted when it was opened. */
  private static ModelFormatException changed(FileBytes source) {
    return new ModelFormatException(source.origin() + " was changed while it was read");
  }
}
