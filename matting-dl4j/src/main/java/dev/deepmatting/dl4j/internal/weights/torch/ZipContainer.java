package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.error.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The zip archive that PyTorch writes since 1.6: one folder with a pickle {@code data.pkl}, each
 * storage as {@code data/KEY}, and small other files. See {@code _save} in torch/serialization.py.
 */
final class ZipContainer {
  private static final String PICKLE = "/data.pkl";
  private static final int LONGEST_ORDER = 16;

  private final FileBytes source;
  private final Map<String, ZipDirectory.Entry> entries;
  private final String folder;

  private ZipContainer(FileBytes source) {
    this.source = source;
    this.entries = ZipDirectory.read(source, this::requireNoProgram);
    this.folder = folder();
  }

  static TorchFile.TorchArchive read(FileBytes source) {
    return new ZipContainer(source).read();
  }

  /** Refuses TorchScript, which adds its code to the folder, compressed. */
  private void requireNoProgram(String name) {
    String inFolder = name.substring(name.indexOf('/') + 1);
    if (inFolder.equals("constants.pkl") || inFolder.startsWith("code/")) {
      throw refused("is a TorchScript program, wanted a state_dict() saved by torch.save");
    }
  }

  /** Returns the one folder at the top, named after the file when it was saved. */
  private String folder() {
    String first = entries.keySet().iterator().next();
    String top = first.substring(0, Math.max(0, first.indexOf('/')));
    for (String name : entries.keySet()) {
      if (!name.startsWith(top + "/")) {
        throw refused("has '" + Shown.text(name) + "' outside of its folder, wanted one");
      }
    }
    if (!entries.containsKey(top + PICKLE)) {
      throw refused("is a zip archive without FOLDER/data.pkl, wanted one of torch.save");
    }
    return top;
  }

  private TorchFile.TorchArchive read() {
    requireLittleEndian();
    ZipDirectory.Entry pickle = Objects.requireNonNull(entries.get(folder + PICKLE), folder);
    PickleInput input = new PickleInput(source, pickle.offset(), pickle.offset() + pickle.size());
    Storages storages = new Storages();
    Object root = Unpickler.read(input, storages);
    if (!input.atEnd()) {
      throw input.damaged("goes on after its end");
    }
    Map<String, Long> offsets = new HashMap<>();
    storages.wholes().values().forEach(storage -> offsets.put(storage.key(), offset(storage)));
    return new TorchFile.TorchArchive("PyTorch, zip container", root, offsets);
  }

  /** Checks the byte order, which files declare since 2.1; before, every file was little-endian. */
  private void requireLittleEndian() {
    ZipDirectory.Entry order = entries.get(folder + "/byteorder");
    if (order == null) {
      return;
    }
    int length = (int) Math.min(LONGEST_ORDER, order.size());
    byte[] name = source.read(order.offset(), length).array();
    String shown = new String(name, StandardCharsets.ISO_8859_1);
    if (!shown.equals("little")) {
      throw refused("has the byte order '" + Shown.text(shown) + "', wanted 'little'");
    }
  }

  private long offset(Storages.StorageView storage) {
    ZipDirectory.Entry entry = entries.get(folder + "/data/" + storage.key());
    if (entry == null) {
      throw refused("lacks the storage " + Shown.text(storage.key()));
    }
    if (entry.size() != storage.byteLength()) {
      throw refused(
          ("has the storage %s of %d bytes, wanted %d for %d numbers")
              .formatted(
                  Shown.text(storage.key()),
                  entry.size(),
                  storage.byteLength(),
                  storage.elements()));
    }
    return entry.offset();
  }

  private ModelFormatException refused(String what) {
    return new ModelFormatException(source.origin() + " " + what);
  }
}
