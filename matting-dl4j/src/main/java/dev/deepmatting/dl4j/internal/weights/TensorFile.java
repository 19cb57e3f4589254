package dev.deepmatting.dl4j.internal.weights;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;

/**
 * Named tensors in a file of some format. Opening reads what the file says of them; their numbers
 * are read one tensor at a time when they are asked for, so that only what is wanted takes memory.
 * Made for files from strangers: nothing is believed that the file's real length does not bear out,
 * nothing but numbers and text is read, and no code of the file runs.
 *
 * <p>Not safe to share between threads. Any reading throws {@link ModelFormatException} for a file
 * that is damaged or was changed meanwhile.
 */
public interface TensorFile extends AutoCloseable {
  /**
   * The file's format in words.
   *
   * @return a name such as {@code safetensors} or {@code PyTorch, zip container}
   */
  String format();

  /**
   * Texts and single numbers that stand beside the tensors.
   *
   * @return an unmodifiable map, empty if the file has none
   */
  Map<String, String> metadata();

  /**
   * Whether the format has a place of its own for texts, in which this library keeps what a network
   * is. Elsewhere texts of the same name are somebody else's.
   *
   * @return true if {@link #metadata()} may describe the network
   */
  default boolean keepsMetadata() {
    return false;
  }

  /**
   * What the file says of its tensors.
   *
   * @return an unmodifiable collection in the file's order; names are unique
   */
  Collection<TensorInfo> tensors();

  /**
   * Reads a tensor's numbers as they are stored.
   *
   * @param name a name among {@link #tensors()}
   * @return a new little-endian buffer from position 0 to its limit, the numbers in row-major order
   *     and in the tensor's data type
   * @throws ModelFormatException if there is no such tensor, or the file cannot be read any more
   */
  ByteBuffer bytes(String name);

  /**
   * What the file says of one tensor.
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
   * Reads one tensor as float32, whatever the file stores; what float32 cannot hold is rounded.
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
