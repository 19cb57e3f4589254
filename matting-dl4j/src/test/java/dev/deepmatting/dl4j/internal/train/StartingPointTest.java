package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.MattingTrainer;
import dev.deepmatting.dl4j.fixture.Checkpoints;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.model.ModelWriter;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.model.Vgg16BnWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.network.Variant;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.ClosedForm;
import dev.deepmatting.propagation.Knn;
import dev.deepmatting.propagation.PyramidGraph;
import dev.deepmatting.train.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartingPointTest {
  @TempDir private Path folder;

  private MattingTrainer.Builder run() {
    return SmallRun.into(folder.resolve("run"));
  }

  private static NetworkWeights weights(MattingTrainer.Builder run) {
    return StartingPoint.of(run.build().settings()).weights();
  }

  private static NetworkConfig network(int base) {
    return NetworkConfig.builder(Variant.VGG16_BN).baseChannels(base).build();
  }

  @Test
  void randomNumbersFollowFromTheSeedAndTheName() {
    NetworkWeights one = weights(run());
    assertThat(weights(run()).tensor("down1.conv1.cbr_unit.0.weight").values())
        .isEqualTo(one.tensor("down1.conv1.cbr_unit.0.weight").values());
    assertThat(weights(run().seed(4)).tensor("down1.conv1.cbr_unit.0.weight").values())
        .isNotEqualTo(one.tensor("down1.conv1.cbr_unit.0.weight").values());
    assertThat(one.tensor("down2.conv1.cbr_unit.0.bias").values()).containsOnly(0);
    assertThat(one.tensor("down2.conv1.cbr_unit.1.weight").values()).containsOnly(1);
    assertThat(one.tensor("down2.conv1.cbr_unit.1.running_var").values()).containsOnly(1);
    assertThat(one.tensor("down2.conv1.cbr_unit.1.running_mean").values()).containsOnly(0);
  }

  /** He et al. 2015: two by the number of inputs. */
  @Test
  void kernelsHaveTheVarianceThatKeepsSignalsAlive() {
    float[] kernel =
        weights(run().network(network(16))).tensor("trans.conv1.cbr_unit.0.weight").values();
    double squares = 0;
    for (float value : kernel) {
      squares += value * value;
    }
    double wanted = 2.0 / (128 * 9);
    assertThat(squares / kernel.length).isBetween(0.97 * wanted, 1.03 * wanted);
  }

  @Test
  void aStageThatNeedsAHeadGetsOneThatChangesNothingYet() {
    NetworkWeights weights = weights(run().stage(Stage.OVERALL));
    assertThat(weights.config().refinementHead()).isEqualTo(RefinementHead.LOGIT_RESIDUAL);
    assertThat(weights.tensor("refine_head.alpha.0.weight").values()).containsOnly(0);
    assertThat(weights.tensor("refine_head.conv1.cbr_unit.0.weight").values()).doesNotContain(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aGuidedNetworkBeginsByGivingItsFirstGuidesMatte(boolean fromModel) {
    MattingTrainer.Builder run =
        fromModel
            ? SmallRun.into(folder)
                .network(dimSmall())
                .start(WeightSource.parse("builtin:dim-small"))
            : run();
    NetworkWeights weights = weights(run.guides(PyramidGraph.standard(), ClosedForm.published()));
    assertThat(weights.config().guides()).containsExactly("graph", "closed-form");
    FloatTensor input = Generated.input(weights.config(), 64, 64);
    float[] values = input.values();
    float[] alpha;
    try (NetworkEngine engine = new SameDiffEngine(weights)) {
      alpha = engine.run(RunRequest.whole(input), ProgressListener.NONE).values();
    }
    for (int i = 0; i < alpha.length; i++) {
      float guide = (values[4 * alpha.length + i] + 1) / 2;
      assertThat(alpha[i]).isCloseTo(Math.max(0.01f, Math.min(0.99f, guide)), within(1e-3f));
    }
  }

  @Test
  void aModelThatBecomesAGuidedOneKeepsTheOtherNumbers() {
    WeightSource model = WeightSource.parse("builtin:dim-small");
    NetworkWeights before = ModelReader.read(model).model().weights();
    NetworkWeights weights =
        weights(
            SmallRun.into(folder).network(dimSmall()).start(model).guides(ClosedForm.published()));
    Set<String> changed =
        Set.of("down1.conv1.cbr_unit.0.weight", "rawalpha.0.weight", "rawalpha.0.bias");
    before
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (!changed.contains(name)) {
                assertThat(weights.tensor(name).values()).as(name).isEqualTo(tensor.values());
              }
            });
    float[] first = weights.tensor("down1.conv1.cbr_unit.0.weight").values();
    float[] narrow = before.tensor("down1.conv1.cbr_unit.0.weight").values();
    assertThat(Arrays.copyOfRange(first, 45, 45 + 36))
        .isEqualTo(Arrays.copyOfRange(narrow, 36, 72));
    assertThat(Arrays.copyOfRange(first, 36, 45)).containsOnly(0);
  }

  @Test
  void wordsTellTheFilesNameAndNoFolder() {
    Path file = folder.resolve("model.safetensors");
    ModelWriter.write(new Model(weights(run()), ""), file, StorageType.FLOAT32);
    assertThat(StartingPoint.of(run().start(file).guides(Knn.published()).build().settings()))
        .extracting(StartingPoint::words)
        .isEqualTo("the model model.safetensors, now guided by knn");
  }

  @Test
  void aGuidedModelTakesAsManyOtherGuides() {
    NetworkConfig config = network(2).toBuilder().guides(List.of("knn", "graph")).build();
    assertThat(weights(run().network(config).guides(PyramidGraph.standard(), Knn.published())))
        .extracting(weights -> weights.config().guides())
        .isEqualTo(List.of("graph", "knn"));
    assertThatThrownBy(() -> weights(run().network(config).guides(Knn.published())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "guides is [knn], wanted 2 as the network has, which is guided by [knn, graph]");
  }

  @Test
  void learnedUpsamplingsBeginBilinear() {
    NetworkConfig config =
        network(2).toBuilder().upsampling(Upsampling.TRANSPOSED_CONVOLUTION).build();
    float[] kernel = weights(run().network(config)).tensor("deconv5.up.weight").values();
    assertThat(kernel).startsWith(0.0625f, 0.1875f, 0.1875f, 0.0625f, 0.1875f, 0.5625f);
    assertThat(kernel[16]).isZero();
  }

  @Test
  void theEncoderOfAClassifierIsTaken() {
    Path file = Checkpoints.path("vgg16_bn.pth");
    Vgg16BnWeights classifier = Vgg16BnWeights.from(file);
    int base = classifier.encoder().get("down1.conv1.cbr_unit.0.weight").size(0);
    NetworkWeights weights = weights(run().network(network(base)).start(file));
    classifier
        .encoder()
        .forEach(
            (name, tensor) ->
                assertThat(weights.tensor(name).values()).as(name).isEqualTo(tensor.values()));
    assertThat(weights.tensor("trans.conv1.cbr_unit.0.weight").values()).doesNotContain(0);
  }

  @Test
  void aClassifierOfAnotherWidthIsRefused() {
    Path file = Checkpoints.path("vgg16_bn.pth");
    assertThatThrownBy(() -> weights(run().network(network(64)).start(file)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("start is " + file + ", whose tensor down1.conv1.cbr_unit.0.weight")
        .hasMessageContaining("wanted [64, 4, 3, 3] for this network");
  }

  @Test
  void theWordOnSkipCountsForAClassifierToo() {
    Path file = Checkpoints.path("vgg16_bn.pth");
    int base = Vgg16BnWeights.from(file).encoder().get("down1.conv1.cbr_unit.0.weight").size(0);
    NetworkWeights weights =
        weights(run().network(network(base)).start(WeightSource.file(file).withSkip(true)));
    assertThat(weights.config().skip()).isTrue();
  }

  @Test
  void aModelGoesOnWithTheNumbersThatItHas() {
    NetworkWeights wanted =
        weights(
            SmallRun.into(folder)
                .start(WeightSource.parse("builtin:dim-small"))
                .network(dimSmall()));
    assertThat(wanted.config()).isEqualTo(dimSmall());
  }

  private static NetworkConfig dimSmall() {
    return ModelReader.read(WeightSource.parse("builtin:dim-small")).model().config();
  }

  @Test
  void aModelOfAnotherNetworkIsRefused() {
    assertThatThrownBy(() -> weights(run().start(WeightSource.parse("builtin:dim-small"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("start is builtin:dim-small, which contains the network ")
        .hasMessageContaining("leave the network out to train the one in the file");
  }

  @Test
  void aFileThatHoldsNoNetworkIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "no weights");
    assertThatThrownBy(() -> weights(run().start(file))).isInstanceOf(ModelFormatException.class);
  }
}
