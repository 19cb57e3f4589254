package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.memory.NativeArrays;
import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.model.ModelWriter;
import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsFile;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsWriter;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A checkpoint: a model file that also contains the optimiser's state and the state of the run. If
 * a stage averages its weights, the model is the average, and the weights in training are stored as
 * well. Numbers are float32, as in training, so that nothing is lost.
 */
final class CheckpointFile implements AutoCloseable {
  private final Path path;
  private final SafeTensorsFile file;
  private final RunState state;

  private CheckpointFile(Path path, SafeTensorsFile file, RunState state) {
    this.path = path;
    this.file = file;
    this.state = state;
  }

  /**
   * Writes a checkpoint, complete or not at all.
   *
   * @param path the file
   * @param model the run's result so far
   * @param raw the network in training, if it differs from the model
   * @param memory the optimiser's state
   * @param state the position of the run
   */
  static void write(
      Path path,
      Model model,
      Optional<NetworkWeights> raw,
      Map<String, INDArray> memory,
      RunState state) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>(model.weights().tensors());
    raw.map(NetworkWeights::tensors)
        .orElse(Map.of())
        .forEach((name, tensor) -> tensors.put(ModelWriter.RAW + name, tensor));
    memory.forEach(
        (name, array) -> tensors.put(ModelWriter.OPTIMISER + name, NativeArrays.tensor(array)));
    Map<String, String> metadata = new LinkedHashMap<>(ModelWriter.metadata(model));
    metadata.put(ModelWriter.TRAINING, state.json());
    try {
      SafeTensorsWriter.write(path, metadata, tensors, DataType.F32);
    } catch (IOException e) {
      throw new MattingException("checkpoint " + path + " cannot be written: " + e, e);
    }
  }

  static CheckpointFile open(Path path) {
    FileBytes bytes = FileBytes.open(path);
    try {
      SafeTensorsFile file = new SafeTensorsFile(bytes);
      String json = file.metadata().get(ModelWriter.TRAINING);
      if (json == null) {
        throw new ModelFormatException(path + " is not a checkpoint: it has no training state");
      }
      return new CheckpointFile(path, file, RunState.parse(path.toString(), json));
    } catch (RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
  }

  RunState state() {
    return state;
  }

  /**
   * Reads the network in training.
   *
   * @param model the checkpoint's model, returned if the file has no other
   */
  NetworkWeights raw(NetworkWeights model) {
    if (file.tensors().stream().noneMatch(info -> info.name().startsWith(ModelWriter.RAW))) {
      return model;
    }
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    model.tensors().keySet().forEach(name -> tensors.put(name, file.read(ModelWriter.RAW + name)));
    return NetworkWeights.of(model.config(), tensors);
  }

  /** Copies the optimiser's state into arrays of the same names. */
  void restore(Map<String, INDArray> memory) {
    for (TensorInfo info : file.tensors()) {
      if (info.name().startsWith(ModelWriter.OPTIMISER)
          && !memory.containsKey(info.name().substring(ModelWriter.OPTIMISER.length()))) {
        throw unfit(info.name(), "no such tensor");
      }
    }
    memory.forEach(this::restore);
  }

  private void restore(String name, INDArray target) {
    FloatTensor tensor = file.read(ModelWriter.OPTIMISER + name);
    if (tensor.values().length != target.length()) {
      throw unfit(name, target.length() + " numbers, got " + tensor.values().length);
    }
    NetworkWeights.requireNumbers(name, tensor);
    NativeArrays.write(tensor.values(), target);
  }

  private ModelFormatException unfit(String name, String wanted) {
    return new ModelFormatException(
        "checkpoint " + path + ": tensor " + name + " does not fit this run, wanted " + wanted);
  }

  @Override
  public void close() {
    file.close();
  }
}
