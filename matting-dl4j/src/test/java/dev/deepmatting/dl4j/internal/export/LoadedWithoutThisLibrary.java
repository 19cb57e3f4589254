package dev.deepmatting.dl4j.internal.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The program of a DL4J user: it runs in a JVM of its own, which has ND4J and not this library. */
final class LoadedWithoutThisLibrary {
  private static final int CHANNELS = 4;

  private LoadedWithoutThisLibrary() {}

  /** Runs each {@code .fb} file of a folder on its {@code HEIGHTxWIDTH.input} files. */
  public static void main(String[] arguments) throws IOException {
    requireAbsent("dev.deepmatting.dl4j.internal.graph.MaxUnpool");
    requireAbsent("dev.deepmatting.network.NetworkConfig");
    Path folder = Path.of(arguments[0]);
    for (Path file : filesOf(folder, ".fb")) {
      SameDiff graph = SameDiff.load(file.toFile(), false);
      for (Path input : filesOf(folder, ".input")) {
        String size = input.getFileName().toString().replace(".input", "");
        INDArray alpha = run(graph, size, floats(Files.readAllBytes(input)));
        Files.write(
            folder.resolve(file.getFileName() + "." + size + ".alpha"),
            bytes(alpha.dup('c').data().asFloat()));
      }
    }
  }

  private static INDArray run(SameDiff graph, String size, float[] values) {
    String[] sides = size.split("x");
    long[] shape = {1, CHANNELS, Long.parseLong(sides[0]), Long.parseLong(sides[1])};
    INDArray input = Nd4j.create(values, shape);
    return graph.output(Map.of("input", input), "alpha").get("alpha");
  }

  private static void requireAbsent(String name) {
    try {
      Class.forName(name);
    } catch (ClassNotFoundException e) {
      return;
    }
    throw new IllegalStateException(name + " is on the class path");
  }

  static List<Path> filesOf(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  static byte[] bytes(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES);
    buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return buffer.array();
  }
}
