package dev.deepmatting.dl4j.internal.export;

import dev.deepmatting.file.ProtobufMessage;
import java.util.List;

/** One operation of an ONNX graph, a NodeProto of onnx.proto. */
final class OnnxNode {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int NAME = 3;
  private static final int OPERATOR = 4;
  private static final int ATTRIBUTE = 5;

  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_FLOAT = 2;
  private static final int ATTRIBUTE_INTEGER = 3;
  private static final int ATTRIBUTE_TEXT = 4;
  private static final int ATTRIBUTE_FLOATS = 7;
  private static final int ATTRIBUTE_INTEGERS = 8;
  private static final int ATTRIBUTE_TYPE = 20;

  private static final int TYPE_FLOAT = 1;
  private static final int TYPE_INTEGER = 2;
  private static final int TYPE_TEXT = 3;
  private static final int TYPE_FLOATS = 6;
  private static final int TYPE_INTEGERS = 7;

  private final ProtobufMessage message = new ProtobufMessage();

  /**
   * A node, named as its first output.
   *
   * @param operator the operator's name
   * @param inputs names of values, empty for one that is left out
   * @param outputs names of the values that it gives
   */
  OnnxNode(String operator, List<String> inputs, List<String> outputs) {
    inputs.forEach(input -> message.text(INPUT, input));
    outputs.forEach(output -> message.text(OUTPUT, output));
    message.text(NAME, outputs.get(0)).text(OPERATOR, operator);
  }

  OnnxNode integer(String name, long value) {
    return add(name, new ProtobufMessage().number(ATTRIBUTE_INTEGER, value), TYPE_INTEGER);
  }

  OnnxNode integers(String name, long... values) {
    ProtobufMessage numbers = new ProtobufMessage();
    for (long value : values) {
      numbers.number(ATTRIBUTE_INTEGERS, value);
    }
    return add(name, numbers, TYPE_INTEGERS);
  }

  OnnxNode real(String name, float value) {
    return add(name, new ProtobufMessage().number(ATTRIBUTE_FLOAT, value), TYPE_FLOAT);
  }

  OnnxNode reals(String name, float... values) {
    ProtobufMessage numbers = new ProtobufMessage();
    for (float value : values) {
      numbers.number(ATTRIBUTE_FLOATS, value);
    }
    return add(name, numbers, TYPE_FLOATS);
  }

  OnnxNode text(String name, String value) {
    return add(name, new ProtobufMessage().text(ATTRIBUTE_TEXT, value), TYPE_TEXT);
  }

  private OnnxNode add(String name, ProtobufMessage value, int type) {
    ProtobufMessage attribute = new ProtobufMessage().text(ATTRIBUTE_NAME, name).append(value);
    message.message(ATTRIBUTE, attribute.number(ATTRIBUTE_TYPE, type));
    return this;
  }

  ProtobufMessage message() {
    return message;
  }
}
