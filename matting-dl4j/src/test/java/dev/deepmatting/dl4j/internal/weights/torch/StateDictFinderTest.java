package dev.deepmatting.dl4j.internal.weights.torch;

import static dev.deepmatting.dl4j.internal.weights.torch.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of a checkpoint's dicts is the network. Checkpoints are written as {@code {a{W}b{S}}}. */
class StateDictFinderTest {
  private static final String PLAIN = "{w[3]}";

  /** The network is the dict whose tensor is called {@code w}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "the_root {w[3]s[]}",
        "a_usual_name {state_dict{w[3]}other{v[3]}}",
        "a_usual_name_beside_tensors {rng[2]state_dict{w[3]}}",
        "any_name {generator{w[3]}optimizer{v[3]}lr_scheduler{v[3]}}",
        "an_epoch_as_a_tensor {epoch[]generator{w[3]}}",
        "losses_as_tensors {losses{l[]}generator{w[3]}}",
        "nothing_but_single_numbers {w[]}",
        "two_levels {checkpoint{state_dict{w[3]}}}",
        "two_levels_backwards {state_dict{generator{w[3]}}}",
        "usual_names_first {state_dict{generator{w[3]}}stats{mean[3]}}",
        "deeper_usual_names_first {checkpoint{state_dict{generator{w[3]}}stats{mean[3]}}}",
        "nearer_first {generator{w[3]}other{deeper{v[3]}}}",
        "empty_under_a_usual_name {state_dict{}generator{w[3]}}",
        "four_levels {a{b{c{d{w[3]}}}}}",
      })
  void finds(String what, String checkpoint) {
    try (TorchFile file = open(checkpoint)) {
      assertThat(file.tensors()).as(what).extracting(TensorInfo::name).startsWith("w");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{model{a{w[3]}b{w[3]}}}|several dicts of tensors: model.a, model.b; wanted one",
        "{model{a{w[3]}b{w[3]}}stats{mean[3]}}|several dicts of tensors: model.a, model.b; wanted",
        "{a{state_dict{w[3]}}b{model{c{w[3]}}}}|of tensors: a.state_dict, b.model.c; wanted one",
        "{a{b{c{d{e{w[3]}}}}}}|has no dict of tensors within 4 levels, only a",
        "{a{}}|has no dict of tensors within 4 levels, only a",
        "{optimizer{state{w[3]}}}|has no dict of tensors within 4 levels, only optimizer",
        "{a{w[]}b{w[]}}|several dicts of tensors: a, b; wanted",
      })
  void refuses(String checkpoint, String message) {
    assertRefused(ZipBuilder.of(pickle(checkpoint)).build(), message);
  }

  @Test
  void namesAFewOfManyDictsOfTensors() {
    StringBuilder many = new StringBuilder("{");
    for (int i = 0; i < 1000; i++) {
      many.append('n').append(i).append(PLAIN);
    }
    assertRefused(
        ZipBuilder.of(pickle(many + "}")).build(),
        "tensors: n0, n1, n2, n3, n4, n5, n6, n7, ...; wanted one of them alone");
  }

  @Test
  void takesADictThatIsSharedForOne() {
    PickleBuilder pickle = PickleBuilder.start().op('}').text("a");
    write(pickle, PLAIN, 0);
    pickle.op('q', 200, 's').text("b").op('h', 200, 's');
    try (TorchFile file = Refusals.open(ZipBuilder.of(pickle.stop()).build())) {
      assertThat(file.tensors()).hasSize(1);
    }
  }

  static Stream<Arguments> mazes() {
    return Stream.of(
        arguments("x", shared("x", 6, false)),
        arguments("model", shared("model", 6, false)),
        arguments("x", shared("x", 6, true)),
        arguments("itself", itself()));
  }

  /** Without bounds these take hours, or never end. */
  @ParameterizedTest
  @MethodSource("mazes")
  void comesToAnEndInDictsThatHoldEachOther(String key, PickleBuilder pickle) {
    assertRefused(
        ZipBuilder.of(pickle.stop()).build(),
        "has no dict of tensors within 4 levels, only " + key + ", " + key);
  }

  /** Every dict holds the next 50,000 times, and perhaps the first too. */
  private static PickleBuilder shared(String key, int levels, boolean cycle) {
    PickleBuilder pickle = PickleBuilder.start().text(key).op('q', 0, '0', '}', 'q', 1);
    pickle.op('h', 0, 'N', 's');
    for (int level = 2; level <= levels; level++) {
      pickle.op('0', '}', 'q', level, '(').repeat(50_000, 'h', 0, 'h', level - 1);
      pickle.op('h', 0, 'h', cycle ? level : 1, 'u');
    }
    return pickle;
  }

  private static PickleBuilder itself() {
    PickleBuilder pickle = PickleBuilder.start().text("itself").op('q', 0, '0', '}', 'q', 1, '(');
    return pickle.repeat(400_000, 'h', 0, 'h', 1).op('u');
  }

  private static TorchFile open(String checkpoint) {
    return Refusals.open(ZipBuilder.of(pickle(checkpoint)).build());
  }

  private static byte[] pickle(String checkpoint) {
    PickleBuilder pickle = PickleBuilder.start();
    write(pickle, checkpoint, 0);
    return pickle.stop();
  }

  /** Writes the dict that opens at a place; gives the place after it. */
  private static int write(PickleBuilder pickle, String dict, int open) {
    pickle.op('}');
    int place = open + 1;
    while (dict.charAt(place) != '}') {
      int name = place;
      while (dict.charAt(place) != '{' && dict.charAt(place) != '[') {
        place++;
      }
      pickle.text(dict.substring(name, place));
      if (dict.charAt(place) == '{') {
        place = write(pickle, dict, place);
      } else {
        boolean single = dict.charAt(place + 1) == ']';
        long[] shape = single ? new long[0] : new long[] {dict.charAt(place + 1) - '0'};
        long[] strides = single ? new long[0] : new long[] {1};
        pickle.tensor("FloatStorage", "0", 3, 0, shape, strides);
        place = dict.indexOf(']', place) + 1;
      }
      pickle.op('s');
    }
    return place + 1;
  }
}
