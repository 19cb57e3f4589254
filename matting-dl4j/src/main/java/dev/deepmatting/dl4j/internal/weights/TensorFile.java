package dev.deepmatting.dl4j.internal.weights;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;

/**
 * Named tensors in a file of some format. Opening reads their descriptions; their numbers are read
 * one tensor at a time on request, so that only requested tensors take memory. Safe for untrusted
 * files: every declared length is checked against the file's real length, only numbers and text are
 * read, and no code in the file runs.
 *
 * <p>Not safe to share between threads. All reading throws {@link ModelFormatException} if the file
 * is damaged or has changed meanwhile.
 */
public interface TensorFile extends AutoCloseable {
  /**
   * Returns the file's format in words.
   *
   * @return a name such as {@code safetensors} or {@code PyTorch, zip container}
   */
  String format();

  /**
   * Returns texts and single numbers that accompany the tensors.
   *
   * @return an unmodifiable map, empty if the file has none
   */
  Map<String, String> metadata();

  /**
   * Returns whether the format has metadata in which this library describes a network. In other
   * formats, texts with the same names come from other programs.
   *
   * @return true if {@link #metadata()} can describe the network
   */
  default boolean keepsMetadata() {
    return false;
  }

  /**
   * Returns the descriptions of the file's tensors.
   *
   * @return an unmodifiable collection in the file's order; names are unique
   */
  Collection<TensorInfo> tensors();

  /**
   * Reads a tensor's numbers as stored.
   *
   * @param name a name among {@link #tensors()}
   * @return a new little-endian buffer from position 0 to its limit, the numbers in row-major order
   *     and in the tensor's data type
   * @throws ModelFormatException if there is no such tensor, or the file cannot be read any more
   */
  ByteBuffer bytes(String name);

  /**
   * Returns the description of one tensor.
   *
   * @param name its name
   * @return its description
   * @throws ModelFormatException if there is no tensor of this name
   */
  default TensorInfo info(String name) {
    return tensors().stream()
        .filter(info -> info.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ModelFormatException("there is no tensor " + name));
  }

  /**
   * Reads one tensor as float32, whatever the file stores; numbers are rounded if necessary.
   *
   * @param name a name among {@link #tensors()}
   * @return the tensor
   * @throws ModelFormatException if there is no such tensor, or the file cannot be read any more
   */
  default FloatTensor read(String name) {
    TensorInfo info = info(name);
    return new FloatTensor(info.dataType().floats(bytes(name)), info.sizes());
  }

  @Override
  void close();
}
