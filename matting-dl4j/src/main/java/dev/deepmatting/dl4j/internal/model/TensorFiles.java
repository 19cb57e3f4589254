package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.keras.KerasFile;
import dev.deepmatting.dl4j.internal.weights.onnx.OnnxFile;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsFile;
import dev.deepmatting.dl4j.internal.weights.torch.TorchFile;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Opens weights files in the format that their first bytes show, whatever their names. */
public final class TensorFiles {
  private static final String FOLDER = "/dev/deepmatting/dl4j/model/";

  /** The models inside this artifact. */
  private static final Map<String, String> BUILTIN =
      Map.of(
          "dim-small", FOLDER + "dim-small.safetensors",
          "dim-guided", FOLDER + "dim-guided.safetensors");

  private static final int SHOWN_BYTES = 8;

  /**
   * The most certain first: the length at the start of a safetensors file can look like the first
   * two bytes of a pickle, and ONNX has no signature.
   */
  private static final List<Format> FORMATS =
      List.of(
          new Format(KerasFile::recognises, KerasFile::new),
          new Format(SafeTensorsFile::recognises, SafeTensorsFile::new),
          new Format(TorchFile::recognises, TorchFile::new),
          new Format(OnnxFile::recognises, OnnxFile::new));

  /** A format: how its files are recognised and opened. */
  private record Format(Predicate<FileBytes> recognises, Function<FileBytes, TensorFile> opens) {}

  private TensorFiles() {}

  /**
   * Opens a file.
   *
   * @param source a file, bytes, or a model of this artifact
   * @return the open file, which the caller closes
   * @throws ModelFormatException if there is no such file, or it is of no known format or damaged
   */
  public static TensorFile open(WeightSource source) {
    FileBytes bytes = bytes(source);
    try {
      return open(bytes);
    } catch (RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
  }

  private static TensorFile open(FileBytes bytes) {
    for (Format format : FORMATS) {
      if (format.recognises.test(bytes)) {
        return format.opens.apply(bytes);
      }
    }
    int shown = (int) Math.min(SHOWN_BYTES, bytes.length());
    ByteBuffer first = bytes.read(0, shown);
    throw new ModelFormatException(
        bytes.origin()
            + " is of no known format: it has "
            + bytes.length()
            + " bytes and begins with ["
            + HexFormat.ofDelimiter(" ").formatHex(first.array())
            + "], wanted safetensors, PyTorch, Keras HDF5 or ONNX");
  }

  /**
   * Opens the bytes of a source.
   *
   * @param source a file, bytes, or a model of this artifact
   * @return the open bytes, which the caller closes
   * @throws ModelFormatException if there is no such file or model
   */
  static FileBytes bytes(WeightSource source) {
    if (source.content().isPresent()) {
      return FileBytes.of("model " + source, source.content().get());
    }
    if (!source.isBuiltin()) {
      return FileBytes.open(source.path());
    }
    String resource = BUILTIN.get(source.builtinName());
    if (resource == null) {
      throw new ModelFormatException(
          "model is '"
              + source
              + "', wanted builtin: and one of "
              + new TreeSet<>(BUILTIN.keySet()));
    }
    try (InputStream stream = TensorFiles.class.getResourceAsStream(resource)) {
      return FileBytes.of("model " + source, stream.readAllBytes());
    } catch (IOException e) {
      throw new ModelFormatException("model " + source + " cannot be read: " + e, e);
    }
  }
}
