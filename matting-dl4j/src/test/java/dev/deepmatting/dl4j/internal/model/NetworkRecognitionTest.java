package dev.deepmatting.dl4j.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.fixture.MemoryTensors;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.network.Variant;
import dev.deepmatting.network.WeightSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkRecognitionTest {
  private static final NetworkConfig CLASSIC =
      NetworkConfig.builder(Variant.CLASSIC).baseChannels(2).build();

  static List<NetworkConfig> published() {
    List<NetworkConfig> configs = new ArrayList<>();
    for (Variant variant : Variant.values()) {
      for (int bridge : new int[] {1, 3}) {
        for (boolean skip : new boolean[] {false, true}) {
          NetworkConfig.Builder plain =
              NetworkConfig.builder(variant).baseChannels(2).bridgeKernel(bridge).skip(skip);
          configs.add(plain.build());
          configs.add(plain.upsampling(Upsampling.TRANSPOSED_CONVOLUTION).build());
          configs.add(plain.refinementHead(head(variant)).refinementChannels(3).build());
        }
      }
    }
    return configs;
  }

  private static RefinementHead head(Variant variant) {
    return variant == Variant.VGG16_BN ? RefinementHead.BARE : RefinementHead.LOGIT_RESIDUAL;
  }

  @ParameterizedTest
  @MethodSource("published")
  void readsEveryPublishedLayoutOffNamesAndShapes(NetworkConfig config) {
    NetworkConfig found =
        NetworkRecognition.recognise(tensors("", config), Optional.of(config.skip()));
    assertThat(found)
        .isEqualTo(
            config.refinementHead() == RefinementHead.NONE
                ? config.toBuilder().refinementChannels(found.refinementChannels()).build()
                : config);
  }

  @ParameterizedTest
  @ValueSource(strings = {"module.", "ema.generator.", "module.module.", "net._orig_mod."})
  void looksThroughWhatATrainingProgramWrapsAroundAllNames(String prefix) {
    assertThat(NetworkRecognition.recognise(tensors(prefix, CLASSIC), Optional.of(false)))
        .isEqualTo(CLASSIC);
  }

  @Test
  void leavesTheNamesOutsideOfTheWrapperAsTheyAre() {
    Map<String, FloatTensor> tensors =
        new LinkedHashMap<>(
            MemoryTensors.of("model.", Generated.weights(CLASSIC).tensors()).named());
    tensors.put("criterion.weight", new FloatTensor(new float[1], 1));
    StateDict dict = new StateDict("model x", MemoryTensors.of("", tensors));
    assertThat(NetworkRecognition.recognise(dict, Optional.of(false))).isEqualTo(CLASSIC);
    assertThat(dict.tensors()).containsKeys("conv1_1.weight", "criterion.weight");
  }

  @Test
  void refusesAFileOfSeveralNetworks() {
    Map<String, FloatTensor> tensors =
        new LinkedHashMap<>(MemoryTensors.of("net.", Generated.weights(CLASSIC).tensors()).named());
    tensors.putAll(MemoryTensors.of("ema.", Generated.weights(CLASSIC).tensors()).named());
    MemoryTensors file = MemoryTensors.of("", tensors);
    assertThatThrownBy(() -> new StateDict("model x", file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("model x holds 2 networks, behind [net., ema.], wanted one");
  }

  @Test
  void saysWhatIsMissingOfAPartOfANetwork() {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>(Generated.weights(CLASSIC).tensors());
    tensors.keySet().removeIf(name -> name.startsWith("deconv"));
    StateDict dict = new StateDict("model x", MemoryTensors.of("", tensors));
    NetworkConfig config = NetworkRecognition.recognise(dict, Optional.of(false));
    assertThat(ModelReader.imported(dict, config).report().missing())
        .contains("deconv6_1.weight", "deconv5_1.weight", "deconv1.bias")
        .hasSize(14);
  }

  @Test
  void believesMetadataOnlyOfFormatsThatTheLibraryWrites() {
    Map<String, FloatTensor> tensors = Generated.weights(CLASSIC).tensors();
    MemoryTensors file =
        new MemoryTensors(tensors, Map.of("network", "unet", "provenance", "theirs"));
    StateDict dict = new StateDict("model x", file);
    WeightSource source = WeightSource.parse("net.pth").withSkip(false);
    assertThat(ModelReader.config(dict, source)).isEqualTo(CLASSIC);
    assertThat(Provenance.of(source, dict))
        .startsWith("imported from net.pth (memory)")
        .contains("; provenance theirs");
  }

  @Test
  void asksForTheUsersWordOnSkipAdditionsOfClassic() {
    assertThatThrownBy(() -> NetworkRecognition.recognise(tensors("", CLASSIC), Optional.empty()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(
            "model x is a checkpoint of a classic network (base 2, bridge 3x3, refinement head none)")
        .hasMessageContaining("no name or shape shows")
        .hasMessageContaining("skip(true) or skip(false) in Java")
        .hasMessageContaining("--skip true or --skip false on the command line");
  }

  @Test
  void takesSeedWithoutSkipAdditionsAsItWasPublished() {
    NetworkConfig seed = NetworkConfig.builder(Variant.VGG16_BN).baseChannels(2).build();
    assertThat(NetworkRecognition.recognise(tensors("", seed), Optional.empty()).skip()).isFalse();
    assertThat(NetworkRecognition.recognise(tensors("", seed), Optional.of(true)).skip()).isTrue();
  }

  @Test
  void saysThatNothingTellsTheGuidesOfAGuidedNetwork() {
    for (Variant variant : Variant.values()) {
      NetworkConfig guided =
          NetworkConfig.builder(variant).baseChannels(2).guides(List.of("graph")).build();
      assertThatThrownBy(() -> NetworkRecognition.recognise(tensors("", guided), Optional.of(true)))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageStartingWith("model x is a guided network without metadata 'network'")
          .hasMessageContaining("wanted a model file, which names its guides");
    }
  }

  @Test
  void refusesChannelsThatMaxUnpoolingCannotHave() {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>(Generated.weights(CLASSIC).tensors());
    tensors.put("deconv4_1.weight", new FloatTensor(new float[7 * 16 * 25], 7, 16, 5, 5));
    StateDict dict = new StateDict("model x", MemoryTensors.of("", tensors));
    assertThatThrownBy(() -> NetworkRecognition.recognise(dict, Optional.of(false)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(
            "model x is no classic network: decoderChannels is [16, 7, 4, 2, 2]");
  }

  @Test
  void saysThatAClassifierIsNoMattingNetwork() {
    Map<String, FloatTensor> tensors =
        Map.of("features.0.weight", new FloatTensor(new float[54], 2, 3, 3, 3));
    StateDict dict = new StateDict("model x", MemoryTensors.of("", tensors));
    assertThatThrownBy(() -> NetworkRecognition.recognise(dict, Optional.empty()))
        .hasMessage(
            "model x is not a matting network: it contains a classifier, VGG16, torchvision's names");
  }

  private static StateDict tensors(String prefix, NetworkConfig config) {
    return new StateDict("model x", MemoryTensors.of(prefix, Generated.weights(config).tensors()));
  }
}
