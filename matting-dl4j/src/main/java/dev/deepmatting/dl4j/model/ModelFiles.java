package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.weights.FileBytes;
import dev.deepmatting.dl4j.weights.NetworkWeights;
import dev.deepmatting.dl4j.weights.TensorInfo;
import dev.deepmatting.dl4j.weights.safetensors.SafeTensorsFile;
import dev.deepmatting.dl4j.weights.safetensors.SafeTensorsWriter;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes model files. A model file is a safetensors file; its metadata hold the format
 * version, the network configuration, the preprocessing in words and the provenance.
 */
public final class ModelFiles {
  /** The models inside this artifact. */
  private static final Map<String, String> BUILTIN = Map.of("dim-small", "dim-small.safetensors");

  private ModelFiles() {}

  /**
   * Reads a model.
   *
   * @param source a model file or a model of this artifact
   * @return the model, complete
   * @throws ModelFormatException if there is no such model or it cannot be used
   */
  public static Model read(WeightSource source) {
    if (!source.isBuiltin()) {
      return read(source.path());
    }
    String resource = BUILTIN.get(source.builtinName());
    if (resource == null) {
      throw new ModelFormatException(
          "model is '" + source + "', wanted builtin: and one of " + BUILTIN.keySet());
    }
    try (InputStream stream = ModelFiles.class.getResourceAsStream(resource);
        SafeTensorsFile file =
            new SafeTensorsFile(FileBytes.of("model " + source, stream.readAllBytes()))) {
      return read("model " + source, file);
    } catch (IOException e) {
      throw new ModelFormatException("model " + source + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads a model file.
   *
   * @param path a file of any format version
   * @return the model, complete
   * @throws ModelFormatException if it cannot be read or is not a model file
   */
  public static Model read(Path path) {
    try (SafeTensorsFile file = new SafeTensorsFile(FileBytes.open(path))) {
      return read("model " + path, file);
    }
  }

  private static Model read(String origin, SafeTensorsFile file) {
    NetworkConfig config = NetworkMetadata.read(origin, file.metadata());
    Map<String, FloatTensor> tensors = readTensors(origin, file);
    try {
      return new Model(NetworkWeights.of(config, tensors), provenance(file));
    } catch (ModelFormatException e) {
      throw new ModelFormatException(origin + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, FloatTensor> readTensors(String origin, SafeTensorsFile file) {
    try {
      Map<String, FloatTensor> tensors = new LinkedHashMap<>();
      for (TensorInfo info : file.tensors()) {
        tensors.put(info.name(), file.read(info.name()));
      }
      return tensors;
    } catch (OutOfMemoryError e) {
      throw new ModelFormatException(
          origin + " is larger than the Java heap has room for, wanted a larger -Xmx", e);
    }
  }

  private static String provenance(SafeTensorsFile file) {
    return file.metadata().getOrDefault(NetworkMetadata.PROVENANCE, "");
  }

  /**
   * Says what a model file holds, without reading its numbers.
   *
   * @param path a file of any format version
   * @return what its header says
   * @throws ModelFormatException if it cannot be read or is not a model file
   */
  public static ModelDescription inspect(Path path) {
    try (SafeTensorsFile file = new SafeTensorsFile(FileBytes.open(path))) {
      NetworkConfig config = NetworkMetadata.read("model " + path, file.metadata());
      return new ModelDescription(
          NetworkMetadata.version("model " + path, file.metadata()),
          config,
          provenance(file),
          List.copyOf(file.tensors()));
    }
  }

  /**
   * Writes a model file of the current format version, complete or not at all.
   *
   * @param model the model
   * @param path where to write; an older file is replaced
   * @throws MattingException if it cannot be written; an older file is then as it was
   */
  public static void write(Model model, Path path) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(NetworkMetadata.VERSION, Integer.toString(NetworkMetadata.CURRENT_VERSION));
    metadata.put(NetworkMetadata.NETWORK, NetworkMetadata.network(model.config()));
    metadata.put(NetworkMetadata.PREPROCESSING, NetworkMetadata.preprocessing(model.config()));
    metadata.put(NetworkMetadata.PROVENANCE, model.provenance());
    try {
      SafeTensorsWriter.write(path, metadata, model.weights().tensors());
    } catch (IOException e) {
      throw new MattingException("model " + path + " cannot be written: " + e, e);
    }
  }
}
