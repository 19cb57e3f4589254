package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.OneDnnEngine;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.network.Variant;
import dev.deepmatting.propagation.ClosedForm;
import dev.deepmatting.propagation.Knn;
import dev.deepmatting.propagation.Propagation;
import dev.deepmatting.propagation.PropagationMethod;
import dev.deepmatting.spi.EngineSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A network whose last weights are zero, and whose gate follows the first guide alone. */
class GuidedPredictionTest {
  private static final ImportReport EMPTY =
      new ImportReport(List.of(), List.of(), List.of(), List.of(), List.of());

  private static final int WIDTH = 300;
  private static final int HEIGHT = 70;
  private static final RgbImage IMAGE = Generated.image(WIDTH, HEIGHT);
  private static final Trimap TRIMAP = Generated.trimap(WIDTH, HEIGHT);

  private static NetworkConfig config(Variant variant, String... guides) {
    return NetworkConfig.builder(variant)
        .baseChannels(16)
        .skip(true)
        .guides(List.of(guides))
        .build();
  }

  private static NetworkWeights following(NetworkConfig config) {
    String gate = config.variant() == Variant.VGG16_BN ? "guide_gate.0" : "guide_gate";
    String raw = config.variant() == Variant.VGG16_BN ? "rawalpha.0" : "deconv1";
    Map<String, FloatTensor> tensors = new LinkedHashMap<>(Generated.weights(config).tensors());
    for (String name : List.of(raw + ".weight", raw + ".bias", gate + ".weight", gate + ".bias")) {
      FloatTensor tensor = tensors.get(name);
      tensors.put(name, new FloatTensor(new float[tensor.values().length], tensor.shape()));
    }
    tensors.get(gate + ".bias").values()[0] = 1;
    return NetworkWeights.of(config, tensors);
  }

  private static Predictor predictor(NetworkEngine engine, Tiling tiling, String budget) {
    Optional<MemorySize> memory = Optional.ofNullable(budget).map(MemorySize::parse);
    return new Predictor(engine, new EngineSettings(Precision.FP32, tiling, memory), EMPTY);
  }

  private static Predictor predictor() {
    NetworkConfig config = config(Variant.VGG16_BN, "closed-form", "knn");
    return predictor(new OneDnnEngine(following(config), Precision.FP32), Tiling.auto(), null);
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void givesTheMatteOfTheGuideThatItFollows(Variant variant) {
    NetworkWeights weights = following(config(variant, "closed-form", "knn"));
    float[] guide = Propagation.of(ClosedForm.published()).estimate(IMAGE, TRIMAP).toFloatArray();
    for (Tiling tiling : List.of(Tiling.off(), Tiling.of(256))) {
      for (NetworkEngine engine :
          List.of(new SameDiffEngine(weights), new OneDnnEngine(weights, Precision.FP32))) {
        try (Predictor predictor = predictor(engine, tiling, null)) {
          float[] alpha = predictor.predict(IMAGE, TRIMAP, ProgressListener.NONE).toFloatArray();
          assertFollows(alpha, guide);
        }
      }
    }
  }

  /** What is nearer to 0 or 1 than a logit counts is not told by a gate of 1. */
  private static void assertFollows(float[] alpha, float[] guide) {
    int within = 0;
    for (int i = 0; i < alpha.length; i++) {
      boolean unknown = TRIMAP.isUnknown(i % WIDTH, i / WIDTH);
      float wanted = unknown ? Math.max(0.01f, Math.min(0.99f, guide[i])) : guide[i];
      assertThat(alpha[i]).isEqualTo(wanted, within(1e-3f));
      within += unknown && wanted == guide[i] ? 1 : 0;
    }
    assertThat(within).isGreaterThan(1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {Trimap.BACKGROUND, Trimap.FOREGROUND, Trimap.UNKNOWN})
  void aTrimapOfOneKindLeavesItUndecided(int known) {
    byte[] values = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i % WIDTH < 90 ? known : Trimap.UNKNOWN);
    }
    try (Predictor predictor = predictor()) {
      float[] alpha =
          predictor
              .predict(IMAGE, Trimap.of(WIDTH, HEIGHT, values), ProgressListener.NONE)
              .toFloatArray();
      assertThat(alpha[10]).isEqualTo(known == Trimap.UNKNOWN ? 0.5f : known / 255f, within(1e-3f));
      assertThat(alpha[150]).isEqualTo(0.5f, within(1e-3f));
    }
  }

  /** Guides take more than the smallest tile of so narrow a network. */
  @Test
  void aBudgetWithoutRoomForTheGuidesIsRefused() {
    NetworkWeights weights = following(config(Variant.VGG16_BN, "knn"));
    MemorySize guides =
        Propagation.builder(Knn.published())
            .memoryBudget(MemorySize.parse("1m"))
            .build()
            .memoryFor(Tiling.LEAST_SIDE, Tiling.LEAST_SIDE);
    assertThatThrownBy(
            () -> predictor(new OneDnnEngine(weights, Precision.FP32), Tiling.auto(), "20m"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            refusal -> {
              String wanted = refusal.getMessage().replaceAll(".*at least (\\S+) for.*", "$1");
              assertThat(MemorySize.parse(wanted).bytes())
                  .isGreaterThan(guides.bytes() + (5 << 20))
                  .isLessThan(guides.bytes() + (20 << 20));
            });
  }

  @Test
  void aKnownTrimapNeedsNoGuide() {
    try (Predictor predictor = predictor()) {
      Trimap known = Trimap.of(WIDTH, HEIGHT, new byte[WIDTH * HEIGHT]);
      List<Double> heard = new ArrayList<>();
      assertThat(predictor.predict(IMAGE, known, heard::add).toFloatArray()).containsOnly(0);
      assertThat(heard).containsExactly(1.0);
    }
  }

  @Test
  void progressRisesToOneThroughGuidesAndTiles() {
    try (Predictor predictor = predictor()) {
      List<Double> heard = new ArrayList<>();
      predictor.predict(IMAGE, TRIMAP, heard::add);
      assertThat(heard).isSorted().hasSizeGreaterThan(10).last().isEqualTo(1.0);
      assertThat(heard.get(0)).isLessThan(0.3);
    }
  }

  @Test
  void anInterruptEndsTheGuides() {
    try (Predictor predictor = predictor()) {
      ProgressListener interrupting = done -> Thread.currentThread().interrupt();
      assertThatThrownBy(() -> predictor.predict(IMAGE, TRIMAP, interrupting))
          .isInstanceOf(MattingInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aListenerOfTheGuidesMayNotClose() {
    Predictor predictor = predictor();
    assertThatThrownBy(() -> predictor.predict(IMAGE, TRIMAP, done -> predictor.close()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a progress listener may not");
    predictor.close();
  }

  @Test
  void refusesAGuideThatNoMethodIsCalled() {
    LocalEngine engine = new LocalEngine(config(Variant.VGG16_BN, "unet"));
    assertThatThrownBy(() -> predictor(engine, Tiling.auto(), null))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "the network is guided by 'unet', which this library does not know, wanted one of "
                + PropagationMethod.all().stream().map(PropagationMethod::name).toList());
    assertThat(engine.closed).isTrue();
  }

  @Test
  void countsTheMemoryOfGuides() {
    Predictor plain = predictor(new LocalEngine(config(Variant.VGG16_BN)), Tiling.auto(), "1GB");
    Predictor guided =
        predictor(new LocalEngine(config(Variant.VGG16_BN, "graph", "knn")), Tiling.auto(), "1GB");
    long least = plain.memoryFor(640, 480).bytes() + 2 * 2 * 640 * 480;
    assertThat(guided.memoryFor(640, 480).bytes()).isGreaterThan(least);
    assertThat(guided.memoryFor(4000, 3000).bytes()).isLessThan(1L << 30);
  }
}
