package dev.deepmatting.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
  private static final String ALL =
      "{\"text\":\"ä\\\"\",\"yes\":true,\"no\":false,\"none\":null,\"int\":-3,\"long\":3000000000,"
          + "\"huge\":123456789012345678901234567890,\"real\":0.1,\"list\":[1,\"a\",{}],\"object\":{\"a\":[]}}";

  @Test
  void saysAgainWhatItRead() throws IOException {
    JsonTree tree = JsonTree.read(ALL);

    assertThat(tree).hasToString(ALL);
    assertThat(JsonTree.read(ALL.getBytes(StandardCharsets.UTF_16BE))).isEqualTo(tree);
    assertThat(JsonTree.read("3")).isEqualTo(JsonTree.read(" 3 ")).hasSameHashCodeAs(3L);
    assertThat(JsonTree.read("3")).isNotEqualTo(JsonTree.read("3.0"));
    assertThat(JsonTree.of("a")).isEqualTo(JsonTree.read("\"a\""));
  }

  @Test
  void givesFieldsByNameAndKind() throws IOException {
    JsonTree tree = JsonTree.read(ALL);

    assertThat(tree.text("text")).isEqualTo("ä\"");
    assertThat(tree.flag("yes")).isTrue();
    assertThat(tree.flag("no")).isFalse();
    assertThat(tree.integer("int")).isEqualTo(-3);
    assertThat(tree.whole("long")).isEqualTo(3_000_000_000L);
    assertThat(tree.number("int")).isEqualTo(-3);
    assertThat(tree.number("huge")).isEqualTo(123456789012345678901234567890.0);
    assertThat(tree.number("real")).isEqualTo(0.1);
    assertThat(tree.list("list")).hasSize(3);
    assertThat(tree.object("object").list("a")).isEmpty();
    assertThat(tree.has("int")).isTrue();
    assertThat(tree.has("none")).isFalse();
    assertThat(tree.has("nothing")).isFalse();
    assertThat(tree.fields()).containsKeys("text", "none", "object").hasSize(10);
  }

  @Test
  void valuesAreOfOneKindOnly() throws IOException {
    JsonTree number = JsonTree.read("3000000000");

    assertThat(number.isObject() || number.isList() || number.isNull()).isFalse();
    assertThat(number.asText()).isEmpty();
    assertThat(number.asInteger()).isEmpty();
    assertThat(number.asLong()).contains(3_000_000_000L);
    assertThat(number.get("a").isNull()).isTrue();
    assertThat(number.elements()).isEqualTo(List.of());
    assertThat(JsonTree.read("null").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{};a is missing, wanted an integer",
        "[];a is missing, wanted an integer",
        "{'a':null};a is missing, wanted an integer",
        "{'a':'3'};a is '3', wanted an integer",
        "{'a':3.0};a is 3.0, wanted an integer",
        "{'a':[3]};a is [3], wanted an integer",
        "{'a':3000000000};a is 3000000000, wanted an integer"
      })
  void namesAFieldThatIsNotAsWanted(String json, String message) throws IOException {
    JsonTree tree = JsonTree.read(json.replace('\'', '"'));

    assertThatThrownBy(() -> tree.integer("a"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message.replace('\'', '"'));
  }

  @Test
  void namesAFieldThatHoldsSomethingElse() throws IOException {
    JsonTree tree = JsonTree.read("{\"a\":[1,\"b\"]}");

    assertThatThrownBy(() -> tree.integers("a")).hasMessage("a holds \"b\", wanted integers");
    assertThatThrownBy(() -> tree.texts("a")).hasMessage("a holds 1, wanted texts");
    assertThatThrownBy(() -> tree.object("a")).hasMessage("a is [1,\"b\"], wanted an object");
    assertThatThrownBy(() -> tree.flag("a")).hasMessageEndingWith("wanted true or false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "[1",
        "]",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "NaN",
        "nonsense",
        "[[[[[[[[[1]]]]]]]]]"
      })
  void refusesWhatIsNotOneValueOfJson(String json) {
    assertThatThrownBy(() -> JsonTree.read(json)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> JsonTree.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void numbersAndTextsHaveBounds() {
    assertThatThrownBy(() -> JsonTree.read("1".repeat(1001))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> JsonTree.read("{\"" + "a".repeat(50_001) + "\":1}"))
        .isInstanceOf(IOException.class);
  }
}
