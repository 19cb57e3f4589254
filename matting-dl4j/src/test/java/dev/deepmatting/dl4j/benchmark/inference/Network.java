package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.ModelFiles;
import dev.deepmatting.dl4j.benchmark.Peer;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.fixture.Widened;
import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.model.ModelWriter;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.Variant;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.nio.file.Path;

/** A network and its files, of one set of weights in float32. */
record Network(String id, String title, NetworkConfig config, Path folder) {
  private static final String DIM_SMALL = "dim-small";
  private static final String WIDENED = "dim-small-widened";

  /** Writes the model file and the ONNX file. */
  static Network write(String id, int width, Path folder) {
    if (id.equals(DIM_SMALL)) {
      Path file = folder.resolve(DIM_SMALL + ".safetensors");
      ModelFiles.convert(WeightSource.parse("builtin:" + DIM_SMALL), file);
      return new Network(id, DIM_SMALL, ModelReader.read(file).config(), folder).withOnnx();
    }
    if (id.equals(WIDENED)) {
      return widened(width, folder);
    }
    if (!id.equals("full") && !id.equals("full-skip")) {
      throw new IllegalArgumentException(
          "network is " + id + ", wanted full, full-skip, " + DIM_SMALL + " or " + WIDENED);
    }
    boolean skip = id.equals("full-skip");
    NetworkConfig config =
        NetworkConfig.builder(Variant.CLASSIC).baseChannels(width).skip(skip).build();
    String title =
        (width == 64 ? "full width" : "width " + width) + (skip ? " with skip additions" : "");
    Network network = new Network(id, title, config, folder);
    Model model = new Model(Generated.weights(config), "generated");
    ModelWriter.write(model, network.modelFile(), StorageType.FLOAT32);
    return network.withOnnx();
  }

  private static Network widened(int width, Path folder) {
    NetworkWeights weights =
        ModelReader.use(
            WeightSource.parse("builtin:" + DIM_SMALL),
            imported -> Widened.of(imported.model().weights(), width));
    String title = DIM_SMALL + " widened to " + width + " channels";
    Network network = new Network(WIDENED, title, weights.config(), folder);
    ModelWriter.write(new Model(weights, "widened"), network.modelFile(), StorageType.FLOAT32);
    return network.withOnnx();
  }

  private Network withOnnx() {
    ModelFiles.convert(WeightSource.file(modelFile()), folder.resolve(id + ".onnx"));
    return this;
  }

  /** Has Python write the file for DJL. */
  void writeTorchScript() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Peer.python("torch_network.py", torchName(), modelFile(), file(ForwardEngine.DJL)))
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("torch_network.py cannot write the TorchScript file");
    }
  }

  Path modelFile() {
    return folder.resolve(id + ".safetensors");
  }

  /** The file that an engine reads. */
  Path file(ForwardEngine engine) {
    return switch (engine) {
      case ONNX_RUNTIME -> folder.resolve(id + ".onnx");
      case DJL -> folder.resolve(id + ".pt");
      default -> modelFile();
    };
  }

  /** What the Python scripts call it. */
  String torchName() {
    return config.variant().id() + "," + config.skip() + "," + config.baseChannels();
  }

  /** Whether its weights were trained, so that its mattes can be scored. */
  boolean isTrained() {
    return id.startsWith(DIM_SMALL);
  }
}
