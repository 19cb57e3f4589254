package dev.deepmatting.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkConfigTest {
  @Test
  void seedHasItsDefaultsAtFullWidth() {
    NetworkConfig seed = NetworkConfig.builder(Variant.VGG16_BN).build();

    assertThat(seed.variant()).isEqualTo(Variant.VGG16_BN);
    assertThat(seed.decoderChannels()).containsExactly(512, 256, 128, 64, 3);
    assertThat(seed.trimapEncoding()).isEqualTo(TrimapEncoding.SIGNED);
    assertCommonDefaults(seed);
  }

  @Test
  void classicHasItsDefaultsAtFullWidth() {
    NetworkConfig classic = NetworkConfig.builder(Variant.CLASSIC).build();

    assertThat(classic.variant()).isEqualTo(Variant.CLASSIC);
    assertThat(classic.decoderChannels()).containsExactly(512, 256, 128, 64, 64);
    assertThat(classic.trimapEncoding()).isEqualTo(TrimapEncoding.UNIT);
    assertCommonDefaults(classic);
  }

  private static void assertCommonDefaults(NetworkConfig config) {
    assertThat(config.baseChannels()).isEqualTo(64);
    assertThat(config.bridgeKernel()).isEqualTo(3);
    assertThat(config.skip()).isFalse();
    assertThat(config.upsampling()).isEqualTo(Upsampling.MAX_UNPOOL);
    assertThat(config.refinementHead()).isEqualTo(RefinementHead.NONE);
    assertThat(config.refinementChannels()).isEqualTo(64);
    assertThat(config.batchNormEpsilon()).isEqualTo(1e-5);
    assertThat(Stream.of(1, 2, 3, 4, 5).map(config::encoderChannels))
        .containsExactly(64, 128, 256, 512, 512);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(b -> b.baseChannels(0), "baseChannels is 0, wanted 1 to 256"),
        refused(b -> b.baseChannels(257), "baseChannels is 257, wanted 1 to 256"),
        refused(b -> b.bridgeKernel(2), "bridgeKernel is 2, wanted 1 or 3"),
        refused(b -> b.refinementChannels(0), "refinementChannels is 0, wanted 1 to 256"),
        refused(b -> b.refinementChannels(257), "refinementChannels is 257, wanted 1 to 256"),
        refused(
            b -> b.batchNormEpsilon(0), "batchNormEpsilon is 0.0, wanted a value between 0 and 1"),
        refused(
            b -> b.batchNormEpsilon(Double.NaN),
            "batchNormEpsilon is NaN, wanted a value between 0 and 1"),
        refused(
            b -> b.decoderChannels(List.of(1, 2)),
            "decoderChannels has 2 values, wanted 5, from the coarsest to the finest"),
        refused(
            b -> b.upsampling(Upsampling.BILINEAR).decoderChannels(List.of(8, 4, 2, 1, 0)),
            "decoderChannels is 0, wanted 1 to 2048"),
        refused(
            b -> b.guides(List.of("graph", "graph")),
            "guides is [graph, graph], wanted at most 4 different ones"),
        refused(
            b -> b.guides(List.of("a", "b", "c", "d", "e")),
            "guides is [a, b, c, d, e], wanted at most 4 different ones"),
        refused(
            b -> b.guides(List.of("Graph ")),
            "guides holds 'Graph ', wanted names such as graph or closed-form"));
  }

  private static Arguments refused(UnaryOperator<NetworkConfig.Builder> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhenItIsBuilt(UnaryOperator<NetworkConfig.Builder> change, String message) {
    NetworkConfig.Builder builder = change.apply(NetworkConfig.builder(Variant.VGG16_BN));

    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void unpoolingAndSkipsNeedTheChannelsOfTheEncoder() {
    NetworkConfig.Builder builder =
        NetworkConfig.builder(Variant.VGG16_BN).decoderChannels(List.of(512, 256, 100, 64, 3));
    String message =
        "decoderChannels is [512, 256, 100, 64, 3], but value 3 must be 128: max unpooling and"
            + " skips need as many channels as the encoder has there";

    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
    assertThatThrownBy(builder.upsampling(Upsampling.BILINEAR).skip(true)::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
    assertThat(builder.skip(false).build().decoderChannels()).containsExactly(512, 256, 100, 64, 3);
  }

  @Test
  void derivedValuesFollowALaterChange() {
    NetworkConfig narrow =
        NetworkConfig.builder(Variant.CLASSIC).build().toBuilder().baseChannels(16).build();

    assertThat(narrow.decoderChannels()).containsExactly(128, 64, 32, 16, 16);
    assertThat(narrow.refinementChannels()).isEqualTo(16);
    assertThat(narrow).isEqualTo(NetworkConfig.builder(Variant.CLASSIC).baseChannels(16).build());
  }

  @Test
  void toBuilderKeepsWhatWasSet() {
    NetworkConfig config =
        NetworkConfig.builder(Variant.VGG16_BN)
            .baseChannels(8)
            .decoderChannels(List.of(9, 8, 7, 6, 5))
            .bridgeKernel(1)
            .upsampling(Upsampling.TRANSPOSED_CONVOLUTION)
            .refinementHead(RefinementHead.BARE)
            .refinementChannels(12)
            .trimapEncoding(TrimapEncoding.UNIT)
            .batchNormEpsilon(0.001)
            .guides(List.of("graph"))
            .build();

    assertThat(config.toBuilder().build()).isEqualTo(config);
    NetworkConfig wider = config.toBuilder().baseChannels(16).build();
    assertThat(wider.decoderChannels()).containsExactly(9, 8, 7, 6, 5);
    assertThat(wider.refinementChannels()).isEqualTo(12);
    assertThat(wider.trimapEncoding()).isEqualTo(TrimapEncoding.UNIT);
  }

  @Test
  void aBuilderUsedFurtherLeavesItsConfigurationAlone() {
    NetworkConfig.Builder builder = NetworkConfig.builder(Variant.VGG16_BN).baseChannels(8);
    NetworkConfig config = builder.build();

    builder.baseChannels(32).skip(true);
    config.toBuilder().baseChannels(4).build();

    assertThat(config.toBuilder().build()).isEqualTo(config);
    assertThat(config.toBuilder().build().baseChannels()).isEqualTo(8);
  }

  @Test
  void equalsByEffectiveValues() {
    NetworkConfig derived = NetworkConfig.builder(Variant.CLASSIC).build();
    NetworkConfig spelledOut =
        NetworkConfig.builder(Variant.CLASSIC)
            .decoderChannels(List.of(512, 256, 128, 64, 64))
            .refinementChannels(64)
            .trimapEncoding(TrimapEncoding.UNIT)
            .build();

    assertThat(spelledOut).isEqualTo(derived).hasSameHashCodeAs(derived);
    Stream.<UnaryOperator<NetworkConfig.Builder>>of(
            b -> b.baseChannels(32),
            b -> b.bridgeKernel(1),
            b -> b.skip(true),
            b -> b.upsampling(Upsampling.BILINEAR),
            b -> b.refinementHead(RefinementHead.LOGIT_RESIDUAL),
            b -> b.refinementChannels(8),
            b -> b.trimapEncoding(TrimapEncoding.SIGNED),
            b -> b.decoderChannels(List.of(512, 256, 128, 64, 8)),
            b -> b.batchNormEpsilon(0.5),
            b -> b.guides(List.of("knn")))
        .forEach(
            change -> assertThat(change.apply(derived.toBuilder()).build()).isNotEqualTo(derived));
    assertThat(NetworkConfig.builder(Variant.VGG16_BN).build()).isNotEqualTo(derived);
  }

  @Test
  void guidesAreFurtherInputChannelsThatAFileNames() {
    NetworkConfig plain = NetworkConfig.builder(Variant.VGG16_BN).build();
    NetworkConfig guided = plain.toBuilder().guides(List.of("graph", "closed-form")).build();

    assertThat(plain.guides()).isEmpty();
    assertThat(plain.inputChannels()).isEqualTo(4);
    assertThat(plain.asMap()).doesNotContainKey("guides");
    assertThat(guided.inputChannels()).isEqualTo(6);
    assertThat(guided.asMap()).containsEntry("guides", List.of("graph", "closed-form"));
    assertThat(guided).hasToString(plain + ", guided by graph and closed-form");
  }

  @Test
  void staysTheSameUnderAnyLocale() {
    NetworkConfig config = NetworkConfig.builder(Variant.VGG16_BN).build();
    String text = config.toString();
    int hash = config.hashCode();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(String.format("%d", 1)).as("this locale has digits of its own").isNotEqualTo("1");
      assertThat(config).hasToString(text);
      assertThat(config.hashCode()).isEqualTo(hash);
      assertThatThrownBy(NetworkConfig.builder(Variant.VGG16_BN).baseChannels(257)::build)
          .hasMessage("baseChannels is 257, wanted 1 to 256");
    } finally {
      Locale.setDefault(before);
    }
  }
}
