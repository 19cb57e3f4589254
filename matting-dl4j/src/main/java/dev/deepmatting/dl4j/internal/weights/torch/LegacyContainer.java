package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Dict;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Sequence;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * The stream that PyTorch wrote before 1.6, and still writes on request: pickles of a magic number,
 * the version, system properties, the value itself and the storages' keys, then for each key an
 * eight-byte count and that many numbers. See {@code _legacy_save} in torch/serialization.py.
 */
final class LegacyContainer {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  private final FileBytes source;
  private final PickleInput input;
  private final Storages storages = new Storages();

  private LegacyContainer(FileBytes source) {
    this.source = source;
    this.input = new PickleInput(source, 0, source.length());
  }

  static TorchFile.TorchArchive read(FileBytes source) {
    return new LegacyContainer(source).read();
  }

  private TorchFile.TorchArchive read() {
    readHead();
    Object root = Unpickler.read(input, storages);
    Object keys = Unpickler.read(input, null);
    if (!(keys instanceof Sequence list) || list.size() != storages.wholes().size()) {
      throw input.refused(
          "has "
              + PickleValue.describe(keys)
              + " as its storages, wanted a list of "
              + storages.wholes().size());
    }
    return new TorchFile.TorchArchive("PyTorch, legacy stream", root, offsets(list));
  }

  private void readHead() {
    if (!MAGIC.equals(Unpickler.read(input, null))) {
      throw input.refused(
          "is a pickle without PyTorch's magic number, wanted a file of torch.save");
    }
    Object version = Unpickler.read(input, null);
    if (!version.equals(VERSION)) {
      throw input.refused(
          "is of " + PickleValue.describe(version) + " as its version, wanted " + VERSION);
    }
    Object system = Unpickler.read(input, null);
    if (!(system instanceof Dict facts) || !Boolean.TRUE.equals(facts.get("little_endian"))) {
      throw input.refused("was written big endian, wanted little_endian True");
    }
  }

  private Map<String, Long> offsets(Sequence keys) {
    Map<String, Long> offsets = new HashMap<>();
    long position = input.position();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.text(i, input);
      Storages.StorageView storage = storages.wholes().get(key);
      if (storage == null || offsets.containsKey(key)) {
        String why = storage == null ? ", which no tensor has" : " twice";
        throw input.refused("lists the storage " + Shown.text(key) + why);
      }
      requireLength(storage, position);
      position += Long.BYTES;
      offsets.put(key, position);
      position += storage.byteLength();
    }
    if (position != source.length()) {
      throw input.refused("has " + (source.length() - position) + " bytes after its last storage");
    }
    return offsets;
  }

  /** Checks the count before a storage, and that all numbers are there. */
  private void requireLength(Storages.StorageView storage, long position) {
    long elements = source.read(position, Long.BYTES).getLong();
    long left = source.length() - position - Long.BYTES;
    if (elements != storage.elements() || storage.byteLength() > left) {
      throw input.refused(
          ("has the storage %s of %d numbers with %d bytes left, wanted %d numbers of %d bytes")
              .formatted(
                  Shown.text(storage.key()),
                  elements,
                  left,
                  storage.elements(),
                  storage.dataType().bytes()));
    }
  }
}
