package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that {@code make_keras_files.py} wrote, and ways to damage them. */
final class KerasFiles {
  /** Files in the layouts of Keras, which must be read. */
  static final List<String> SOUND =
      List.of(
          "weights-keras1",
          "model-keras2",
          "model-latest",
          "model-half-chunked",
          "model-double-chunked-latest",
          "layouts",
          "layouts-latest",
          "state",
          "state-latest");

  private KerasFiles() {}

  static Path path(String name) {
    try {
      return Path.of(KerasFiles.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name + ".h5"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens a file of this folder, which the caller closes. */
  static KerasFile open(String name) {
    return new KerasFile(FileBytes.open(path(name + ".h5")));
  }

  /** Opens bytes, and reads every tensor from them. */
  static void readAll(byte[] content) {
    try (KerasFile file = new KerasFile(FileBytes.of("model x", content))) {
      file.tensors().forEach(info -> file.read(info.name()));
    }
  }

  static ByteBuffer numbers(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where bytes occur for the first time, searched from a place on. */
  static int find(byte[] content, int from, byte... wanted) {
    for (int i = from; i <= content.length - wanted.length; i++) {
      if (ByteBuffer.wrap(content, i, wanted.length).equals(ByteBuffer.wrap(wanted))) {
        return i;
      }
    }
    throw new IllegalArgumentException("there is no such place");
  }

  static int find(byte[] content, String signature) {
    return find(content, 0, signature.getBytes(StandardCharsets.US_ASCII));
  }
}
