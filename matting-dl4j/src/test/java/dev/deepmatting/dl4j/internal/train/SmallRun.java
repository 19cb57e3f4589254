package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.MattingTrainer;
import dev.deepmatting.data.LayerSource;
import dev.deepmatting.data.Recipe;
import dev.deepmatting.data.WholeImages;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsFile;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import dev.deepmatting.train.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs of seconds: a narrow network, small scenes, batches of two crops of 64x64. */
final class SmallRun {
  private SmallRun() {}

  static MattingTrainer.Builder into(Path output) {
    return MattingTrainer.builder()
        .recipe(recipe())
        .data(scenes(1), "scenes 1")
        .network(NetworkConfig.builder(Variant.VGG16_BN).baseChannels(2).build())
        .output(output)
        .seed(3)
        .workers(2)
        .validationImages(2)
        .validateEvery(4)
        .checkpointEvery(2)
        .steps(8);
  }

  static TrainingRecipe recipe() {
    return TrainingRecipe.modern()
        .withData(Recipe.online().toBuilder().size(64).cropSides(64).build())
        .withEachStage(stage -> stage.batchSize(2));
  }

  static LayerSource scenes(long seed) {
    return ProceduralScenes.builder()
        .seed(seed)
        .size(80, 96)
        .samplesPerEpoch(10)
        .families(SceneFamily.SOFT_EDGE, SceneFamily.HOLES)
        .build();
  }

  static WholeImages validation() {
    return WholeImages.of(scenes(2), 2);
  }

  /** The names of a run's checkpoints. */
  static List<String> checkpoints(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  static Path checkpoint(Path run, int step) {
    return run.resolve(String.format("checkpoints/step-%08d.safetensors", step));
  }

  /** Every number of a file by its tensor's name, to be compared bit by bit. */
  static Map<String, List<Integer>> bits(Path file) {
    Map<String, List<Integer>> bits = new TreeMap<>();
    tensors(file)
        .forEach(
            (name, tensor) -> {
              Integer[] numbers = new Integer[tensor.values().length];
              Arrays.setAll(numbers, i -> Float.floatToRawIntBits(tensor.values()[i]));
              bits.put(name, List.of(numbers));
            });
    return bits;
  }

  static Map<String, FloatTensor> tensors(Path file) {
    try (SafeTensorsFile tensors = new SafeTensorsFile(FileBytes.open(file))) {
      return Golden.readAll(tensors);
    }
  }

  static String metadata(Path file, String key) {
    try (SafeTensorsFile tensors = new SafeTensorsFile(FileBytes.open(file))) {
      return tensors.metadata().get(key);
    }
  }
}
