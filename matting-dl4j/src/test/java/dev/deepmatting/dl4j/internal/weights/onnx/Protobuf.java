package dev.deepmatting.dl4j.internal.weights.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A protobuf message put together field by field, right or wrong. */
final class Protobuf {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A model whose graph has the initialisers. */
  static Protobuf model(Protobuf... tensors) {
    Protobuf graph = new Protobuf();
    Arrays.stream(tensors).forEach(tensor -> graph.sized(5, tensor));
    return new Protobuf().number(1, 7).sized(7, graph);
  }

  /** A tensor of dimensions, type and name, without numbers. */
  static Protobuf tensor(long type, long... dims) {
    Protobuf tensor = new Protobuf();
    Arrays.stream(dims).forEach(size -> tensor.number(1, size));
    return tensor.number(2, type).text(8, "t");
  }

  Protobuf number(int field, long value) {
    return varint((long) field << 3).varint(value);
  }

  Protobuf text(int field, String value) {
    return sized(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf sized(int field, Protobuf message) {
    return sized(field, message.bytes());
  }

  Protobuf sized(int field, byte... content) {
    varint((long) field << 3 | 2).varint(content.length);
    bytes.writeBytes(content);
    return this;
  }

  Protobuf varint(long value) {
    long rest = value;
    for (; (rest & ~0x7f) != 0; rest >>>= 7) {
      bytes.write((int) (rest & 0x7f | 0x80));
    }
    bytes.write((int) rest);
    return this;
  }

  Protobuf raw(int... values) {
    Arrays.stream(values).forEach(bytes::write);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
