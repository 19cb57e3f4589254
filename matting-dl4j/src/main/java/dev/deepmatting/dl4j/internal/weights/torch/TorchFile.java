package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Reads a checkpoint that {@code torch.save} wrote, as a zip archive (since 1.6) or as the older
 * stream, whatever the file name's ending. It can be a state dict or contain one next to the epoch,
 * the optimizer's state and so on; the tensors keep their names. The stream is recognised by pickle
 * protocols 2 to 5; PyTorch's default is 2.
 *
 * <p>The pickle in such a file is read as data: no Python object is created, and any name other
 * than those of tensors, dicts and numbers is an error that shows the name.
 *
 * <p>Not safe to share between threads.
 */
public final class TorchFile implements TensorFile {
  private static final int ZIP = 0x04034b50;
  private static final int TAR_MARK = 257;
  private static final byte[] TAR = "ustar".getBytes(StandardCharsets.US_ASCII);
  private static final int PICKLE = 0x80;
  private static final int NEWEST_PROTOCOL = 5;

  /** The largest ratio of tensors that share storages to the file, apart from some bytes. */
  private static final int SHARED_TIMES = 16;

  private static final long SHARED_BYTES = 1 << 20;

  private final FileBytes source;
  private final String format;
  private final Map<String, Long> storageOffsets;
  private final Map<String, StridedTensor> tensors;
  private final Map<String, TensorInfo> infos = new LinkedHashMap<>();
  private final Map<String, String> metadata;

  /**
   * Reads everything but the tensors' numbers.
   *
   * @param source the file, closed with this object; the caller closes it if this throws
   * @throws ModelFormatException if it is not such a file, is damaged, contains Python objects
   *     other than tensors, dicts, numbers and text, does not have exactly one dict of tensors, or
   *     has tensors that share storages and are together larger than 16 times the file and 1 MiB
   */
  public TorchFile(FileBytes source) {
    this.source = source;
    if (isTar(source)) {
      throw new ModelFormatException(
          source.origin()
              + " is a tar archive as PyTorch wrote before 0.2, or a packed file: wanted one that"
              + " a later release has saved, or what is packed in it");
    }
    TorchArchive archive = isZip(source) ? ZipContainer.read(source) : LegacyContainer.read(source);
    StateDictFinder finder = new StateDictFinder(source.origin(), archive.root());
    format = archive.format();
    storageOffsets = archive.offsets();
    tensors = finder.tensors();
    requireLittleSharing();
    tensors.forEach(
        (name, tensor) -> infos.put(name, new TensorInfo(name, tensor.dataType(), tensor.shape())));
    metadata = Collections.unmodifiableMap(finder.metadata());
  }

  /**
   * Returns whether a file can be of this format: a zip archive, a tar archive or a pickle.
   * Archives can turn out to be something else, which opening them reports.
   *
   * @param source a file
   * @return true if its first bytes are those of such a file
   */
  public static boolean recognises(FileBytes source) {
    return isZip(source) || isTar(source) || isPickle(source);
  }

  private static boolean isZip(FileBytes source) {
    return source.length() >= Integer.BYTES && source.read(0, Integer.BYTES).getInt() == ZIP;
  }

  private static boolean isTar(FileBytes source) {
    return source.length() >= TAR_MARK + TAR.length
        && source.read(TAR_MARK, TAR.length).equals(ByteBuffer.wrap(TAR));
  }

  private static boolean isPickle(FileBytes source) {
    if (source.length() < 2) {
      return false;
    }
    ByteBuffer first = source.read(0, 2);
    return (first.get(0) & 0xff) == PICKLE && first.get(1) >= 0 && first.get(1) <= NEWEST_PROTOCOL;
  }

  /** Limits sharing: a tensor uses no number twice, but many tensors can share a storage. */
  private void requireLittleSharing() {
    Map<String, Integer> users = new HashMap<>();
    tensors.values().forEach(tensor -> users.merge(tensor.storage().key(), 1, Integer::sum));
    long shared =
        tensors.values().stream()
            .filter(tensor -> users.getOrDefault(tensor.storage().key(), 0) > 1)
            .mapToLong(StridedTensor::byteLength)
            .sum();
    if ((shared - SHARED_BYTES) / SHARED_TIMES > source.length()) {
      throw new ModelFormatException(
          ("%s has tensors that share storages, of %d bytes together in a file of %d bytes, wanted"
                  + " at most %d times its length; save a clone() of each")
              .formatted(source.origin(), shared, source.length(), SHARED_TIMES));
    }
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public Collection<TensorInfo> tensors() {
    return Collections.unmodifiableCollection(infos.values());
  }

  @Override
  public TensorInfo info(String name) {
    tensor(name);
    return Objects.requireNonNull(infos.get(name), name);
  }

  @Override
  public ByteBuffer bytes(String name) {
    StridedTensor tensor = tensor(name);
    String storage = tensor.storage().key();
    return StridedReader.read(
        source, tensor, Objects.requireNonNull(storageOffsets.get(storage), storage));
  }

  private StridedTensor tensor(String name) {
    StridedTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new ModelFormatException(source.origin() + " has no tensor " + Shown.text(name));
    }
    return tensor;
  }

  @Override
  public void close() {
    source.close();
  }

  /**
   * The contents of a container of either kind.
   *
   * @param format the container in words
   * @param root the value of its main pickle
   * @param offsets the position of each storage in the file, which is checked to contain them
   */
  record TorchArchive(String format, Object root, Map<String, Long> offsets) {}
}
