package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads weights that Keras saved as HDF5 ({@code .h5}), with a whole model or alone. Shapes are
 * those of the file: the kernel of a convolution is [height, width, input channels, output
 * channels]. Names are uniform: {@code block1_conv1/kernel}, {@code block1_conv1/bias}; {@code
 * gamma}, {@code beta}, {@code moving_mean} and {@code moving_variance} for batch normalisation.
 * Other tensors keep their path in the file.
 *
 * <p>{@link #tensors()} leaves out arrays that are not weights: arrays of integers, such as the
 * state of a random generator; arrays without numbers, because a side is 0 or nothing was ever
 * written; and anything but floats below {@code optimizer}, {@code optimizer_weights} and {@code
 * seed_generator}. If there is a group {@code model_weights}, nothing outside it is read. A file
 * without weights is refused.
 *
 * <p>Opening walks the whole structure in Java and accepts only what Keras needs: little-endian
 * floats of 16, 32 or 64 bits in one piece or in chunks (shuffled, deflated), hard links, no byte
 * used twice, nothing before or after the HDF5 content, names of at most 255 bytes, paths of at
 * most 1024 characters, arrays of at most 65,536 chunks. No native code runs.
 */
public final class KerasFile implements TensorFile {
  private final FileBytes source;
  private final Map<String, WeightTree.Weight> weights;
  private final List<TensorInfo> tensors;
  private final Map<String, String> metadata;

  /**
   * Checks the file's structure.
   *
   * @param source the file, closed with this object; the caller closes it if this throws
   * @throws ModelFormatException if it is not such a file
   */
  public KerasFile(FileBytes source) {
    this.source = source;
    if (!recognises(source)) {
      throw new ModelFormatException(source.origin() + " does not begin as an HDF5 file does");
    }
    WeightTree tree = WeightTree.read(new Hdf5Bytes(source));
    weights = tree.weights();
    tensors = weights.values().stream().map(WeightTree.Weight::info).toList();
    metadata = tree.texts();
  }

  /**
   * Returns whether a file is HDF5.
   *
   * @param source a file
   * @return true if it begins with HDF5's signature
   */
  public static boolean recognises(FileBytes source) {
    int count = Superblock.SIGNATURE.length;
    return source.length() >= count
        && Arrays.equals(source.read(0, count).array(), Superblock.SIGNATURE);
  }

  @Override
  public String format() {
    return "Keras, HDF5";
  }

  /**
   * Returns the short text attributes of the file's root or its group {@code model_weights}, such
   * as {@code keras_version} and {@code backend}.
   */
  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public Collection<TensorInfo> tensors() {
    return tensors;
  }

  @Override
  public TensorInfo info(String name) {
    return weight(name).info();
  }

  @Override
  public ByteBuffer bytes(String name) {
    return weight(name).array().read();
  }

  private WeightTree.Weight weight(String name) {
    WeightTree.Weight weight = weights.get(name);
    if (weight == null) {
      throw new ModelFormatException(source.origin() + " has no tensor " + name);
    }
    return weight;
  }

  @Override
  public void close() {
    source.close();
  }
}
