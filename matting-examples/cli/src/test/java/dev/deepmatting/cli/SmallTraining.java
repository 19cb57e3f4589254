package dev.deepmatting.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Trainings of seconds: a narrow network, drawn scenes, batches of two crops of 64x64. */
final class SmallTraining {
  private SmallTraining() {}

  /** Options of a run; more may follow. */
  static Object[] options(Path out, Object... more) {
    List<Object> options =
        new ArrayList<>(
            List.of("train", "--data", "procedural", "--scene-size", "80-96", "--family"));
    options.addAll(List.of("soft-edge,holes", "--width", 2, "--crop", 64, "--batch", 2));
    options.addAll(List.of("--seed", 3, "--validation-images", 1, "--out", out));
    options.addAll(Arrays.asList(more));
    return options.toArray();
  }

  static Run into(Path out, Object... more) {
    return Run.matting(options(out, more));
  }

  /** The checkpoint of the latest step. */
  static Path lastCheckpoint(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      return files.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /**
   * All of a safetensors file but what the text in it says: names, shapes and places of the
   * tensors, and their bytes.
   */
  static List<Object> tensors(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    ObjectNode names =
        (ObjectNode) new ObjectMapper().readTree(new String(header, StandardCharsets.UTF_8));
    names.remove("__metadata__");
    return List.of(names, bytes.slice());
  }
}
