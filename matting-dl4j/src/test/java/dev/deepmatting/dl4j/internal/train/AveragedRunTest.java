package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.MattingTrainer;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.model.ModelWriter;
import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsFile;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsWriter;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import dev.deepmatting.train.TrainingListener;
import dev.deepmatting.train.ValidationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AveragedRunTest {
  private static final double DECAY = 0.3;

  @TempDir private Path folder;

  private MattingTrainer.Builder run(String name, double averaging) {
    return SmallRun.into(folder.resolve(name))
        .recipe(SmallRun.recipe().withEachStage(stage -> stage.averaging(averaging)))
        .steps(4)
        .checkpointEvery(1)
        .keepCheckpoints(20);
  }

  /** From the raw weights of all steps, each by how much is left of it at the end. */
  @Test
  void theModelIsTheAverageOverTheSteps() {
    Path model = run("run", DECAY).build().fit().model();

    NetworkConfig config = NetworkConfig.builder(Variant.VGG16_BN).baseChannels(2).build();
    NetworkWeights first = new FirstWeights(config, 3).with(Map.of());
    ModelReader.read(model)
        .weights()
        .tensors()
        .forEach((name, tensor) -> requireClose(name, tensor, averaged(name, first.tensor(name))));
  }

  private double[] averaged(String name, FloatTensor first) {
    double[] decays = {0.1, 2 / 11.0, 0.25, DECAY};
    double[] sum = new double[first.values().length];
    double left = 1;
    for (int step = 4; step >= 1; step--) {
      float[] raw =
          SmallRun.tensors(SmallRun.checkpoint(folder.resolve("run"), step))
              .get(ModelWriter.RAW + name)
              .values();
      add(sum, left * (1 - decays[step - 1]), raw);
      left *= decays[step - 1];
    }
    add(sum, left, first.values());
    return sum;
  }

  private static void add(double[] sum, double share, float[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += share * values[i];
    }
  }

  private static void requireClose(String name, FloatTensor tensor, double[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) tensor.values()[i])
          .as(name)
          .isCloseTo(wanted[i], within(1e-6 * Math.max(1, Math.abs(wanted[i]))));
    }
  }

  @Test
  void trainingItselfIsTheSameWithAndWithout() {
    Path with = run("with", DECAY).build().fit().lastCheckpoint().file();
    Path without = run("without", 0).build().fit().lastCheckpoint().file();

    assertThat(trainedIn(with)).isEqualTo(SmallRun.bits(without));
    assertThat(SmallRun.bits(without).keySet()).noneMatch(name -> name.startsWith("raw/"));
  }

  /** The checkpoint as it would be if its raw weights were its model. */
  private static Map<String, List<Integer>> trainedIn(Path checkpoint) {
    Map<String, List<Integer>> trained = new TreeMap<>();
    SmallRun.bits(checkpoint)
        .forEach(
            (name, bits) -> {
              if (name.startsWith(ModelWriter.RAW) || name.startsWith(ModelWriter.OPTIMISER)) {
                trained.put(name.replaceFirst("^" + ModelWriter.RAW, ""), bits);
              }
            });
    return trained;
  }

  @Test
  void validationMeasuresTheAverage() {
    List<ValidationReport> reports = new ArrayList<>();
    Path checkpoint =
        run("run", DECAY)
            .validation(SmallRun.validation())
            .validateEvery(4)
            .listener(
                new TrainingListener() {
                  @Override
                  public void validated(ValidationReport validation) {
                    reports.add(validation);
                  }
                })
            .build()
            .fit()
            .lastCheckpoint()
            .file();

    NetworkWeights average = ModelReader.read(checkpoint).weights();
    NetworkWeights raw;
    try (CheckpointFile file = CheckpointFile.open(checkpoint)) {
      raw = file.raw(average);
    }
    Validation validation = new Validation(SmallRun.validation(), 2);
    assertThat(reports).singleElement();
    assertThat(reports.get(0).mean())
        .isEqualTo(validation.measure(average).mean())
        .isNotEqualTo(validation.measure(raw).mean());
    requireSame(checkpoint, folder.resolve("run/model.safetensors"));
  }

  private static void requireSame(Path checkpoint, Path model) {
    assertThat(SmallRun.bits(checkpoint)).containsAllEntriesOf(SmallRun.bits(model));
  }

  @Test
  void theNextStageStartsFromTheAverage() {
    Path run = folder.resolve("run");
    run("run", DECAY).allStages().steps(2).stopAfter(4).build().fit();

    Map<String, List<Integer>> first = SmallRun.bits(SmallRun.checkpoint(run, 2));
    Map<String, List<Integer>> second = SmallRun.bits(SmallRun.checkpoint(run, 4));
    String body = "down1.conv1.cbr_unit.0.weight";
    assertThat(first.get(body)).isNotEqualTo(first.get(ModelWriter.RAW + body));
    assertThat(second.get(body)).isEqualTo(first.get(body));
    assertThat(second.get(ModelWriter.RAW + body)).isEqualTo(first.get(body));
  }

  @Test
  void aRunFromBeforeThereWereAveragesGoesOnWithoutOne() throws IOException {
    Path whole = run("whole", 0).build().fit().lastCheckpoint().file();
    Path stopped = run("parts", 0).stopAfter(2).build().fit().lastCheckpoint().file();
    forgetAveraging(stopped);

    assertThatThrownBy(() -> run("parts", DECAY).resume(true).build().fit())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("recipe.encoder-decoder.averaging is 0.3, wanted none as in");
    Path last = run("parts", 0).resume(true).build().fit().lastCheckpoint().file();
    assertThat(SmallRun.bits(last)).isEqualTo(SmallRun.bits(whole));
  }

  private static void forgetAveraging(Path checkpoint) throws IOException {
    Map<String, FloatTensor> tensors = SmallRun.tensors(checkpoint);
    Map<String, String> metadata = new LinkedHashMap<>();
    try (SafeTensorsFile file = new SafeTensorsFile(FileBytes.open(checkpoint))) {
      metadata.putAll(file.metadata());
    }
    metadata.computeIfPresent(
        ModelWriter.TRAINING, (key, state) -> state.replace("\\\"averaging\\\":\\\"none\\\",", ""));
    assertThat(metadata.get(ModelWriter.TRAINING)).contains("epochs").doesNotContain("averaging");
    SafeTensorsWriter.write(checkpoint, metadata, tensors, DataType.F32);
  }
}
