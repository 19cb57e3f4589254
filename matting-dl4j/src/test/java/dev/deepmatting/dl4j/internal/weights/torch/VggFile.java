package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.internal.file.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a file with the names, shapes and types of torchvision's vgg16_bn, 528 MB, and numbers
 * that follow from their place.
 */
final class VggFile {
  private static final int[] WIDTHS = {
    64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0
  };
  private static final int PIECE = 1 << 20;

  private VggFile() {}

  /** Writes the file for a look by hand: {@code VggFile FILE legacy|zip}. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), arguments[1].equals("zip"));
  }

  static void write(Path file, boolean zip) throws IOException {
    Map<String, long[]> shapes = shapes();
    List<String> keys = new ArrayList<>();
    PickleBuilder pickle = PickleBuilder.start().global("collections", "OrderedDict");
    pickle.op(')', 'R', '(');
    for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
      String key = String.valueOf(keys.size());
      keys.add(key);
      write(pickle, tensor.getKey(), tensor.getValue(), key, !zip);
    }
    byte[] content = pickle.op('u').stop();
    if (zip) {
      writeZip(file, content, shapes);
    } else {
      LegacyBuilder legacy = new LegacyBuilder(content);
      legacy.keys = LegacyBuilder.keys(keys.toArray(String[]::new));
      writeLegacy(file, legacy.head(), shapes);
    }
  }

  /** Fails unless the numbers are those that were written. */
  static void requireGenerated(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != number(name, i)) {
        throw new IllegalStateException(name + " has " + values[i] + " at " + i);
      }
    }
  }

  private static float number(String name, long index) {
    return (name.hashCode() * 31L + index * 2654435761L & 0xffffff) * 0x1p-24f;
  }

  private static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    int layer = 0;
    long inputs = 3;
    for (long width : WIDTHS) {
      if (width == 0) {
        layer++;
        continue;
      }
      String convolution = "features." + layer + ".";
      String normalisation = "features." + (layer + 1) + ".";
      shapes.put(convolution + "weight", new long[] {width, inputs, 3, 3});
      for (String name : List.of(convolution + "bias", normalisation + "weight")) {
        shapes.put(name, new long[] {width});
      }
      for (String name : List.of("bias", "running_mean", "running_var")) {
        shapes.put(normalisation + name, new long[] {width});
      }
      shapes.put(normalisation + "num_batches_tracked", new long[] {});
      inputs = width;
      layer += 3;
    }
    long[][] classifier = {{0, 4096, 25088}, {3, 4096, 4096}, {6, 1000, 4096}};
    for (long[] linear : classifier) {
      shapes.put("classifier." + linear[0] + ".weight", new long[] {linear[1], linear[2]});
      shapes.put("classifier." + linear[0] + ".bias", new long[] {linear[1]});
    }
    return shapes;
  }

  private static void write(
      PickleBuilder pickle, String name, long[] shape, String key, boolean legacy) {
    long[] strides = new long[shape.length];
    long elements = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = elements;
      elements *= shape[i];
    }
    pickle
        .text(name)
        .global("torch._utils", "_rebuild_tensor_v2")
        .op('(')
        .storage(isCount(name) ? "LongStorage" : "FloatStorage", key, elements, legacy)
        .rebuild(0, shape, strides);
  }

  private static boolean isCount(String name) {
    return name.endsWith("num_batches_tracked");
  }

  private static long elements(long[] shape) {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    return elements;
  }

  /** In the order of the keys that LegacyBuilder was given. */
  private static void writeLegacy(Path file, byte[] head, Map<String, long[]> shapes)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      AtomicFile.writeFully(channel, ByteBuffer.wrap(head));
      for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
        AtomicFile.writeFully(
            channel, ByteBuffer.wrap(LegacyBuilder.storage(elements(tensor.getValue()), 0)));
        eachPiece(tensor, piece -> AtomicFile.writeFully(channel, piece));
      }
    }
  }

  private static void writeZip(Path file, byte[] pickle, Map<String, long[]> shapes)
      throws IOException {
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), PIECE);
        ZipOutputStream zip = new ZipOutputStream(stream)) {
      CRC32 checksum = new CRC32();
      checksum.update(pickle);
      startEntry(zip, "vgg16_bn/data.pkl", pickle.length, checksum);
      zip.write(pickle);
      int key = 0;
      for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
        checksum.reset();
        eachPiece(tensor, checksum::update);
        long bytes = elements(tensor.getValue()) * (isCount(tensor.getKey()) ? 8 : 4);
        startEntry(zip, "vgg16_bn/data/" + key++, bytes, checksum);
        eachPiece(tensor, piece -> zip.write(piece.array(), 0, piece.limit()));
      }
      checksum.reset();
      checksum.update('3');
      startEntry(zip, "vgg16_bn/version", 1, checksum);
      zip.write('3');
    }
  }

  private static void startEntry(ZipOutputStream zip, String name, long size, CRC32 checksum)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
  }

  /** Takes part of a storage's bytes. */
  private interface Piece {
    void take(ByteBuffer piece) throws IOException;
  }

  private static void eachPiece(Map.Entry<String, long[]> tensor, Piece target) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    long bytes = elements(tensor.getValue()) * (isCount(tensor.getKey()) ? 8 : 4);
    for (long done = 0; done < bytes; done += piece.limit()) {
      // The numbers of the classifier, which nobody reads, repeat themselves.
      if (done == 0 || !tensor.getKey().startsWith("classifier")) {
        fill(piece.clear(), tensor.getKey(), done);
      }
      target.take(piece.rewind().limit((int) Math.min(PIECE, bytes - done)));
    }
  }

  private static void fill(ByteBuffer piece, String name, long start) {
    while (piece.hasRemaining()) {
      long place = start + piece.position();
      if (isCount(name)) {
        piece.putLong(place);
      } else {
        piece.putFloat(number(name, place / 4));
      }
    }
  }
}
